// Puts the page together: which resources, over which connection, into which view.

import { subscribe, subscribeAll } from './live.js';
import { NoteForms } from './notes.js';
import { Representation } from './representation.js';
import { clockView, logView, notesView, quoteView } from './views.js';
import { Wire } from './wire.js';

const HIDDEN_FOR = 60_000; // ms; a page that nobody sees gives its connections back

const find = (selector) => document.querySelector(selector);
const wire = new Wire(find('.wire'));
const forms = new NoteForms(find('.notes'), wire.tap('forms', 'form'));

const quotes = find('.quote-list');
const acme = quoteView(quotes, '/quotes/ACME', 1);
const views = new Map([
  ['/quotes/GLOBEX', quoteView(quotes, '/quotes/GLOBEX', 2)],
  ['/quotes/INITECH', quoteView(quotes, '/quotes/INITECH', 2)],
  ['/clock', clockView(find('.time'))],
  ['/notes', notesView(find('.note-list'), forms)],
  ['/log', logView(find('.log pre'))],
]);

const one = subscribe(
  new Representation('/quotes/ACME'),
  { onUpdate: acme },
  { accept: 'application/json;q=0.9', ...watched('one', '1') },
);

const two = subscribeAll(
  [...views.keys()].map((target) => new Representation(target, { grows: target === '/log' })),
  { onUpdate: (representation) => views.get(representation.target)(representation) },
  watched('two', '2'),
);

for (const [name, live] of Object.entries({ one, two })) {
  find(`[data-connection=${name}] .cut`).addEventListener('click', () => live.kill());
}

let letGo;
document.addEventListener('visibilitychange', () => {
  clearTimeout(letGo);
  const all = [one, two];
  if (document.hidden) letGo = setTimeout(() => all.forEach((live) => live.stop()), HIDDEN_FOR);
  else all.forEach((live) => live.start());
});

/** Shows a connection's state in its box, and its octets in the wire pane. */
function watched(name, label) {
  const box = find(`.connection[data-connection=${name}]`);
  const onState = (state) => {
    box.dataset.state = state;
    box.querySelector('.state').textContent = state;
  };
  return { onState, tap: wire.tap(name, label) };
}
