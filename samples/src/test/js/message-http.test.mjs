import assert from 'node:assert/strict';
import test from 'node:test';
import {
  joined,
  requestOctets,
  ResponseParser,
} from '../../main/resources/org/nativecomet/samples/page/message-http.js';

const octets = (text) => new TextEncoder().encode(text);
const text = (bytes) => new TextDecoder().decode(bytes);

const STREAM = octets(
  'HTTP/1.1 200 OK\r\nContent-Location: /r\r\nETag: "v1"\r\nContent-Length: 7\r\n\r\n{"n":1}' +
    '\r\n' +
    'HTTP/1.1 200 \r\nContent-Length: 4\r\nX-A: 1\r\nx-a: 2\r\n\r\n\r\n\r\n' +
    'HTTP/1.1 304 Not Modified\r\nETag: "v2"\r\nSubscribed: OK\r\n\r\n' +
    'HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n',
);

function read(...pieces) {
  const parser = new ResponseParser();
  const messages = pieces.flatMap((piece) => parser.push(piece));
  parser.end();
  return messages;
}

const facts = (messages) =>
  messages.map((m) => (m.kind === 'heartbeat' ? 'heartbeat' : `${m.status} ${text(m.content)}`));
const WHOLE = ['200 {"n":1}', 'heartbeat', '200 \r\n\r\n', '304 ', '410 '];

test('a stream is cut into its messages, heartbeats included', () => {
  const messages = read(STREAM);
  assert.deepEqual(facts(messages), WHOLE);
  assert.equal(messages[0].fields.get('etag'), '"v1"');
  assert.equal(messages[0].reason, 'OK');
  assert.equal(messages[2].fields.get('X-A'), '1, 2');
  assert.equal(messages[0].fields.get('Age'), null);
  assert.deepEqual(joined(messages.map((m) => m.octets)), STREAM);
});

test('wherever the stream is cut, the messages are the same', () => {
  for (let at = 0; at <= STREAM.length; at++) {
    assert.deepEqual(facts(read(STREAM.slice(0, at), STREAM.slice(at))), WHOLE, `cut at ${at}`);
  }
  assert.deepEqual(facts(read(...[...STREAM].map((octet) => Uint8Array.of(octet)))), WHOLE);
});

test('content is octets and is never looked into', () => {
  const content = Uint8Array.of(0, 255, 13, 10, 13, 10, 72, 84, 84, 80, 47, 49);
  const [message] = read(
    octets(`HTTP/1.1 200 OK\r\nContent-Length: ${content.length}\r\n\r\n`),
    content,
  );
  assert.deepEqual(message.content, content);
});

test('a content larger than the first buffer arrives whole', () => {
  const content = new Uint8Array(100_000).map((_, i) => i % 251);
  const head = octets(`HTTP/1.1 200 OK\r\nContent-Length: ${content.length}\r\n\r\n`);
  assert.deepEqual(read(head, content.slice(0, 50_000), content.slice(50_000))[0].content, content);
});

test('a folded line is one line', () => {
  const [message] = read(octets('HTTP/1.1 204 No Content\r\nX-A: one\r\n  two\r\n\r\n'));
  assert.equal(message.fields.get('X-A'), 'one two');
});

for (const [what, stream] of Object.entries({
  'a bare LF': 'HTTP/1.1 200 OK\nContent-Length: 0\n\n',
  'a bare CR in a head': 'HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n',
  'a bare CR between messages': '\rHTTP/1.1 200 OK\r\n\r\n',
  'a request': 'GET / HTTP/1.1\r\nHost: h\r\n\r\n',
  'another version': 'HTTP/2 200 OK\r\n\r\n',
  'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  'a signed length': 'HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na',
  'a length beyond the limit': `HTTP/1.1 200 OK\r\nContent-Length: ${16 * 1024 * 1024 + 1}\r\n\r\n`,
  'a transfer coding': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'a space before the colon': 'HTTP/1.1 200 OK\r\nX : a\r\n\r\n',
  'a NUL': 'HTTP/1.1 200 OK\r\nX: \0\r\n\r\n',
  'no colon': 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n',
  'a head without end': `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(70_000)}`,
})) {
  test(`${what} breaks the stream`, () => {
    assert.throws(() => new ResponseParser().push(octets(stream)), { name: 'MessageError' });
  });
}

test('a stream that ends inside a message says so', () => {
  for (const stream of ['HTTP/1.1 200', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na', '\r']) {
    const parser = new ResponseParser();
    parser.push(octets(stream));
    assert.throws(() => parser.end(), { name: 'MessageError' });
  }
});

test('a request states its length in octets', () => {
  const content = octets('text=ä');
  const request = requestOctets({
    method: 'POST',
    target: '/notes',
    fields: [['Host', 'h']],
    content,
  });
  assert.equal(text(request), 'POST /notes HTTP/1.1\r\nHost: h\r\nContent-Length: 7\r\n\r\ntext=ä');
  const bare = requestOctets({ method: 'GET', target: '/a?b=1', fields: [['Host', 'h']] });
  assert.equal(text(bare), 'GET /a?b=1 HTTP/1.1\r\nHost: h\r\n\r\n');
});

test('nothing can be smuggled into a request', () => {
  const bad = [
    { method: 'GET', target: '/ HTTP/1.1\r\nX: 1', fields: [] },
    { method: 'GET /a', target: '/', fields: [] },
    { method: 'GET', target: '/', fields: [['X', 'a\r\nY: b']] },
    { method: 'GET', target: '/', fields: [['X: a\r\nY', 'b']] },
    { method: 'GET', target: 'http://elsewhere.example/', fields: [] },
  ];
  for (const request of bad) assert.throws(() => requestOctets(request), { name: 'MessageError' });
});
