/* Keys, taps and swipes. */

const QUICK = 350;      /* milliseconds: the second of two taps that follow so fast was not meant for what came up */
let turned = -QUICK;    /* when a tap last turned or graded a card */

const keys = {
  ' ': () => answered ? grade(suggested) : reveal(), Enter: () => keys[' '](), 1: () => grade(AGAIN), 2: () => grade(HARD),
  3: () => grade(GOOD), 4: () => grade(EASY), u: undo, Escape: () => history.back(),
};
addEventListener('keydown', event => {
  const {key, target} = event, typing = target.closest?.('input, select, textarea');
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && digit(key, target)) {
    event.preventDefault();
    return;
  }
  if (!asking) {
    if (key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      ui('search').focus();
      ui('search').select();
    } else if (key === 'Escape' && target === ui('search')) clear();
    return;
  }
  const undoing = key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey);
  if (!undoing && (event.ctrlKey || event.metaKey || event.altKey)) return;
  const action = undoing ? undo : Object.hasOwn(keys, key) ? keys[key] : null;
  if (!action || typing || ([' ', 'Enter'].includes(key) && target.closest?.('button, a, summary'))) return;
  event.preventDefault();
  if (!event.repeat) action();
});

/* Runs an action of a tap, unless it is the second half of a double tap. A click by keyboard has no detail. */
const tapped = (event, action) => {
  if (event.detail && event.timeStamp - turned < QUICK) return;
  turned = event.timeStamp;
  action();
};
ui('show').addEventListener('click', event => tapped(event, reveal));
for (const value of GRADES) ui(`grade${value}`).addEventListener('click', event => tapped(event, () => grade(value)));
ui('questions').addEventListener('click', event => {
  const {target} = event, label = target.closest('.fold')?.parentElement;
  if (!asking) return;
  if (label) setFold(label, label.parentElement.classList.contains('folded'));
  else if (!answered && !target.closest('a, button, input, summary, .hole, .choosable') && getSelection().isCollapsed) tapped(event, reveal);
});

/* A swipe turns the card. If it is switched on, a swipe on the answer grades: to the right good, to the left again. */
const FAR = 60;         /* pixels */
let touched = null;
const swiped = ({changedTouches: [touch]}) => {
  const x = touch.clientX - touched.clientX, y = touch.clientY - touched.clientY;
  return Math.abs(x) > FAR && Math.abs(x) > 2 * Math.abs(y) ? (x > 0 ? GOOD : AGAIN) : 0;
};
const aim = value => {
  for (const grade of GRADES) ui(`grade${grade}`).classList.toggle('aimed', grade === value);
};
addEventListener('touchstart', event => {
  const box = event.target.closest?.(BOXES), scrolls = box && box.scrollWidth > box.clientWidth + 1;
  touched = current && !scrolls && event.touches.length === 1 ? event.touches[0] : null;
}, {passive: true});
addEventListener('touchmove', event => {
  if (touched && answered && settings.swipes) aim(swiped(event));
}, {passive: true});
addEventListener('touchcancel', () => { touched = null; aim(0); }, {passive: true});
addEventListener('touchend', event => {
  const value = touched ? swiped(event) : 0;
  touched = null;
  aim(0);
  if (!value) return;
  if (!answered) tapped(event, reveal);
  else if (settings.swipes) tapped(event, () => grade(value));
}, {passive: true});
