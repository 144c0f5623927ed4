// What the page knows of one resource: its latest representation, and with it where to go on after
// the connection was lost. There is no other state: no session, no queue, no event number.

import { joined } from './message-http.js';

const EPOCH = 'Thu, 01 Jan 1970 00:00:00 GMT';
const OVER = new Set([401, 403, 404, 410]);
const LOST = 'lost'; // the subscription has ended, and asking again makes sense

export class Representation {
  content = null; // Uint8Array; null before the first one
  contentType = null;
  etag = null;
  lastModified = null;

  /**
   * @param target path and query
   * @param grows whether it is a text that grows at its end: then only what was added is asked for
   */
  constructor(target, { grows = false } = {}) {
    this.target = target;
    this.grows = grows;
  }

  /** The fields that subscribe to it from here on. */
  position() {
    const fields = [['When-Modified-After', this.lastModified ?? EPOCH]];
    if (this.etag) fields.push(['If-None-Match', this.etag]);
    if (this.grows) fields.push(['Range', `bytes=${this.content?.length ?? 0}-`]);
    return fields;
  }

  /**
   * Takes in one response.
   *
   * @returns 'updated'; 'unchanged'; 'over': it is gone, or not for us; 'lost': the subscription has
   *     ended for another reason, ask again
   */
  receive({ status, fields, content }) {
    if (OVER.has(status)) return 'over';
    if (status === 304) return this.#unlessLast(fields, 'unchanged');
    if (status === 206 && !this.#append(fields, content)) return this.#forget();
    if (status === 200) this.content = content;
    if (status !== 200 && status !== 206) return status < 200 ? 'unchanged' : LOST;
    this.contentType = fields.get('Content-Type') ?? this.contentType;
    this.etag = fields.get('ETag');
    this.lastModified = fields.get('Last-Modified');
    return this.#unlessLast(fields, 'updated');
  }

  text() {
    return this.content ? new TextDecoder().decode(this.content) : '';
  }

  #unlessLast(fields, verdict) {
    return verdict === 'unchanged' && fields.get('Subscribed') === 'none' ? LOST : verdict;
  }

  /** A part may be added only to the very octets that it follows. */
  #append(fields, addition) {
    const range = /^bytes ([0-9]+)-([0-9]+)\/(?:[0-9]+|\*)$/.exec(
      fields.get('Content-Range') ?? '',
    );
    if (!range) return false;
    const first = Number(range[1]);
    if (Number(range[2]) - first + 1 !== addition.length) return false;
    if (first === 0) {
      this.content = addition;
      return true;
    }
    const base = fields.get('Delta-Base');
    if (this.content?.length !== first || !base || base !== this.etag) return false;
    this.content = joined([this.content, addition]);
    return true;
  }

  /** What we have does not lead to what there is: start over. */
  #forget() {
    this.content = this.etag = this.lastModified = null;
    return LOST;
  }
}
