/* What the log says about each card: the reviews are replayed once, then kept up to date. */

let reviews = new Map();     /* card -> its reviews that count, in order */
let states = new Map();      /* card -> its state, for cards that were reviewed */

const replay = () => {
  reviews = histories(logs);
  states = new Map([...reviews].filter(([, list]) => list.length).map(([card, list]) => [card, replayed(list)]));
};

/* Adds a review or an undo, with what has come in from other tabs since. */
const remember = record => {
  const more = refresh();
  append(record);
  if (more) { replay(); return; }
  const before = reviews.get(record.card) ?? [], last = before.at(-1);
  if (record.grade) {
    reviews.set(record.card, [...before, record]);
    states.set(record.card, graded(states.get(record.card), record.grade, record.time, record.day));
  } else if (last?.time === record.time - record.took) {
    reviews.set(record.card, before.slice(0, -1));
    if (before.length > 1) states.set(record.card, replayed(before.slice(0, -1))); else states.delete(record.card);
  } else replay();
};

/* The last review of this device today that counts: the one that an undo takes back. */
const lastReview = () => {
  const day = today();
  const given = [...own].flatMap(name => logs.get(name) ?? []);
  return given.findLast(record => record.grade && record.day === day && reviews.get(record.card)?.includes(record));
};

/* Whether a card is new, is due, or is known for now. */
const standing = (card, day) => {
  const state = states.get(card);
  if (!state) return 'new';
  return state.phase !== 'review' || state.dueDay <= day ? 'due' : 'known';
};

/* Marks of pages before the log, question -> "known" or "again": each is a first review, unless there is one. */
const takeMarks = marks => {
  for (const [card, mark] of Object.entries(marks)) {
    if (states.has(card) || !['known', 'again'].includes(mark)) continue;
    remember({card, grade: mark === 'known' ? EASY : AGAIN, time: seconds(), day: today(), took: 0});
  }
};
