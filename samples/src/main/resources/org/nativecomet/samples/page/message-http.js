// HTTP messages as octets: reads a stream of enclosed responses (message/http or application/http,
// RFC 9112, section 10), and writes enclosed requests. Works on Uint8Array; knows no network.

const CR = 13;
const LF = 10;
const MAX_HEAD = 64 * 1024; // octets; twice what a gateway accepts by default
const MAX_CONTENT = 16 * 1024 * 1024; // octets; a page would choke on more
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const STATUS_LINE = /^HTTP\/1\.1 ([1-5][0-9]{2}) ([\t\x20-\x7e\x80-\xff]*)$/;

/** The stream cannot be understood any more: where the next message begins is not known. */
export class MessageError extends Error {
  name = 'MessageError';
}

/**
 * Field lines by name, whatever the case; several lines of one name are one list
 * (RFC 9110, section 5.3).
 */
export class Fields {
  #lines = [];

  add(name, value) {
    this.#lines.push([name, value]);
  }

  get(name) {
    const wanted = name.toLowerCase();
    const values = this.#lines.filter(([n]) => n.toLowerCase() === wanted).map(([, v]) => v);
    return values.length ? values.join(', ') : null;
  }

  [Symbol.iterator]() {
    return this.#lines[Symbol.iterator]();
  }
}

/** Cuts octets, which may come in any pieces, into enclosed responses and heartbeats. */
export class ResponseParser {
  #octets = new Uint8Array(4096);
  #length = 0;
  #scanned = 0; // octets of the head already searched for its end
  #head = null; // the message whose content is still arriving

  /**
   * What these octets completed, in order: {kind: 'response', status, reason, fields, content,
   * octets}, or {kind: 'heartbeat', octets} for a CRLF between messages. `octets` is the message as
   * it came.
   *
   * @throws MessageError the framing is broken; the parser is of no further use
   */
  push(piece) {
    this.#append(piece);
    const complete = [];
    for (;;) {
      const message = this.#head ? this.#finish() : this.#begin();
      if (!message) return complete;
      if (message !== this.#head) complete.push(message);
    }
  }

  /** Says that nothing follows. @throws MessageError a message was cut short */
  end() {
    if (this.#head || this.#length > 0) throw new MessageError('the stream ended inside a message');
  }

  #append(piece) {
    if (this.#length + piece.length > this.#octets.length) {
      const larger = new Uint8Array(2 * (this.#length + piece.length));
      larger.set(this.#octets.subarray(0, this.#length));
      this.#octets = larger;
    }
    this.#octets.set(piece, this.#length);
    this.#length += piece.length;
  }

  /** A heartbeat, or the head of a message as this.#head; nothing if there is neither yet. */
  #begin() {
    if (this.#length >= 1 && this.#octets[0] === CR) {
      if (this.#length < 2) return null;
      if (this.#octets[1] !== LF) throw new MessageError('a bare CR between messages');
      return { kind: 'heartbeat', octets: this.#take(2) };
    }
    const end = this.#endOfHead();
    if (end < 0) return null;
    this.#scanned = 0;
    const lines = latin1(this.#octets.subarray(0, end)).split('\r\n').slice(0, -2);
    this.#head = readHead(lines, end);
    return this.#head;
  }

  #endOfHead() {
    const octets = this.#octets;
    for (let i = this.#scanned; i < this.#length; i++) {
      const afterCr = i > 0 && octets[i - 1] === CR;
      if (afterCr !== (octets[i] === LF)) throw new MessageError('a bare CR or LF in a head');
      if (octets[i] === LF && i >= 3 && octets[i - 2] === LF) return i + 1;
    }
    if (this.#length > MAX_HEAD) throw new MessageError('a head that is too long');
    this.#scanned = this.#length;
    return -1;
  }

  #finish() {
    const { head, contentLength, ...start } = this.#head;
    if (this.#length < head + contentLength) return null;
    this.#head = null;
    const octets = this.#take(head + contentLength);
    return { kind: 'response', ...start, content: octets.subarray(head), octets };
  }

  #take(count) {
    const taken = this.#octets.slice(0, count);
    this.#octets.copyWithin(0, count, this.#length);
    this.#length -= count;
    return taken;
  }
}

function readHead([statusLine, ...fieldLines], head) {
  const start = STATUS_LINE.exec(statusLine);
  if (!start) throw new MessageError(`not a status line: ${statusLine.slice(0, 80)}`);
  const fields = new Fields();
  for (const line of unfold(fieldLines)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    if (!TOKEN.test(name) || !VALUE.test(value)) {
      throw new MessageError(`not a field line: ${line.slice(0, 80)}`);
    }
    fields.add(name, value);
  }
  const status = Number(start[1]);
  return { head, status, reason: start[2], fields, contentLength: lengthOf(status, fields) };
}

/** Whoever receives message/http replaces a line fold by a space (RFC 9112, section 5.2). */
function unfold(lines) {
  const whole = [];
  for (const line of lines) {
    if (/^[ \t]/.test(line) && whole.length) whole.push(`${whole.pop()} ${line.trim()}`);
    else whole.push(line);
  }
  return whole;
}

/** Without a length there is no content: an enclosed response cannot end with its connection. */
function lengthOf(status, fields) {
  if (fields.get('Transfer-Encoding') !== null) {
    throw new MessageError('enclosed responses state their length; this one is chunked');
  }
  const length = fields.get('Content-Length');
  if (length === null) return 0;
  if (!/^[0-9]{1,9}$/.test(length) || Number(length) > MAX_CONTENT) {
    throw new MessageError(`not a usable Content-Length: ${length.slice(0, 80)}`);
  }
  return status < 200 || status === 204 || status === 304 ? 0 : Number(length);
}

/**
 * One enclosed request as octets.
 *
 * @param fields pairs of name and value
 * @param content a Uint8Array; its length is stated unless it is empty
 */
export function requestOctets({ method, target, fields, content = new Uint8Array() }) {
  if (!TOKEN.test(method) || !/^\/[\x21-\x7e]*$/.test(target)) {
    throw new MessageError('not a method and a target in origin form');
  }
  const lines = [`${method} ${target} HTTP/1.1`];
  for (const [name, value] of fields) {
    if (!TOKEN.test(name) || !VALUE.test(value)) throw new MessageError(`not a field: ${name}`);
    lines.push(`${name}: ${value}`);
  }
  if (content.length) lines.push(`Content-Length: ${content.length}`);
  const head = Uint8Array.from(`${lines.join('\r\n')}\r\n\r\n`, (c) => c.charCodeAt(0));
  return joined([head, content]);
}

/** Several pieces as one. */
export function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}

/** Field octets mean themselves, not UTF-8 (and not windows-1252, as TextDecoder would have it). */
function latin1(octets) {
  let text = '';
  for (let i = 0; i < octets.length; i += 8192) {
    text += String.fromCharCode(...octets.subarray(i, i + 8192));
  }
  return text;
}
