import assert from 'node:assert/strict';
import test from 'node:test';
import { subscribe, subscribeAll } from '../../main/resources/org/nativecomet/samples/page/live.js';
import { Representation } from '../../main/resources/org/nativecomet/samples/page/representation.js';

const octets = (text) => new TextEncoder().encode(text);
const text = (bytes) => new TextDecoder().decode(bytes);

/** A server of which the test plays the part: `requests` arrive, each is answered by hand. */
function scriptedServer() {
  const arrived = [];
  const waiting = [];
  const fetch = (target, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      let stream;
      const content = new ReadableStream({ start: (controller) => (stream = controller) });
      signal.addEventListener('abort', () => {
        reject(signal.reason);
        try {
          stream.error(signal.reason);
        } catch {
          // It had ended before.
        }
      });
      const request = {
        method,
        target,
        headers,
        body: body && text(body),
        signal,
        answer: (status = 200, type = 'message/http; msgtype=response') =>
          resolve(new Response(content, { status, headers: { 'Content-Type': type } })),
        send: (message) => stream.enqueue(octets(message)),
        end: () => stream.close(),
        refuse: (message) => reject(new TypeError(message)),
      };
      (waiting.shift() ?? ((r) => arrived.push(r)))(request);
    });
  const next = () =>
    arrived.length ? Promise.resolve(arrived.shift()) : new Promise((r) => waiting.push(r));
  return { fetch, next };
}

function recorder() {
  const events = [];
  const waiting = [];
  const record = (event) => {
    events.push(event);
    for (const check of waiting.splice(0)) check();
  };
  const until = async (wanted) => {
    while (!events.includes(wanted)) await new Promise((resolve) => waiting.push(resolve));
    events.splice(0, events.indexOf(wanted) + 1);
  };
  const handlers = {
    onUpdate: (representation) => record(`${representation.target} = ${representation.text()}`),
    onOver: (representation, { status }) => record(`${representation.target} over ${status}`),
  };
  return { handlers, until, onState: (state) => record(state), events };
}

/** Timers for the code under test; the mock of node:test came after Node 18. */
function timeThatMovesWhenTold(t) {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  t.after(() => Object.assign(globalThis, { setTimeout: realSet, clearTimeout: realClear }));
  const timers = new Map();
  let now = 0;
  let last = 0;
  globalThis.setTimeout = (action, delay) => (
    timers.set(++last, { action, at: now + delay }),
    last
  );
  globalThis.clearTimeout = (id) => timers.delete(id);
  const tick = (milliseconds) => {
    now += milliseconds;
    for (const [id, { action, at }] of [...timers]) {
      if (at <= now && timers.delete(id)) action();
    }
  };
  return { tick };
}

const ok = (content, fields = '') =>
  `HTTP/1.1 200 OK\r\nSubscribed: OK\r\n${fields}Content-Length: ${content.length}\r\n\r\n${content}`;

test('one resource: updates arrive as they are sent', { timeout: 5000 }, async () => {
  const server = scriptedServer();
  const { handlers, until, onState } = recorder();
  const live = subscribe(new Representation('/r'), handlers, { fetch: server.fetch, onState });
  const request = await server.next();
  assert.equal(request.method, 'GET');
  assert.match(request.headers.Accept, /^message\/http, /);
  assert.equal(request.headers['When-Modified-After'], 'Thu, 01 Jan 1970 00:00:00 GMT');
  request.answer();
  await until('live');
  request.send(ok('one'));
  await until('/r = one');
  request.send(`\r\n${ok('two')}`);
  await until('/r = two');
  live.stop();
  await until('ended');
});

test('a dropped connection goes on where it was', { timeout: 5000 }, async () => {
  const server = scriptedServer();
  const { handlers, until } = recorder();
  const live = subscribe(new Representation('/r'), handlers, {
    fetch: server.fetch,
    random: () => 0,
  });
  const first = await server.next();
  first.answer();
  first.send(ok('one', 'ETag: "v1"\r\nLast-Modified: Mon, 16 Nov 2026 09:00:00 GMT\r\n'));
  await until('/r = one');
  live.kill();
  const second = await server.next();
  assert.equal(second.headers['If-None-Match'], '"v1"');
  assert.equal(second.headers['When-Modified-After'], 'Mon, 16 Nov 2026 09:00:00 GMT');
  second.answer();
  second.send('HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nSubscribed: OK\r\n\r\n');
  second.send(ok('two'));
  await until('/r = two');
  live.stop();
});

test(
  'several resources share one connection, told apart by their ids',
  { timeout: 5000 },
  async () => {
    const server = scriptedServer();
    const { handlers, until } = recorder();
    const resources = [new Representation('/a'), new Representation('/b')];
    const live = subscribeAll(resources, handlers, { fetch: server.fetch, host: 'g.example' });
    const request = await server.next();
    assert.equal(request.method, 'POST');
    assert.equal(request.target, '/comet');
    assert.equal(
      request.body,
      'GET /a HTTP/1.1\r\nHost: g.example\r\nExchange-Id: 1\r\nWhen-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n' +
        'GET /b HTTP/1.1\r\nHost: g.example\r\nExchange-Id: 2\r\nWhen-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n',
    );
    request.answer();
    request.send(ok('bee', 'Exchange-Id: 2\r\n') + ok('ay', 'Exchange-Id: 1\r\n'));
    await until('/b = bee');
    await until('/a = ay');
    live.stop();
  },
);

test(
  'what is over is not asked for again, and when all is over so is the connection',
  { timeout: 5000 },
  async () => {
    const server = scriptedServer();
    const { handlers, until, onState } = recorder();
    const resources = [new Representation('/a'), new Representation('/b')];
    const options = { fetch: server.fetch, host: 'h', random: () => 0, onState };
    subscribeAll(resources, handlers, options);
    const first = await server.next();
    first.answer();
    first.send('HTTP/1.1 410 Gone\r\nExchange-Id: 1\r\nContent-Length: 0\r\n\r\n');
    await until('/a over 410');
    first.end();
    const second = await server.next();
    assert.doesNotMatch(second.body, /GET \/a /);
    second.answer();
    second.send('HTTP/1.1 404 Not Found\r\nExchange-Id: 2\r\nContent-Length: 0\r\n\r\n');
    await until('/b over 404');
    second.end();
    await until('ended');
  },
);

test(
  'trouble of one resource opens a new connection and closes the old one',
  { timeout: 5000 },
  async () => {
    const server = scriptedServer();
    const { handlers } = recorder();
    const options = { fetch: server.fetch, host: 'h', random: () => 0 };
    const live = subscribeAll([new Representation('/a')], handlers, options);
    const first = await server.next();
    first.answer();
    first.send(
      'HTTP/1.1 502 Bad Gateway\r\nExchange-Id: 1\r\nSubscribed: none\r\nContent-Length: 0\r\n\r\n',
    );
    await server.next();
    assert.ok(first.signal.aborted);
    live.stop();
  },
);

test('each failure doubles the wait, up to a limit', { timeout: 5000 }, async (t) => {
  const time = timeThatMovesWhenTold(t);
  const server = scriptedServer();
  const { handlers, until, onState } = recorder();
  const options = { fetch: server.fetch, random: () => 1, onState };
  const live = subscribe(new Representation('/r'), handlers, options);
  let request = await server.next();
  for (const wait of [500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
    request.refuse('no route');
    await until('waiting');
    let came = false;
    const next = server.next().then((r) => ((came = true), r));
    time.tick(wait - 1);
    await new Promise(setImmediate);
    assert.equal(came, false, `before ${wait} ms`);
    time.tick(1);
    request = await next;
  }
  live.stop();
});

test('a connection that is silent for long is given up', { timeout: 5000 }, async (t) => {
  const time = timeThatMovesWhenTold(t);
  const server = scriptedServer();
  const { handlers, until, onState } = recorder();
  const live = subscribe(new Representation('/r'), handlers, { fetch: server.fetch, onState });
  const request = await server.next();
  request.answer();
  await until('live');
  time.tick(45_000);
  await until('waiting');
  assert.ok(request.signal.aborted);
  live.stop();
});

test(
  'an answer that is no stream is shown, and asked for less and less often',
  { timeout: 5000 },
  async () => {
    const server = scriptedServer();
    const { handlers, until } = recorder();
    const live = subscribe(new Representation('/r'), handlers, {
      fetch: server.fetch,
      random: () => 0,
    });
    const request = await server.next();
    request.answer(200, 'text/plain');
    request.send('plain');
    request.end();
    await until('/r = plain');
    await server.next();
    live.stop();
  },
);

test('a refused stream says nothing about the resources', { timeout: 5000 }, async () => {
  const server = scriptedServer();
  const { handlers, events } = recorder();
  const options = { fetch: server.fetch, host: 'h', random: () => 0 };
  const live = subscribeAll([new Representation('/a')], handlers, options);
  const first = await server.next();
  first.answer(404, 'text/plain');
  first.end();
  const second = await server.next();
  assert.match(second.body, /^GET \/a /);
  assert.deepEqual(events, []);
  live.stop();
});

test('stopped and started again, there is still one connection', { timeout: 5000 }, async () => {
  const server = scriptedServer();
  const { handlers, until } = recorder();
  const live = subscribe(new Representation('/r'), handlers, {
    fetch: server.fetch,
    random: () => 0,
  });
  const first = await server.next();
  first.answer();
  live.stop();
  live.start();
  const second = await server.next();
  assert.ok(first.signal.aborted);
  second.answer();
  second.send(ok('one'));
  await until('/r = one');
  let third = false;
  server.next().then(() => (third = true));
  await new Promise((resolve) => setTimeout(resolve, 600));
  assert.equal(third, false);
  live.stop();
});
