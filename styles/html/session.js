/* A session: one card at a time, its answer behind it, a grade, an end. */

let current = null;         /* the card that is asked */
let answered = false;       /* whether its answer has been shown: only then it can be graded */
let asking = null;          /* ids of the questions that the session is about; null outside of one */
let more = 0;               /* new cards beyond the day's limit, wanted at the end */
let tally = {};             /* what was done in this session */
let since = 0;              /* when the card was shown, in seconds */
const LONGEST = 600;        /* seconds: who takes longer has left */

const GRADES = [AGAIN, HARD, GOOD, EASY];

/* The list's button: how many are waiting. */
const offer = () => {
  const found = piles(new Set(shown.map(a => a.id)));
  ui('due').textContent = fill(words.offer, {due: found.due.length + found.learning.length, new: found.fresh.length});
  ui('study').disabled = !shown.length;
};

/* A line ends between two counts, never within one. */
const counts = found => fill(words.counts.split(' · ').map(one => one.replaceAll(' ', '\u00a0')).join(' · '), {
  new: found.fresh.length, learning: found.learning.length, due: found.due.length});

/* What folds in a card: the analysis, and the answer of the question that a key point is of. */
const FOLDS = '.analysis > h4, .answer > h4';
const folds = () => [...current.article.querySelectorAll(FOLDS)].filter(
  label => current.point || label.parentElement.classList.contains('analysis'));
const setFold = (label, opened) => {
  let button = label.querySelector('.fold');
  if (!button) {
    button = document.createElement('button');
    button.type = 'button';
    button.className = 'fold';
    button.append(...label.childNodes);
    label.append(button);
  }
  label.parentElement.classList.toggle('folded', !opened);
  button.setAttribute('aria-expanded', opened);
};

/* What an answer that was tapped or typed suggests: its grade stands out, and the space bar gives it. */
let suggested = GOOD;
const judged = (right, turn = true) => {
  suggested = right ? GOOD : AGAIN;
  if (turn) reveal();
  aim(suggested);
};

/* Leaves the card as it is in the list. */
const away = () => {
  if (!current) return;
  reset(current.article);
  suggested = GOOD;
  aim(0);
  for (const label of folds()) {
    label.parentElement.classList.remove('folded');
    label.querySelector('.fold').replaceWith(...label.querySelector('.fold').childNodes);
  }
  if (current.point) blanksOf(current.article).forEach(settings.selftest ? close : restore);
  current.article.classList.remove('current');
  current.point?.classList.remove('asked');
  page.classList.remove('answered', 'point');
  current = null;
  answered = false;
};

/* Shows a card, or the end if there is none. */
const put = (card, revealed = false) => {
  away();
  current = card ?? null;
  since = seconds();
  page.classList.toggle('ended', !card);
  ui('ended').hidden = Boolean(card);
  ui('grades').hidden = !card;
  const found = piles(asking, more);
  ui('counts').textContent = counts(found);
  ui('progress').max = tally.done + left(found) || 1;
  ui('progress').value = tally.done;
  for (const button of document.querySelectorAll('[data-do="undo"]')) button.disabled = !lastReview();
  scrollTo(0, 0);
  if (!card) { summary(found); return; }
  card.article.classList.add('current');
  page.classList.toggle('point', Boolean(card.point));
  card.point?.classList.add('asked');
  card.point?.querySelectorAll('strong').forEach(close);
  for (const label of folds()) setFold(label, false);
  if (revealed) reveal(); else card.article.querySelector('h3').focus({preventScroll: true});
};

/* Turns the card. Focus goes to the answer, where reading goes on. */
const reveal = () => {
  if (!current || answered) return;
  answered = true;
  const lists = current.point ? [] : [...current.article.querySelectorAll('.options')].filter(one => !isAnswered(one));
  for (const list of lists)      // several were picked, and the card is turned; or none, which counts for nothing
    if (list.querySelector('.picked')) settle(list); else uncover(list);
  page.classList.add('answered');
  const now = seconds(), day = today(), state = states.get(current.id);
  for (const grade of GRADES) ui(`wait${grade}`).textContent = span(graded(state, grade, now, day).wait);
  current.point?.querySelectorAll('strong').forEach(open);
  const first = current.point ?? current.article.querySelector('.solution h4');
  if (!first.hasAttribute('tabindex')) first.tabIndex = -1;
  first.focus({preventScroll: true});
};

const grade = value => {
  if (!current || !answered) return;
  const now = seconds(), card = current;
  remember({card: card.id, grade: value, time: now, day: studyDay(now), took: between(0, now - since, LONGEST)});
  tally.done++;
  tally.again += value === AGAIN ? 1 : 0;
  tally.took += between(0, now - since, LONGEST);
  const found = piles(asking, more);
  say(fill(words.graded, {
    grade: words.grades[value - 1], wait: span(states.get(card.id).wait, 'long'), left: left(found)}));
  put(nextCard(found, card));
};

/* Takes back the last review of today, as often as there is one; its card is asked again, its answer in sight. */
const undo = () => {
  const last = asking && lastReview();
  if (!last) return;
  const now = seconds();
  remember({card: last.card, grade: 0, time: now, day: studyDay(now), took: now - last.time});
  tally.done = Math.max(0, tally.done - 1);
  tally.again = Math.max(0, tally.again - (last.grade === AGAIN ? 1 : 0));
  say(words.undone);
  put(cards.find(card => card.id === last.card) ?? nextCard(piles(asking, more)), true);
};

const summary = found => {
  const days = [...states.values()].filter(({phase}) => phase === 'review').map(({dueDay}) => dueDay - today());
  const next = days.filter(day => day > 0).sort((a, b) => a - b)[0];
  const lines = [
    fill(words.done, {count: tally.done, again: tally.again, time: span(Math.max(tally.took, 1), 'long')}),
    next ? fill(words.next, {wait: span(next * 86400, 'long'), count: days.filter(day => day === next).length}) : '',
    fill(words.unexported, {count: Math.max(0, given() - settings.exported)}),
  ];
  ui('summary').replaceChildren(...lines.filter(Boolean).map(line => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
  ui('more').hidden = found.later === 0;
  ui('endtitle').focus({preventScroll: true});
};

/* ---- in and out: a session is a place in the history, so Back leaves it and a reload goes on with it ---- */

const begin = () => {
  asking = new Set(shown.map(a => a.id));
  tally = {done: 0, again: 0, took: 0};
  more = 0;
  page.classList.add('cards');
  light([]);
  ui('session').hidden = false;
  ui('bar').hidden = ui('options').hidden = true;
  put(nextCard(piles(asking)));
};

const leave = () => {
  if (!asking) return;
  const article = current?.article;
  away();
  asking = null;
  page.classList.remove('cards', 'ended');
  ui('session').hidden = ui('ended').hidden = ui('grades').hidden = true;
  ui('bar').hidden = ui('options').hidden = false;
  mark();
  filter();
  if (settings.selftest) selftest(true);
  ui('study').focus({preventScroll: true});
  article?.scrollIntoView();
};

const visit = () => {
  const place = history.state?.study;
  if (!place) { leave(); return; }
  for (const name of ['search', ...FILTERS]) ui(name).value = place[name] ?? '';
  filter();
  begin();
};

ui('study').addEventListener('click', () => {
  const place = Object.fromEntries(['search', ...FILTERS].map(name => [name, ui(name).value]));
  history.pushState({study: place}, '');
  begin();
});
for (const button of document.querySelectorAll('[data-do="leave"]')) button.addEventListener('click', () => history.back());
for (const button of document.querySelectorAll('[data-do="undo"]')) button.addEventListener('click', undo);
ui('more').addEventListener('click', () => {
  more += 10;
  put(nextCard(piles(asking, more)));
});
addEventListener('popstate', visit);
addEventListener('storage', event => {
  if (event.key !== null && !event.key.startsWith(LOG)) return;
  takeIn();
  replay();
  if (!asking) { mark(); filter(); }
});
