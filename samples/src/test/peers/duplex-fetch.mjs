// Node's fetch with a request content that is still being written while the response is read.
// Prints what came back; the test reads it.

const [uri, host] = process.argv.slice(2);
const encoder = new TextEncoder();
let send;
const body = new ReadableStream({ start: (controller) => (send = controller) });
const enclose = (head, content = '') => send.enqueue(encoder.encode(`${head}\r\n\r\n${content}`));

const headers = { 'Content-Type': 'message/http' };
enclose(
  `GET /notes HTTP/1.1\r\nHost: ${host}\r\nWhen-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT`,
);
const response = await fetch(uri, { method: 'POST', headers, body, duplex: 'half' });

let written = false;
for await (const octets of response.body) {
  process.stdout.write(octets);
  if (!written) {
    written = true; // the first state has come, and only now is the next request written
    enclose(
      `POST /notes HTTP/1.1\r\nHost: ${host}\r\nContent-Type: text/plain\r\nContent-Length: 7`,
      'by node',
    );
  }
}
