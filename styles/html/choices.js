/* Options that are tapped and blanks that are typed: right or wrong is said at once, and counted. Without a script the
   options are a list and the blanks lines, and the answer stands below. */

const score = {right: 0, all: 0};
const listOf = article => article.querySelector('[data-part=choices] > .options');
const isAnswered = list => list.classList.contains('settled');

/* Counts an answer, the first of each question or blank, and says it. */
const scored = (element, right) => {
  if (!element.dataset.counted) {
    element.dataset.counted = 'yes';
    score.all++;
    score.right += right ? 1 : 0;
    ui('score').textContent = fill(words.scored, score);
  }
  say(right ? words.right : words.wrong);
};

/* ---- options ---- */

const setPicked = (item, picked) => {
  item.classList.toggle('picked', picked);
  item.querySelector('.pick').setAttribute('aria-pressed', picked);
};

/* Marks the right options, and leaves nothing to choose. */
const uncover = list => {
  list.classList.add('settled');
  for (const item of list.children) {
    item.classList.toggle('is-right', 'right' in item.dataset);
    item.querySelector('.pick').disabled = true;
  }
  if (list.nextElementSibling?.matches('.check')) list.nextElementSibling.hidden = true;
};

const settle = list => {
  if (isAnswered(list)) return;
  const right = [...list.children].every(item => item.classList.contains('picked') === 'right' in item.dataset);
  uncover(list);
  scored(list, right);
  const article = list.closest('article');
  if (list !== listOf(article)) return;
  if (asking) judged(right);
  else if (article.querySelector('.ask')) ask(article, true);
};

const choose = item => {
  const list = item.parentElement;
  if (isAnswered(list)) return;
  if ('many' in list.dataset) { setPicked(item, !item.classList.contains('picked')); return; }
  setPicked(item, true);
  settle(list);
};

/* As if nobody had answered; what was counted stays counted. */
const reset = article => {
  for (const list of article.querySelectorAll('.options')) {
    list.classList.remove('settled');
    for (const item of list.children) {
      item.classList.remove('is-right');
      item.querySelector('.pick').disabled = false;
      setPicked(item, false);
    }
    if (list.nextElementSibling?.matches('.check')) list.nextElementSibling.hidden = false;
  }
  for (const input of article.querySelectorAll('input.gap')) {
    input.value = '';
    input.classList.remove('is-right', 'is-wrong');
  }
};

for (const list of document.querySelectorAll('.options')) {
  list.classList.add('choosable');
  [...list.children].forEach((item, place) => {
    const button = document.createElement('button'), text = document.createElement('div');
    button.type = 'button';
    button.className = 'pick';
    button.textContent = String.fromCharCode(65 + place);
    button.setAttribute('aria-pressed', false);
    text.className = 'option-text';
    text.append(...item.childNodes);
    item.append(button, text);
    text.id = `ui_option${document.querySelectorAll('.pick').length}`;
    button.setAttribute('aria-describedby', text.id);
  });
  if (!('many' in list.dataset)) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'check';
  button.textContent = words.check;
  button.addEventListener('click', () => settle(list));
  list.after(button);
}
ui('questions').addEventListener('click', event => {
  const item = event.target.closest('.choosable > li');
  if (!item || event.target.closest('a') || !getSelection().isCollapsed) return;
  choose(item);
});

/* Digits choose: in a session of the card that is asked, in the list where the focus is. Tells whether they did. */
const digit = (key, target) => {
  const article = current ? !current.point && !answered && current.article : target.closest?.('article');
  const list = article && (target.closest?.('.options') ?? listOf(article));
  const item = list && !isAnswered(list) && /^[1-9]$/.test(key) ? list.children[key - 1] : null;
  if (item) choose(item);
  return Boolean(item);
};

/* ---- blanks ---- */

/* What differs in case, width and white space only is the same; so are numbers near enough. */
const bare = text => text.normalize('NFKC').toLowerCase().replace(/[\s\\{}$]/g, '').replace(/−/g, '-');
const numberOf = text => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) ? Number(text) : NaN;
const fits = (typed, answer, near) => {
  if (bare(typed) === bare(answer)) return true;
  const said = numberOf(bare(typed)), wanted = numberOf(bare(answer));
  if (Number.isNaN(said) || Number.isNaN(wanted)) return false;
  const far = near.endsWith('%') ? Math.abs(wanted) * parseFloat(near) / 100 : Number(near);
  return Math.abs(said - wanted) <= far * (1 + 1e-9);
};

const weigh = input => {
  if (!input.value.trim()) return;
  const right = input.dataset.answers.split('\n').some(answer => fits(input.value, answer, input.dataset.near || '0'));
  input.classList.toggle('is-right', right);
  input.classList.toggle('is-wrong', !right);
  scored(input, right);
  const inputs = [...input.closest('article').querySelectorAll('input.gap')];
  if (asking && current && !answered && inputs.every(one => one.matches('.is-right, .is-wrong')))
    judged(inputs.every(one => one.matches('.is-right')), false);
};

/* Puts a field on one line with the punctuation beside it, between which and a field a line may end (CSS Text 3, 5.1). */
const hold = input => {
  const before = input.previousSibling, after = input.nextSibling;
  const text = (node, pattern) => node?.nodeType === Node.TEXT_NODE ? pattern.exec(node.data)?.[0] ?? '' : '';
  const opens = text(before, /[（《〈「『【〔“‘(]+$/), closes = text(after, /^[，。、；：！？）》〉」』】〕”’…％,.;:!?)%]+/);
  if (!opens && !closes) return;
  const held = document.createElement('span');
  held.className = 'keep';
  input.replaceWith(held);
  held.append(opens, input, closes);
  if (opens) before.data = before.data.slice(0, -opens.length);
  if (closes) after.data = after.data.slice(closes.length);
};

for (const line of document.querySelectorAll('span.gap')) {
  const input = document.createElement('input');
  input.type = 'text';
  input.className = 'gap';
  Object.assign(input.dataset, line.dataset);
  input.autocomplete = 'off';
  input.autocapitalize = 'off';
  input.spellcheck = false;
  input.setAttribute('aria-label', words.typed);
  input.addEventListener('change', () => weigh(input));
  input.addEventListener('input', () => input.classList.remove('is-right', 'is-wrong'));
  input.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    weigh(input);
    const inputs = [...input.closest('article').querySelectorAll('input.gap')];
    (inputs[inputs.indexOf(input) + 1] ?? input).focus();
  });
  line.replaceWith(input);
  hold(input);
}
