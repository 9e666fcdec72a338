/* The study page's own script: find, filter, flip, mark. Without it everything can still be read. */
'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const articles = [...document.querySelectorAll('article')];
  const topics = [...document.querySelectorAll('.topic')];
  const entries = new Map([...document.querySelectorAll('nav li[data-question]')].map(e => [e.dataset.question, e]));
  const key = 'dlexport:' + document.documentElement.dataset.bank;
  const fold = text => text.normalize('NFKC').toLowerCase();
  const texts = articles.map(a => fold(a.textContent + ' ' + entries.get(a.id).textContent));
  const HIGHLIT = 40;     /* questions; what is further down is lit when the list gets shorter */

  /* ---- marks: question id -> "known" or "again" ---- */
  let marks = {};
  const valid = (id, mark) => entries.has(id) && (mark === 'known' || mark === 'again');
  const take = values => {
    for (const [id, mark] of Object.entries(values)) if (valid(id, mark)) marks[id] = mark;
  };
  try { take(JSON.parse(localStorage.getItem(key) || '{}')); } catch { /* a browser may keep nothing for files */ }
  const show = a => { a.dataset.mark = marks[a.id] || 'none'; };
  const keep = () => {
    articles.forEach(show);
    try { localStorage.setItem(key, JSON.stringify(marks)); } catch { /* the same */ }
  };

  /* ---- search and filters: every term must occur; Han has no spaces, so terms are looked for anywhere ---- */
  let shown = articles;
  const terms = () => fold($('search').value).split(/\s+/).filter(Boolean);
  const filter = () => {
    const words = terms(), tag = $('tag').value, level = $('level').value, mark = $('mark').value;
    shown = articles.filter((a, i) => words.every(word => texts[i].includes(word)) &&
      (!tag || a.dataset.tags.split('\n').includes(tag)) && (!level || a.dataset.level === level) &&
      (!mark || a.dataset.mark === mark));
    const wanted = new Set(shown);
    for (const a of articles) entries.get(a.id).hidden = a.hidden = !wanted.has(a);
    for (const topic of topics) topic.hidden = !topic.querySelector('article:not([hidden])');
    $('status').textContent = $('status').dataset.found.replace('{count}', shown.length);
    light(words);
  };
  const light = words => {
    if (!window.Highlight) return;
    const ranges = [];
    for (const a of words.length ? shown.slice(0, HIGHLIT) : []) {
      const walker = document.createTreeWalker(a, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            ranges.push(range);
          }
        }
      }
    }
    CSS.highlights.set('found', new Highlight(...ranges));
  };

  /* ---- cards: one question at a time, its answer behind it ---- */
  let current = null;
  const turn = answered => document.body.classList.toggle('answered', answered);
  const go = a => {
    current?.classList.remove('current');
    current = a;
    turn(false);
    if (!a) return;
    a.classList.add('current');
    for (const name of ['known', 'again']) $(name).setAttribute('aria-pressed', marks[a.id] === name);
    a.querySelector('h3').focus({preventScroll: true});
    scrollTo(0, 0);
  };
  const step = by => {
    if (shown.length) go(shown[(shown.indexOf(current) + by + shown.length) % shown.length]);
  };
  const cards = on => {
    if (on && !shown.length) return;
    const left = current;
    document.body.classList.toggle('cards', on);
    $('deck').hidden = !on;
    $('tools').hidden = on;
    go(on ? shown[0] : null);
    if (!on) { filter(); $('cards').focus(); left?.scrollIntoView(); }
  };
  const mark = name => { marks[current.id] = name; keep(); step(1); };
  const actions = {
    ' ': () => turn(!document.body.classList.contains('answered')), ArrowLeft: () => step(-1),
    ArrowRight: () => step(1), 1: () => mark('again'), 2: () => mark('known'), Escape: () => cards(false),
  };
  addEventListener('keydown', event => {
    const action = current && !event.ctrlKey && !event.metaKey && !event.altKey && actions[event.key];
    if (!action || (event.key === ' ' && event.target.closest('button, a'))) return;
    event.preventDefault();
    action();
  });
  let touched = null;
  addEventListener('touchstart', event => {
    const inside = event.target.closest?.('pre, .table, .math, figure');
    touched = current && !inside && event.touches.length === 1 ? event.touches[0] : null;
  }, {passive: true});
  addEventListener('touchend', event => {
    if (!touched) return;
    const x = event.changedTouches[0].clientX - touched.clientX, y = event.changedTouches[0].clientY - touched.clientY;
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) step(x < 0 ? 1 : -1);
  }, {passive: true});

  /* ---- a link to a question shows it, whatever the filters hide ---- */
  const follow = () => {
    let target = null;
    try { target = $(decodeURIComponent(location.hash.slice(1)))?.closest('article'); } catch { return; }
    if (!target) return;
    if (target.hidden) {
      for (const id of ['search', 'tag', 'level', 'mark']) $(id).value = '';
      filter();
    }
    if (current) go(target); else target.scrollIntoView();
  };

  /* ---- what scrolls inside the page can be reached by keyboard ---- */
  const reach = new ResizeObserver(boxes => {
    for (const {target} of boxes) {
      if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0; else target.removeAttribute('tabindex');
    }
  });

  $('search').addEventListener('input', filter);
  for (const id of ['tag', 'level', 'mark']) $(id).addEventListener('change', filter);
  $('cards').addEventListener('click', () => cards(true));
  $('leave').addEventListener('click', actions.Escape);
  $('flip').addEventListener('click', actions[' ']);
  $('previous').addEventListener('click', actions.ArrowLeft);
  $('next').addEventListener('click', actions.ArrowRight);
  $('again').addEventListener('click', actions[1]);
  $('known').addEventListener('click', actions[2]);
  $('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify({bank: key, marks}, null, 1)], {type: 'application/json'}));
    link.download = key.replace(':', '-') + '-marks.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  $('load').addEventListener('click', () => $('file').click());
  $('file').addEventListener('change', async () => {
    try {
      const read = JSON.parse(await $('file').files[0].text());
      if (read.bank !== key) throw new Error(read.bank);
      take(read.marks);
      keep();
      filter();
    } catch {
      $('status').textContent = $('status').dataset.bad;
    }
    $('file').value = '';
  });
  addEventListener('hashchange', follow);
  articles.forEach(show);
  $('tools').hidden = false;
  filter();
  follow();
  for (const box of document.querySelectorAll('pre, .table, .math, figure')) {
    box.tabIndex = 0;     /* until it has been laid out and is seen to fit */
    reach.observe(box);
  }
})();
