// http-cache-tests, the suite behind cache-tests.fyi: its origin and its client in one process.
// Prints the port of the origin, reads a line with the base URI of the cache to judge and, where
// not all are wanted, the ids of tests, and prints `id kind outcome` for each test, with the reason
// of one that has not passed.

import fs from 'node:fs';
import net from 'node:net';
import readline from 'node:readline/promises';
import fetch from 'node-fetch';

// Its server takes its options from npm, and would listen on every address.
process.env.npm_config_protocol = 'http';
process.env.npm_config_port = '0';
process.env.npm_config_pidfile = '/dev/null';
const listening = new Promise((resolve) => {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function () {
    return listen.call(this, 0, '127.0.0.1', () => resolve(this.address().port));
  };
});
const log = console.log;
console.log = () => {};
await import('http-cache-tests/server/server.mjs');
log(`origin ${await listening}`);

const line = await readline.createInterface({ input: process.stdin }).question('');
const [base, ...ids] = line.split(' ');

const { runTests, getResults } = await import('http-cache-tests/client/runner.mjs');
const { default: suites } = await import('http-cache-tests/tests/index.mjs');
const wanted = suites
  .flatMap((suite) => suite.tests)
  .filter((test) => !test.browser_only && (ids.length === 0 || ids.includes(test.id)));
// In chunks of 25, so that a busy machine keeps up with the clocks of the tests.
await runTests([{ tests: wanted }], fetch, false, base, 25);

const results = getResults();
const outcome = (result) =>
  result === true ? 'pass' : `${result[0] === 'Setup' ? 'setup' : 'fail'} ${result[1]}`;
const lines = wanted.map(({ id, kind }) => `${id} ${kind ?? 'required'} ${outcome(results[id])}`);
fs.writeSync(1, lines.sort().join('\n') + '\nend\n');
process.exit(0);
