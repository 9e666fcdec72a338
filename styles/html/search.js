/* Search and filters. Every term must occur; Han has no spaces, so terms are looked for anywhere. */

const entries = new Map([...document.querySelectorAll('nav li[data-question]')].map(e => [e.dataset.question, e]));
const fold = text => text.normalize('NFKC').toLowerCase();
const texts = articles.map(a => fold(a.textContent + ' ' + entries.get(a.id).textContent));
const tags = articles.map(a => [...a.querySelectorAll('[data-part=tags]')].map(e => e.textContent));
const levels = articles.map(a => String(a.querySelector('[data-part=difficulty]')?.textContent.match(/●/g).length ?? ''));
const HIGHLIT = 40;     /* questions; what is further down is lit when the list gets shorter */
const AT_ONCE = 4;      /* of them; the rest once these are painted, so that keys need not wait */
const FILTERS = ['tag', 'level', 'standing'];
const GROUPS = {tag: i => tags[i], level: i => [levels[i]], standing: i => [articles[i].dataset.standing]};

let shown = articles;
const terms = () => fold(ui('search').value).split(/\s+/).filter(Boolean);

const filter = () => {
  const asked = terms(), chosen = FILTERS.filter(name => ui(name).value);
  const fits = (i, name) => GROUPS[name](i).includes(ui(name).value);
  const matching = articles.map((_, i) => asked.every(term => texts[i].includes(term)));
  const wanted = matching.map((matches, i) => matches && chosen.every(name => fits(i, name)));
  for (const name of FILTERS) count(name, articles.map((_, i) => i).filter(
    i => matching[i] && chosen.every(other => other === name || fits(i, other))));
  shown = articles.filter((_, i) => wanted[i]);
  articles.forEach((a, i) => { if (a.hidden === wanted[i]) entries.get(a.id).hidden = a.hidden = !wanted[i]; });
  for (const topic of topics) topic.hidden = !topic.querySelector('article:not([hidden])');
  ui('found').textContent = fill(words.found, {count: shown.length});
  ui('nothing').hidden = shown.length > 0;
  ui('filters').classList.toggle('active', chosen.length > 0);
  offer();
  light(asked);
};

/* Each choice says how many questions it would leave. */
const count = (name, indices) => {
  const counts = new Map();
  for (const i of indices) for (const value of GROUPS[name](i)) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const option of ui(name).options) {
    option.dataset.label ??= option.text;
    const number = option.value ? counts.get(option.value) ?? 0 : indices.length;
    const text = `${option.dataset.label} (${number})`;
    if (option.text !== text) option.text = text;
  }
};

/* Lights the terms in what can be seen. */
let lighting = 0;
const light = asked => {
  if (!window.Highlight) return;
  clearTimeout(lighting);
  const places = asked.length ? shown.slice(0, HIGHLIT) : [];
  const lit = new Highlight(...ranges(places.slice(0, AT_ONCE), asked));
  CSS.highlights.set('found', lit);
  if (places.length > AT_ONCE)
    lighting = setTimeout(() => { for (const range of ranges(places.slice(AT_ONCE), asked)) lit.add(range); }, 50);
};

/* Where the terms stand in what is not hidden. */
const ranges = (places, asked) => {
  const found = [];
  for (const a of places) {
    const closed = page.classList.contains('selftest') && !a.classList.contains('open');
    const walker = document.createTreeWalker(a, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, node =>
      node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT :
        closed && node.classList.contains('solution') || node.matches('.hole:not(.open), math') ?
          NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
    for (let node; (node = walker.nextNode());) {
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const term of asked) {
        for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + term.length);
          found.push(range);
        }
      }
    }
  }
  return found;
};

const clear = () => {
  for (const name of ['search', ...FILTERS]) ui(name).value = '';
  filter();
};

/* How each question stands, for the eye and the filter. */
const mark = () => {
  const day = today();
  for (const a of articles) a.dataset.standing = standing(a.id, day);
};

ui('search').addEventListener('input', filter);
for (const name of FILTERS) ui(name).addEventListener('change', filter);
for (const button of document.querySelectorAll('[data-do="clear"]')) {
  button.addEventListener('click', () => { clear(); ui('search').focus(); });
}
