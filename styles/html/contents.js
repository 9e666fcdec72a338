/* The contents show where one is; links lead to their question, whatever the filters hide. */

let here = null;
const wide = matchMedia('(min-width: 1080px)');

const show = question => {
  const entry = entries.get(question), link = entry?.querySelector('a');
  if (!link || link === here) return;
  here?.removeAttribute('aria-current');
  here = link;
  link.setAttribute('aria-current', 'true');
  if (!wide.matches) return;
  const nav = entry.closest('nav'), details = entry.closest('details');
  for (const other of nav.querySelectorAll('ol details[open]')) if (other !== details) other.open = false;
  details.open = true;
  const line = entry.getBoundingClientRect(), frame = nav.getBoundingClientRect();
  if (line.top < frame.top || line.bottom > frame.bottom) nav.scrollTop += line.top - frame.top - frame.height / 3;
};

/* The question that is read: the first that begins in the upper part of the window, below the search bar, else the one that
   began above. A question that was gone to counts where the page has no room left to bring it up there. */
const UPPER = 0.3;
let goal = null, waiting = false;
const inView = new Set();
const locate = () => {
  waiting = false;
  const seen = [...inView].filter(a => !a.hidden).map(a => ({a, top: a.getBoundingClientRect().top}))
    .sort((one, other) => one.top - other.top);
  const bar = ui('bar').getBoundingClientRect().bottom - 1, end = root.scrollHeight - innerHeight - scrollY < 2;
  const found = end && seen.find(({a, top}) => a === goal && top >= bar)
    || seen.find(({top}) => top >= bar && top <= innerHeight * UPPER) || seen.findLast(({top}) => top < bar) || seen[0];
  if (found) show(found.a.id);
};
const ready = () => {
  if (!waiting) requestAnimationFrame(locate);
  waiting = true;
};
const watch = new IntersectionObserver(changes => {
  for (const {target, isIntersecting} of changes) inView[isIntersecting ? 'add' : 'delete'](target);
  ready();
});
for (const a of articles) watch.observe(a);
addEventListener('scroll', ready, {passive: true});

const follow = () => {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('article'); } catch { return; }
  if (!target) return;
  if (target.hidden) clear();
  goal = target;
  target.scrollIntoView();
  ready();
};
addEventListener('hashchange', follow);
if (!wide.matches) ui('contents').open = false;
ui('contents').addEventListener('click', event => {
  if (event.target.closest('a') && !wide.matches) ui('contents').open = false;
});

/* What scrolls inside the page can be reached by keyboard. */
const BOXES = 'pre, .table, .math, figure';
const reach = new ResizeObserver(seen => {
  for (const {target} of seen) {
    const fits = target.clientWidth > 0 && target.scrollWidth <= target.clientWidth + 1;
    if (fits) target.removeAttribute('tabindex'); else target.tabIndex = 0;
  }
});
const boxes = [...document.querySelectorAll(BOXES)];
for (const box of boxes) {
  box.tabIndex = 0;     /* until it is laid out and seen to fit; so it is again while it is hidden */
  reach.observe(box);
}
document.fonts.load('1em "page math"').then(() => {      /* formulas have changed, their boxes have not */
  for (const box of boxes) {
    reach.unobserve(box);
    reach.observe(box);
  }
});
