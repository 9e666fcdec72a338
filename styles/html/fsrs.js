/* The schedule: FSRS-6 with its published parameters (open-spaced-repetition/py-fsrs 6.3.2, without fuzz).
   A card's state is {phase, step, stability, difficulty, time, day, first, lapses, wait, due, dueDay}: `time` and `day`
   are of its last review, `first` is the day of its first; `wait` is in seconds. In the phase "review" the card is due on
   `dueDay`; in "learning" and "relearning" at the second `due`. */

const FSRS = {
  name: 'FSRS-6',
  retention: 0.9,
  longest: 36500,                                     /* days */
  steps: {learning: [60, 600], relearning: [600]},    /* seconds */
  parameters: [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
    0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542],
};
const AGAIN = 1, HARD = 2, GOOD = 3, EASY = 4;
const w = FSRS.parameters;
const FACTOR = 0.9 ** (-1 / w[20]) - 1;
const between = (low, value, high) => Math.min(Math.max(value, low), high);

/* The chance to remember after so many days. */
const retrievability = (days, stability) => (1 + FACTOR * days / stability) ** -w[20];

const interval = stability =>
  between(1, Math.round(stability / FACTOR * (FSRS.retention ** (-1 / w[20]) - 1)), FSRS.longest);

const firstDifficulty = grade => w[4] - Math.exp(w[5] * (grade - 1)) + 1;

const nextDifficulty = (difficulty, grade) => {
  const moved = difficulty - w[6] * (grade - 3) * (10 - difficulty) / 9;
  return between(1, w[7] * firstDifficulty(EASY) + (1 - w[7]) * moved, 10);
};

const sameDayStability = (stability, grade) => {
  const change = Math.exp(w[17] * (grade - 3 + w[18])) * stability ** -w[19];
  return stability * (grade === AGAIN ? change : Math.max(change, 1));
};

const nextStability = ({stability, difficulty}, grade, days) => {
  if (days < 1) return sameDayStability(stability, grade);
  const forgotten = 1 - retrievability(days, stability);
  if (grade === AGAIN) {
    return Math.min(
      w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * Math.exp(w[14] * forgotten),
      stability / Math.exp(w[17] * w[18]));
  }
  const bonus = grade === HARD ? w[15] : grade === EASY ? w[16] : 1;
  return stability * (1 + Math.exp(w[8]) * (11 - difficulty) * stability ** -w[9] *
    (Math.exp(w[10] * forgotten) - 1) * bonus);
};

/* Where a grade leads: to a step with its wait in seconds, or to review. */
const nextStep = (phase, step, grade) => {
  if (phase === 'review') return grade === AGAIN ? {phase: 'relearning', step: 0, wait: FSRS.steps.relearning[0]} : null;
  const steps = FSRS.steps[phase];
  if (grade === EASY || (grade === GOOD && step + 1 >= steps.length)) return null;
  if (grade === AGAIN) return {phase, step: 0, wait: steps[0]};
  if (grade === GOOD) return {phase, step: step + 1, wait: steps[step + 1]};
  const wait = step > 0 ? steps[step] : steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5;
  return {phase, step, wait};
};

/* The state of a card after a grade; `before` is undefined for a new card. A clock that went back counts as no time. */
const graded = (before, grade, time, day) => {
  const days = before ? Math.max(0, day - before.day) : 0;
  const stability = Math.max(0.001, before ? nextStability(before, grade, days) : w[grade - 1]);
  const difficulty = before ? nextDifficulty(before.difficulty, grade) : between(1, firstDifficulty(grade), 10);
  const lapses = (before?.lapses ?? 0) + (before?.phase === 'review' && grade === AGAIN ? 1 : 0);
  const common = {stability, difficulty, time, day, first: before?.first ?? day, lapses};
  const step = nextStep(before?.phase ?? 'learning', before?.step ?? 0, grade);
  if (step) return {...common, ...step, due: time + step.wait};
  const wait = interval(stability);
  return {...common, phase: 'review', step: 0, wait: wait * 86400, dueDay: day + wait};
};
