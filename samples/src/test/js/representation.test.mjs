import assert from 'node:assert/strict';
import test from 'node:test';
import { Fields } from '../../main/resources/org/nativecomet/samples/page/message-http.js';
import { Representation } from '../../main/resources/org/nativecomet/samples/page/representation.js';

const MONDAY = 'Mon, 16 Nov 2026 09:00:00 GMT';

function response(status, fields = {}, content = '') {
  const lines = new Fields();
  for (const [name, value] of Object.entries(fields)) lines.add(name, value);
  return { status, fields: lines, content: new TextEncoder().encode(content) };
}

test('what is not known yet is asked for from the epoch on', () => {
  assert.deepEqual(new Representation('/r').position(), [
    ['When-Modified-After', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ]);
});

test('what is known is named by its validators', () => {
  const known = new Representation('/r');
  const verdict = known.receive(response(200, { ETag: '"v1"', 'Last-Modified': MONDAY }, 'one'));
  assert.equal(verdict, 'updated');
  assert.equal(known.text(), 'one');
  assert.deepEqual(known.position(), [
    ['When-Modified-After', MONDAY],
    ['If-None-Match', '"v1"'],
  ]);
});

test('an acknowledgement changes nothing', () => {
  const known = new Representation('/r');
  known.receive(response(200, { ETag: '"v1"' }, 'one'));
  assert.equal(known.receive(response(304, { ETag: '"v1"', Subscribed: 'OK' })), 'unchanged');
  assert.equal(known.text(), 'one');
});

test('a part is added to exactly what it follows', () => {
  const log = new Representation('/log', { grows: true });
  assert.deepEqual(log.position().at(-1), ['Range', 'bytes=0-']);
  log.receive(response(206, { ETag: '"L1"', 'Content-Range': 'bytes 0-5/6' }, 'line1\n'));
  assert.deepEqual(log.position().at(-1), ['Range', 'bytes=6-']);
  const added = { ETag: '"L2"', 'Delta-Base': '"L1"', 'Content-Range': 'bytes 6-11/12' };
  assert.equal(log.receive(response(206, added, 'line2\n')), 'updated');
  assert.equal(log.text(), 'line1\nline2\n');
  assert.equal(log.etag, '"L2"');
});

for (const [what, fields] of Object.entries({
  'to another state': { 'Delta-Base': '"L9"', 'Content-Range': 'bytes 6-11/12' },
  'to no state': { 'Content-Range': 'bytes 6-11/12' },
  'at another place': { 'Delta-Base': '"L1"', 'Content-Range': 'bytes 7-12/13' },
  'of another length': { 'Delta-Base': '"L1"', 'Content-Range': 'bytes 6-99/100' },
  'without a place': { 'Delta-Base': '"L1"' },
})) {
  test(`a part that belongs ${what} is not added: the whole is asked for`, () => {
    const log = new Representation('/log', { grows: true });
    log.receive(response(200, { ETag: '"L1"' }, 'line1\n'));
    assert.equal(log.receive(response(206, { ETag: '"L2"', ...fields }, 'line2\n')), 'lost');
    assert.deepEqual(log.position(), [
      ['When-Modified-After', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Range', 'bytes=0-'],
    ]);
  });
}

test('gone and forbidden are over, trouble is asked about again', () => {
  for (const status of [401, 403, 404, 410]) {
    assert.equal(new Representation('/r').receive(response(status)), 'over', status);
  }
  for (const status of [302, 429, 500, 502, 504]) {
    assert.equal(new Representation('/r').receive(response(status)), 'lost', status);
  }
});

test('a 304 that ends the subscription is asked about again', () => {
  const known = new Representation('/r');
  assert.equal(known.receive(response(304, { Subscribed: 'none' })), 'lost');
});
