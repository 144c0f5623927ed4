// Keeps resources live over one connection each: subscribe() for one resource by GET, subscribeAll()
// for several by POST of a request stream. Both read enclosed responses, and when the connection
// ends they open the next one, naming what they already have.

import { joined, MessageError, requestOctets, ResponseParser } from './message-http.js';

const SILENCE = 45_000; // ms; three heartbeats missed: the other end has gone without a word
const FIRST_DELAY = 500; // ms
const MAX_DELAY = 15_000; // ms
const STREAM_TYPES = /^(message|application)\/http *(;|$)/i;

/** One resource. `onUpdate(representation)`, `onOver(representation, response)`. */
export function subscribe(representation, handlers, options = {}) {
  const accept = options.accept ?? '*/*;q=0.5';
  return new LiveConnection({
    ...options,
    representations: [representation],
    handlers,
    request: () => ({
      method: 'GET',
      target: representation.target,
      headers: Object.fromEntries([
        ['Accept', `message/http, ${accept}`],
        ...representation.position(),
      ]),
    }),
    choose: () => representation,
    alone: representation,
  });
}

/** Several resources, of which each answer names its own by the Exchange-Id. */
export function subscribeAll(representations, handlers, options = {}) {
  const host = options.host ?? location.host;
  const enclose = (representation) => {
    const id = ['Exchange-Id', String(representations.indexOf(representation) + 1)];
    const fields = [['Host', host], id, ...representation.position()];
    return requestOctets({ method: 'GET', target: representation.target, fields });
  };
  return new LiveConnection({
    ...options,
    representations,
    handlers,
    request: (wanted) => ({
      method: 'POST',
      target: options.path ?? '/comet',
      headers: { 'Content-Type': 'message/http' },
      body: joined(wanted.map(enclose)),
    }),
    choose: (fields) => representations[Number(fields.get('Exchange-Id')) - 1],
  });
}

/**
 * One connection, and the next, and the next. `onState(state)` hears 'connecting', 'live',
 * 'waiting' and 'ended'; `tap(direction, octets)` gets what goes over the wire.
 */
class LiveConnection {
  #plan;
  #over = new Set();
  #life = null; // a new one with each start(), so that a loop left over from before notices
  #failures = 0;
  #abort = null;
  #wake = null;

  constructor(plan) {
    this.#plan = {
      fetch: (...a) => fetch(...a),
      random: Math.random,
      tap() {},
      onState() {},
      ...plan,
    };
    this.start();
  }

  /** Goes on after stop(). */
  start() {
    if (!this.#life) this.#run((this.#life = {}));
  }

  /** Ends the connection and opens no other until start(). */
  stop() {
    this.#life = null;
    this.kill('The page let go of the connection.');
  }

  /** Drops the connection as a bad network would. It comes back by itself. */
  kill(reason = 'The connection was cut.') {
    this.#abort?.abort(new Error(reason));
    this.#wake?.();
  }

  async #run(life) {
    const { representations, onState, tap, random } = this.#plan;
    const goesOn = () => life === this.#life && this.#over.size < representations.length;
    while (goesOn()) {
      onState('connecting');
      try {
        await this.#connect(representations.filter((r) => !this.#over.has(r)));
        tap('note', 'The response has ended.');
      } catch (error) {
        tap('note', error.message);
      }
      if (!goesOn()) break;
      // Jitter: when a gateway restarts, its clients must not come back all in one moment.
      const longest = Math.min(MAX_DELAY, FIRST_DELAY * 2 ** this.#failures++);
      onState('waiting');
      await this.#pause(longest * (0.5 + random() / 2));
    }
    if (life !== this.#life && this.#life) return;
    this.#life = null;
    onState('ended');
  }

  async #connect(wanted) {
    const { request, tap, fetch } = this.#plan;
    const { method, target, headers, body } = request(wanted);
    const abort = (this.#abort = new AbortController());
    tap('sent', headText(`${method} ${target} HTTP/1.1`, Object.entries(headers)), { outer: true });
    if (body) tap('sent', body);
    // Without no-store a browser holds back a second GET for the same URI until the first has ended.
    const options = { method, headers, body, cache: 'no-store', signal: abort.signal };
    try {
      const response = await fetch(target, options);
      const statusLine = `HTTP ${response.status} ${response.statusText}`.trim();
      tap('received', headText(statusLine, response.headers), { outer: true });
      const isStream = STREAM_TYPES.test(response.headers.get('Content-Type') ?? '');
      await (isStream ? this.#read(response) : this.#single(response));
    } finally {
      abort.abort(); // what is left of it, when the page has given up and not the server
    }
  }

  async #read(response) {
    const { tap, onState } = this.#plan;
    const reader = response.body.getReader();
    const parser = new ResponseParser();
    onState('live');
    for (;;) {
      const watch = setTimeout(() => this.kill('Not even a heartbeat came any more.'), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(watch));
      if (done) return parser.end();
      for (const message of parser.push(value)) {
        tap('received', message.octets, { heartbeat: message.kind === 'heartbeat' });
        if (message.kind === 'response') this.#dispatch(message);
      }
    }
  }

  #dispatch(response) {
    const representation = this.#plan.choose(response.fields);
    if (!representation) throw new MessageError(`refused: ${response.status} ${response.reason}`);
    this.#handle(representation, response);
    this.#failures = 0;
  }

  /** An answer that is not a stream: a refusal, or a server that does not know how to stay. */
  async #single(response) {
    const content = new Uint8Array(await response.arrayBuffer());
    this.#plan.tap('received', content);
    if (!this.#plan.alone) throw new MessageError(`no stream, but ${response.status}`);
    this.#handle(this.#plan.alone, { status: response.status, fields: response.headers, content });
  }

  #handle(representation, response) {
    const { onUpdate, onOver } = this.#plan.handlers;
    const verdict = representation.receive(response);
    if (verdict === 'updated') onUpdate?.(representation, response);
    if (verdict === 'over') {
      this.#over.add(representation);
      onOver?.(representation, response);
    }
    // A page cannot add to a request that was sent: to ask again is to connect again.
    if (verdict === 'lost') {
      throw new MessageError(`${response.status} for ${representation.target}: asking again`);
    }
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => (clearTimeout(timer), resolve());
    });
  }
}

function headText(startLine, fields) {
  const lines = [...fields].map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode([startLine, ...lines, '', ''].join('\r\n'));
}
