// How each resource looks. A view is a function that takes the latest representation, whole: there
// is nothing to merge, and nothing to remember from the one before.

const POINTS = 40; // of a sparkline
const LOG_LINES = 12;

/** One line of the quote list; the target's last segment is the symbol. */
export function quoteView(list, target, connection) {
  const row = document.createElement('li');
  row.dataset.target = target;
  row.innerHTML = `
    <span class="symbol"></span>
    <svg viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true"><polyline/></svg>
    <span class="price">–</span>
    <span class="change"></span>
    <span class="via"></span>`;
  row.querySelector('.symbol').textContent = target.split('/').pop();
  row.querySelector('.via').textContent = `on ${connection}`;
  list.append(row);
  const prices = [];
  return (representation) => {
    const { price, change } = JSON.parse(representation.text());
    prices.push(price);
    if (prices.length > POINTS) prices.shift();
    row.querySelector('.price').textContent = price.toFixed(2);
    row.querySelector('.change').textContent =
      `${change < 0 ? '−' : '+'}${Math.abs(change).toFixed(2)}`;
    row.classList.toggle('falling', change < 0);
    row.querySelector('polyline').setAttribute('points', sparkline(prices));
    flash(row.querySelector('.price'));
  };
}

export function clockView(element) {
  return (representation) => {
    const { utc } = JSON.parse(representation.text());
    element.querySelector('time').dateTime = utc;
    element.querySelector('time').textContent = utc.slice(11, 19);
  };
}

export function logView(element) {
  return (representation) => {
    const lines = representation.text().trimEnd().split('\n');
    element.textContent = lines.slice(-LOG_LINES).join('\n');
    element.scrollTop = element.scrollHeight;
  };
}

/** `edit(id)` and `remove(id)` are what the buttons do. */
export function notesView(list, { edit, remove }) {
  return (representation) => {
    const before = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const notes = JSON.parse(representation.text());
    const items = notes.reverse().map(({ id, text }) => {
      const item = before.get(String(id)) ?? noteItem(id, { edit, remove });
      const shown = item.querySelector('.text');
      if (shown.textContent !== text) {
        shown.textContent = text;
        if (before.size) flash(item);
      }
      return item;
    });
    // Elements that stay are not touched, so that neither focus nor an edit in progress is lost.
    for (const item of list.children) if (!items.includes(item)) item.remove();
    items.forEach((item, i) => {
      if (list.children[i] !== item) list.insertBefore(item, list.children[i] ?? null);
    });
  };
}

function noteItem(id, { edit, remove }) {
  const item = document.createElement('li');
  item.dataset.id = id;
  item.innerHTML = `
    <span class="text"></span>
    <span class="buttons">
      <button type="button" class="edit">Edit</button>
      <button type="button" class="delete">Delete</button>
    </span>`;
  item.querySelector('.edit').addEventListener('click', () => edit(id, item));
  item.querySelector('.delete').addEventListener('click', () => remove(id));
  return item;
}

/** Shows for a moment that something is new. */
function flash(element) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.getAnimations().forEach((animation) => animation.cancel());
  element.animate([{ backgroundColor: 'var(--flash)' }, { backgroundColor: 'transparent' }], 900);
}

function sparkline(prices) {
  const low = Math.min(...prices);
  const span = Math.max(...prices) - low || 1;
  const step = 100 / Math.max(POINTS - 1, 1);
  const start = 100 - (prices.length - 1) * step;
  return prices
    .map(
      (price, i) =>
        `${(start + i * step).toFixed(1)},${(27 - ((price - low) / span) * 24).toFixed(1)}`,
    )
    .join(' ');
}
