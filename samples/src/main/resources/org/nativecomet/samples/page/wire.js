// The wire pane: what was sent and received, octet for octet, newest first.

const MAX_MESSAGES = 150; // in the pane; more make scrolling slow
const MAX_OCTETS = 2048; // of one message; the rest is counted, not shown

export class Wire {
  #list;
  #held = null; // what arrives while the reader wants to read
  #heartbeat = null;

  constructor(section) {
    this.#list = section.querySelector('.messages');
    const hold = section.querySelector('.hold');
    hold.addEventListener('click', () => {
      const holding = hold.getAttribute('aria-pressed') !== 'true';
      hold.setAttribute('aria-pressed', String(holding));
      hold.textContent = holding ? 'Go on' : 'Hold';
      this.#hold(holding);
    });
    for (const box of section.querySelectorAll('input[type=checkbox]')) {
      const apply = () => {
        this.#list.classList.toggle(`without-${box.name}`, !box.checked);
      };
      box.addEventListener('change', apply);
      apply();
    }
  }

  /** A tap for one connection: hand it to subscribe() and subscribeAll(). */
  tap(connection, label) {
    return (direction, what, { outer = false, heartbeat = false } = {}) => {
      const message = { connection, label, direction, what, outer, heartbeat, at: new Date() };
      if (this.#held) this.#held.push(message);
      else this.#show(message);
      if (this.#held?.length > MAX_MESSAGES) this.#held.shift();
    };
  }

  #hold(holding) {
    const arrived = this.#held ?? [];
    this.#held = holding ? [] : null;
    for (const message of arrived) this.#show(message);
  }

  #show(message) {
    if (message.heartbeat && this.#heartbeat?.beat(message)) return;
    const item = itemOf(message);
    this.#heartbeat = message.heartbeat ? item : null;
    this.#list.prepend(item.element);
    while (this.#list.children.length > MAX_MESSAGES) this.#list.lastElementChild.remove();
  }
}

function itemOf(message) {
  const element = document.createElement('li');
  element.className = `message ${message.direction}`;
  element.classList.toggle('outer', message.outer);
  element.classList.toggle('heartbeat', message.heartbeat);
  element.dataset.connection = message.connection;
  const octets = message.direction === 'note' ? null : message.what;
  const facts = [
    span('time', timeOf(message.at)),
    span('label', message.label),
    span('way', { sent: 'sent', received: 'received', note: '' }[message.direction]),
  ];
  if (message.outer) facts.push(span('kind', 'outer'));
  if (message.heartbeat) facts.push(span('kind', 'heartbeat'));
  if (octets && !message.outer) facts.push(span('size', `${octets.length} octets`));
  const line = document.createElement('p');
  line.append(...facts);
  element.append(line, octets ? pre(octets) : span('said', message.what));
  return { element, beat: beats(message, line) };
}

/** Heartbeats one after the other are one line that counts. */
function beats(first, line) {
  let count = 1;
  const counter = span('size', '');
  return (next) => {
    if (next.connection !== first.connection) return false;
    counter.textContent = `${++count} in a row`;
    line.append(counter);
    return true;
  };
}

function pre(octets) {
  const element = document.createElement('pre');
  const shown = octets.subarray(0, MAX_OCTETS);
  const end = endOfHead(shown);
  element.append(...lines(shown.subarray(0, end), true), ...lines(shown.subarray(end), false));
  if (octets.length > shown.length) {
    element.append(span('more', `… and ${octets.length - shown.length} octets more`));
  }
  return element;
}

/** Several enclosed requests in one content all look like heads. */
function endOfHead(octets) {
  const text = String.fromCharCode(...octets);
  const isRequest = /^[A-Z]+ [^ ]+ HTTP\/1\.1\r\n/.test(text);
  const end = isRequest ? text.lastIndexOf('\r\n\r\n') : text.indexOf('\r\n\r\n');
  if (end >= 0) return end + 4;
  return text === '\r\n' ? 2 : 0;
}

/** Each line with its line end made visible; in a head, start lines and names are set off. */
function lines(octets, isHead) {
  const text = isHead ? String.fromCharCode(...octets) : new TextDecoder().decode(octets);
  const parts = [];
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const bare = line.replace(/\r?\n$/, '');
    const colon = bare.indexOf(':');
    const isStart = /^(HTTP\/1\.1 |HTTP |[A-Z]+ \/[^ ]* HTTP\/)/.test(bare);
    if (isHead && isStart) parts.push(span('start', visible(bare)));
    else if (isHead && colon > 0) {
      parts.push(span('name', visible(bare.slice(0, colon + 1))), visible(bare.slice(colon + 1)));
    } else parts.push(visible(bare));
    if (line.endsWith('\r\n')) parts.push(span('end', '\\r\\n'));
    else if (line.endsWith('\n')) parts.push(span('end', '\\n'));
    if (line.endsWith('\n')) parts.push('\n');
  }
  return parts;
}

function visible(text) {
  return text.replace(
    /[\x00-\x08\x0b-\x1f\x7f]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function span(className, text) {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

function timeOf(date) {
  return date.toISOString().slice(11, 23);
}
