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

const watch = new IntersectionObserver(seen => {
  const inView = seen.filter(({isIntersecting}) => isIntersecting).at(-1);
  if (inView) show(inView.target.dataset.question);
}, {rootMargin: '-30% 0px -65% 0px'});
for (const a of articles) watch.observe(a);

const follow = () => {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('article'); } catch { return; }
  if (!target) return;
  if (target.hidden) clear();
  target.scrollIntoView();
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
