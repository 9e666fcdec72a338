/* What is asked next. A card is a question, or a key point with at least one blank.
   Order: cards whose learning step has come; reviews, longest due first; new cards in the bank's order; then learning
   cards before their time, so that nobody has to wait. Of one question at most one new card is asked a day: its answer
   would give the others away. */

const BLANKS = '[data-part=keypoints] li';
const cards = articles.flatMap(article => {
  const question = article.id;
  const points = [...article.querySelectorAll(BLANKS)].filter(point => point.querySelector('strong'));
  return [{id: question, question, article, point: null},
    ...points.map(point => ({id: point.id, question, article, point}))];
});

/* The cards of some questions in three piles. `more` new cards are asked beyond the day's limit. */
const piles = (questions, more = 0) => {
  const day = today(), learning = [], due = [], fresh = [], held = [];
  const touched = new Set();     /* questions with a card that is new today */
  let begun = 0;
  for (const card of cards) {
    const state = states.get(card.id);
    if (state?.first !== day) continue;
    touched.add(card.question);
    begun++;
  }
  for (const card of cards) {
    if (!questions.has(card.question) || (card.point && !settings.points)) continue;
    const state = states.get(card.id);
    if (state) {
      if (state.phase !== 'review') learning.push(card);
      else if (state.dueDay <= day) due.push(card);
    } else if (touched.has(card.question)) held.push(card);
    else {
      touched.add(card.question);
      fresh.push(card);
    }
  }
  const room = Math.max(0, settings.limit - begun) + more;
  const order = new Map(due.map(card => [card, digest(card.id + day)]));
  learning.sort((a, b) => states.get(a.id).due - states.get(b.id).due);
  due.sort((a, b) => states.get(a.id).dueDay - states.get(b.id).dueDay || order.get(a) - order.get(b));
  return {learning, due, fresh: [...fresh, ...(more ? held : [])].slice(0, room), later: fresh.length + held.length};
};

const left = ({learning, due, fresh}) => learning.length + due.length + fresh.length;

/* The next card, not the last one again if there is another; undefined at the end. */
const nextCard = ({learning, due, fresh}, last) => {
  const now = seconds(), ready = learning.filter(card => states.get(card.id).due <= now);
  const order = [...ready, ...due, ...fresh, ...learning];
  return order.find(card => card.id !== last?.id) ?? order[0];
};
