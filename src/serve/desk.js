// The rights desk. All texts are put in as text, never as HTML. Its own words stand before it, as `WORDS`.
(() => {
  'use strict';
  const $ = (selector) => document.querySelector(selector);
  const form = $('#filters'), STEP = 200;
  let lines = [], shown = STEP, jumping = false, opened = new URLSearchParams(location.hash.slice(1)).get('article');

  function make(name, parent, text, attributes = {}) {
    const element = document.createElement(name);
    if (text != null) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    parent.append(element);
    return element;
  }
  const none = WORDS.none;
  const day = (event) => event ? `${event.at.slice(0, 10)} ${WORDS[event.what]}` : '';
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // What the address says is what is shown, so that a view can be sent to a colleague and survives a reload.
  function remember() {
    const state = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) state.set(name, value);
    if (opened) state.set('article', opened);
    history.replaceState(null, '', '#' + state);
  }
  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of form.elements) {
      const value = field.name && state.get(field.name);
      if (!value) continue;
      // Which choices there are is known once the articles are.
      if (field.options) make('option', field, value, { value });
      field.value = value;
    }
  }

  function choices(name, values, label = (value) => value) {
    const select = form.elements[name], chosen = select.value;
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    select.replaceChildren();
    make('option', select, WORDS.all, { value: '' });
    for (const value of [...counts.keys()].sort()) make('option', select, `${label(value)} (${counts.get(value)})`, { value });
    if (chosen && !counts.has(chosen)) make('option', select, `${label(chosen)} (0)`, { value: chosen });
    select.value = chosen;
  }
  const events = { week: 7, month: 30, ever: Infinity };
  function eventsOf(line) {
    if (!line.next_event) return [none];
    const days = (Date.parse(line.next_event.at) - Date.now()) / 864e5;
    return Object.keys(events).filter((name) => days <= events[name]);
  }
  const problemsOf = (line) => line.problems.length ? [...new Set(line.problems.map((p) => p.code))] : [none];

  function matching() {
    const wanted = Object.fromEntries(new FormData(form));
    const text = wanted.text.trim().toLowerCase();
    return lines.filter((line) => (!text || `${line.title} ${line.article}`.toLowerCase().includes(text))
      && (!wanted.publisher || (line.publisher || none) === wanted.publisher)
      && (!wanted.licence || (line.licence || none) === wanted.licence)
      && (!wanted.state || line.state === wanted.state)
      && (!wanted.problem || problemsOf(line).includes(wanted.problem))
      && (!wanted.event || eventsOf(line).includes(wanted.event)));
  }

  function list() {
    const found = matching(), body = $('#rows'), focus = document.activeElement?.dataset?.article;
    body.replaceChildren();
    for (const line of found.slice(0, shown)) {
      const row = make('tr', body);
      const head = make('th', row, null, { scope: 'row' });
      const link = make('a', head, line.title || line.article, { href: '#article=' + encodeURIComponent(line.article), dir: 'auto' });
      link.dataset.article = line.article;
      make('small', head, line.article);
      make('td', row, WORDS[line.state]);
      make('td', row, line.publisher || '');
      make('td', row, line.licence || '');
      make('td', row, day(line.next_event));
      const problems = make('td', row);
      for (const problem of line.problems) make('div', problems, problem.code, { class: problem.error ? 'bad' : '', title: problem.message });
      if (focus === line.article) link.focus();
    }
    $('#count').textContent = fill(WORDS.count, { found: found.length, all: lines.length });
    $('#more').hidden = found.length <= shown;
  }

  // Answers may overtake each other: what was asked last is true, and nothing is made of the others.
  const latest = {};
  async function ask(what, query = '') {
    const question = latest[what] = (latest[what] ?? 0) + 1;
    const json = await (await fetch(`/_reprint/${what}${query}`)).json();
    return question === latest[what] ? { json } : null;
  }

  async function load() {
    const answer = await ask('ledger.json');
    if (!answer) return;
    lines = answer.json;
    choices('publisher', lines.map((line) => line.publisher || none));
    choices('licence', lines.map((line) => line.licence || none));
    choices('state', lines.map((line) => line.state), (state) => WORDS[state] ?? state);
    choices('problem', lines.flatMap(problemsOf));
    choices('event', lines.flatMap(eventsOf), (event) => WORDS[event] ?? event);
    list();
    if (opened) await open(opened, false);
  }

  function section(parent, title) {
    const part = make('section', parent);
    make('h3', part, title);
    return part;
  }
  function items(part, values, empty) {
    if (!values.length) { make('p', part, empty); return; }
    const list = make('ul', part);
    for (const value of values) make('li', list, value, { dir: 'auto' });
  }

  async function open(article, jump) {
    jumping ||= jump;
    const answer = await ask('article.json', '?file=' + encodeURIComponent(article));
    if (!answer) return;
    const sheet = answer.json, place = $('#sheet');
    place.replaceChildren();
    place.hidden = !sheet;
    if (!sheet) return;
    const { row } = sheet, frame = document.createElement('iframe');
    make('h2', place, row.title || row.article, { dir: 'auto' });
    make('p', place, [row.article, WORDS[row.state], row.publisher, row.licence, day(row.next_event)].filter(Boolean).join(' · '));
    const problems = section(place, WORDS.problems);
    items(problems, row.problems.map((p) => `${p.code}: ${p.message}`), WORDS.no_items);

    const columns = make('div', place, null, { class: 'columns' });
    const duties = section(columns, WORDS.duties);
    const list = make('ul', duties);
    for (const duty of row.duties) {
      const of = duty.of ? ` · ${duty.of}` : '';
      const item = make('li', list, `${duty.duty} (${duty.place})${of}: `);
      make('span', item, [...duty.texts, ...duty.links].join(' · '), { dir: 'auto' });
      if (sheet.page) make('button', item, WORDS.show_on_page, { type: 'button' }).addEventListener('click', () => point(frame, duty));
    }
    if (!row.duties.length) make('p', duties, WORDS.no_items);
    const questions = section(columns, WORDS.questions);
    items(questions, row.questions.map((q) => `${[q.text, ...q.publishers].join(' · ')} — ${q.answered || WORDS.open}`), WORDS.no_items);
    const photos = section(columns, WORDS.photos);
    for (const photo of row.photos) {
      const figure = make('figure', photos);
      const picture = sheet.pictures.find((p) => p.file === photo.file);
      if (picture) make('img', figure, null, { src: picture.url, alt: photo.file });
      const until = photo.until ? fill(WORDS.until, { day: photo.until.slice(0, 10) }) : '';
      make('figcaption', figure, [photo.credit, photo.licence, until].filter(Boolean).join(' · '), { dir: 'auto' });
    }
    if (!row.photos.length) make('p', photos, WORDS.no_items);

    const sides = make('div', place, null, { class: 'columns' });
    const original = section(sides, WORDS.original);
    const text = make('div', original, null, { class: 'text', dir: sheet.dir, tabindex: '0', role: 'region', 'aria-label': WORDS.original });
    const cuts = section(sides, WORDS.cuts);
    const cutList = make('ol', cuts);
    for (const passage of sheet.text) {
      if (!passage.rule) { text.append(passage.text); continue; }
      const del = make('del', text, passage.text);
      const item = make('li', cutList);
      make('code', item, passage.rule);
      make('q', make('div', item, null, { dir: sheet.dir }), passage.text.trim().slice(0, 160));
      make('button', item, WORDS.show_in_text, { type: 'button' }).addEventListener('click', () => show(del));
    }
    if (!cutList.children.length) make('p', cuts, WORDS.nothing);

    if (sheet.page) page(place, sheet.page, frame);
    if (jumping) { place.focus(); place.scrollIntoView(); }
    jumping = false;
  }

  function page(place, address, frame) {
    const part = section(place, WORDS.page);
    const widths = make('div', part, null, { role: 'radiogroup', 'aria-label': WORDS.width });
    for (const width of ['phone', 'desktop']) {
      const label = make('label', widths);
      const radio = make('input', label, null, { type: 'radio', name: 'width', value: width });
      label.append(' ' + WORDS[width]);
      radio.checked = width === 'phone';
      radio.addEventListener('change', () => { frame.className = width; });
    }
    frame.className = 'phone';
    frame.title = WORDS.page;
    frame.src = address;
    make('div', part, null, { class: 'frame' }).append(frame);
  }

  // Where on the page a duty is met: its words if they are found in its part, else the part.
  const parts = { 'attribution.strip': '.attribution-strip', 'attribution.notice': '.attribution-notice', figure: 'figure', head: 'h1', body: 'main' };
  function point(frame, duty) {
    const page = frame.contentDocument, part = page && (page.querySelector(parts[duty.place]) || page.body);
    if (!part) return;
    const words = duty.texts.map((text) => text.replace(/\s+/g, ' ').trim());
    const inside = [...part.querySelectorAll('*')].filter((element) => {
      const text = element.textContent.replace(/\s+/g, ' ');
      return words.some((word) => word && text.includes(word)) || duty.links.includes(element.getAttribute('href'));
    });
    show(inside.at(-1) || part);
    frame.scrollIntoView({ block: 'nearest' });
    frame.focus();
  }
  function show(element) {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    element.animate([{ outline: '4px solid #e5a000' }, { outline: '4px solid #e5a000' }, { outline: '4px solid transparent' }], 3000);
    element.dataset.pointed = '';
  }

  form.addEventListener('input', () => { shown = STEP; remember(); list(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { remember(); list(); }));
  $('#more').addEventListener('click', () => { shown += STEP; list(); });
  $('#rows').addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opened = link.dataset.article;
    remember();
    open(opened, true);
  });

  function listen() {
    const stream = new EventSource('/_reprint/events?page=/_reprint/&tag=');
    const again = () => load().catch(() => {});
    // Asked only when it listens: a change in between is not lost.
    stream.addEventListener('open', again);
    stream.addEventListener('page', again);
    stream.addEventListener('problems', again);
    stream.onerror = () => { stream.close(); setTimeout(listen, 400); };
    addEventListener('pagehide', () => stream.close());
  }
  recall();
  listen();
})();
