// Keeps an open page up to date: takes over what changed in it, and says what is wrong with the site. Only the preview has it.
(() => {
  'use strict';
  const own = document.currentScript;
  let shown = own.dataset.reprint;
  let stream = null, timer = 0, fetching = false, again = false;

  // A hidden tab lets its connection go: browsers open only six to a host. It catches up when it is looked at.
  function listen() {
    clearTimeout(timer);
    if (stream || document.hidden) return;
    const query = new URLSearchParams({ page: location.pathname, tag: shown });
    stream = new EventSource('/_reprint/events?' + query);
    stream.addEventListener('page', () => update());
    stream.addEventListener('assets', (event) => JSON.parse(event.data).forEach(swap));
    stream.addEventListener('problems', (event) => report(JSON.parse(event.data)));
    stream.onerror = () => { leave(); timer = setTimeout(listen, 400); };
  }
  function leave() {
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener('visibilitychange', () => document.hidden ? leave() : listen());
  addEventListener('pagehide', leave);
  addEventListener('pageshow', listen);

  async function update() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const reply = await fetch(location.href, { cache: 'no-store' });
      if (reply.redirected && new URL(reply.url).pathname !== location.pathname) { location.replace(reply.url); return; }
      const next = new DOMParser().parseFromString(await reply.text(), 'text/html');
      const mark = next.querySelector('script[data-reprint]');
      if (!mark || scripts(next) !== scripts(document)) { location.reload(); return; }
      shown = mark.dataset.reprint;
      attributes(document.documentElement, next.documentElement);
      morph(document.head, next.head);
      morph(document.body, next.body);
      document.dispatchEvent(new CustomEvent('reprint:updated'));
    } catch {
      // The server is gone for the moment; the stream will say when it is back.
    } finally {
      fetching = false;
      if (again) { again = false; update(); }
    }
  }

  // Scripts of the page's own run once; if they are others now, only a reload runs them.
  const scripts = (page) => [...page.scripts].filter((s) => s.dataset.reprint === undefined && !/json/.test(s.type))
    .map((s) => s.src + s.textContent).join('\n');

  function morph(from, to) {
    if (from.isEqualNode(to)) return;
    if (from.nodeType !== Node.ELEMENT_NODE) { from.data = to.data; return; }
    attributes(from, to);
    children(from, to);
  }

  // What the reader did to an element is not undone: what is open stays open, what is typed stays typed.
  const readers = { DETAILS: ['open'], DIALOG: ['open'], INPUT: ['value', 'checked'], OPTION: ['selected'] };
  function attributes(from, to) {
    const kept = readers[from.nodeName] || [];
    for (const { name, value } of to.attributes) {
      if (kept.includes(name) || from.getAttribute(name) === value || isSwapped(from, name, value)) continue;
      from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && !kept.includes(name)) from.removeAttribute(name);
    }
  }

  // Nodes that are the same in both stay untouched, and with them the selection; between them like is made of like.
  function children(from, to) {
    const old = [...from.childNodes], next = [...to.childNodes];
    while (old.length && next.length && old[0].isEqualNode(next[0])) { old.shift(); next.shift(); }
    let after = null;
    while (old.length && next.length && old.at(-1).isEqualNode(next.at(-1))) { after = old.pop(); next.pop(); }
    let i = 0, j = 0;
    for (const [x, y] of [...common(old, next), [old.length, next.length]]) {
      between(from, old.slice(i, x), next.slice(j, y), old[x] || after);
      [i, j] = [x + 1, y + 1];
    }
  }
  function between(parent, old, next, after) {
    for (const node of next) {
      const at = old.findIndex((one) => one.nodeName === node.nodeName && (one.id || '') === (node.id || ''));
      if (at < 0) { parent.insertBefore(document.importNode(node, true), old[0] || after); continue; }
      for (const gone of old.splice(0, at)) gone.remove();
      morph(old.shift(), node);
    }
    for (const gone of old) gone.remove();
  }

  // The longest common subsequence, as pairs of places. Beyond some size nobody waits for it.
  function common(old, next) {
    const rows = old.length + 1, columns = next.length + 1, pairs = [];
    if (rows * columns > 4e6) return pairs;
    const key = (node) => node.nodeName + (node.outerHTML ?? node.data);
    const a = old.map(key), b = next.map(key), length = new Uint16Array(rows * columns);
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
      length[i * columns + j] = a[i] === b[j] ? length[(i + 1) * columns + j + 1] + 1
        : Math.max(length[(i + 1) * columns + j], length[i * columns + j + 1]);
    }
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) pairs.push([i++, j++]);
      else if (length[(i + 1) * columns + j] >= length[i * columns + j + 1]) i++;
      else j++;
    }
    return pairs;
  }

  // A style sheet or picture that was swapped has another address than the page gives it, and keeps it.
  const plain = (address) => new URL(address, location.href).href.replace(/[?&]reprint=\d+$/, '');
  const isSwapped = (element, name, value) => (name === 'href' || name === 'src') && element.hasAttribute(name)
    && /[?&]reprint=\d+$/.test(element.getAttribute(name)) && plain(element.getAttribute(name)) === plain(value);
  let swaps = Date.now();
  function swap(path) {
    const address = (element, name) => element.hasAttribute(name) && new URL(element.getAttribute(name), location.href);
    const isIt = (url) => url && url.origin === location.origin && url.pathname === path;
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const url = address(link, 'href');
      if (!isIt(url)) continue;
      const next = link.cloneNode();
      next.setAttribute('href', path + '?reprint=' + ++swaps);
      next.onload = next.onerror = () => link.remove();
      link.after(next);
    }
    for (const image of document.querySelectorAll('img, source')) {
      if (isIt(address(image, 'src'))) image.setAttribute('src', path + '?reprint=' + ++swaps);
    }
  }

  // The list of problems stands in a shadow tree, which the page's style sheets do not reach.
  let host = null, closed = '';
  function report(problems) {
    const text = JSON.stringify(problems);
    if (!problems.length) closed = '';
    if (host) host.remove();
    host = null;
    if (!problems.length || closed === text) return;
    host = document.createElement('reprint-problems');
    const root = host.attachShadow({ mode: 'open' });
    const make = (name, words, parent) => {
      const element = parent.appendChild(document.createElement(name));
      if (words) element.textContent = words;
      return element;
    };
    const style = make('link', '', root);
    style.rel = 'stylesheet';
    style.href = '/_reprint/overlay.css';
    const section = make('section', '', root);
    section.setAttribute('role', 'alert');
    section.lang = 'en';
    const header = make('header', '', section);
    make('h1', problems.length === 1 ? '1 error' : problems.length + ' errors', header);
    make('p', 'The last good version of the site is shown.', header);
    const close = make('button', 'Hide', header);
    close.addEventListener('click', () => { closed = text; host.remove(); host = null; });
    for (const problem of problems) make('pre', problem.text, section);
    document.documentElement.append(host);
  }

  listen();
})();
