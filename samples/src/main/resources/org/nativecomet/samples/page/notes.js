// Notes are written with ordinary requests. Nobody is told of it here: the list is live, and shows
// what has become of it.

export class NoteForms {
  #section;
  #tap;

  constructor(section, tap) {
    this.#section = section;
    this.#tap = tap;
    const form = section.querySelector('.add-note');
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (
        await this.#send('POST', form.action, { body: new URLSearchParams(new FormData(form)) })
      ) {
        form.reset();
      }
    });
    this.edit = this.edit.bind(this);
    this.remove = this.remove.bind(this);
  }

  /** Turns a note into a form; If-Match keeps it from overwriting what somebody else wrote. */
  async edit(id, item) {
    if (item.querySelector('form')) return;
    const current = await this.#send('GET', `/notes/${id}`);
    if (!current) return;
    const form = document.createElement('form');
    form.className = 'row';
    form.innerHTML = `
      <input name="text" required maxlength="500" autocomplete="off" aria-label="Text of the note">
      <button>Save</button>
      <button type="button" class="quiet">Cancel</button>`;
    form.text.value = (await current.json()).text;
    const close = () => {
      form.remove();
      item.classList.remove('editing');
    };
    form.querySelector('.quiet').addEventListener('click', close);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const headers = {
        'If-Match': current.headers.get('ETag'),
        'Content-Type': 'application/json',
      };
      const body = JSON.stringify({ text: form.text.value });
      if (await this.#send('PUT', `/notes/${id}`, { headers, body })) close();
    });
    item.classList.add('editing');
    item.append(form);
    form.text.focus();
  }

  remove(id) {
    return this.#send('DELETE', `/notes/${id}`);
  }

  /** The response when it went well; otherwise nothing, and the reader is told why. */
  async #send(method, uri, { headers = {}, body } = {}) {
    const { pathname } = new URL(uri, location.href);
    const text = body ? String(body) : '';
    this.#tap('sent', message(`${method} ${pathname} HTTP/1.1`, Object.entries(headers), text), {
      outer: true,
    });
    try {
      const response = await fetch(pathname, { method, headers, body, cache: 'no-store' });
      const content = await response.clone().text();
      this.#tap('received', message(`HTTP ${response.status}`, response.headers, content), {
        outer: true,
      });
      this.#complain(response.ok ? '' : problem(response, content));
      return response.ok ? response : null;
    } catch (error) {
      this.#complain(`It was not sent: ${error.message}.`);
      return null;
    }
  }

  #complain(sentence) {
    const place = this.#section.querySelector('.complaint');
    place.textContent = sentence;
    place.hidden = !sentence;
  }
}

function problem(response, content) {
  if (response.status === 412)
    return 'Somebody else has changed this note meanwhile. Cancel, and edit it again.';
  if (response.status === 404) return 'Somebody else has deleted this note.';
  return `${response.status}: ${content.trim()}`;
}

function message(startLine, fields, content) {
  const lines = [...fields].map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode([startLine, ...lines, '', content].join('\r\n'));
}
