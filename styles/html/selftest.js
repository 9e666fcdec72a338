/* Answers that wait to be asked for, and blanks that open at a tap. */

const blanksOf = element => [...element.querySelectorAll(`${BLANKS} strong`)];

/* What is in a blank is put into an element of its own, which hides it from the eye and from the ear. */
const close = blank => {
  if (!blank.querySelector('.cover')) {
    const cover = document.createElement('span');
    cover.className = 'cover';
    cover.append(...blank.childNodes);
    blank.append(cover);
  }
  blank.classList.add('hole');
  blank.classList.remove('open');
  blank.tabIndex = 0;
  blank.setAttribute('role', 'button');
  blank.setAttribute('aria-label', [words.blank, blank.dataset.hint].filter(Boolean).join(' – '));
};
const open = blank => {
  blank.classList.add('open');
  for (const name of ['tabindex', 'role', 'aria-label']) blank.removeAttribute(name);
};
const restore = blank => {
  open(blank);
  blank.classList.remove('hole', 'open');
  blank.querySelector('.cover')?.replaceWith(...blank.querySelector('.cover').childNodes);
  blank.normalize();
};

const ask = (article, opened) => {
  article.classList.toggle('open', opened);
  const button = article.querySelector('.ask');
  button.setAttribute('aria-expanded', opened);
  button.textContent = opened ? words.hide : words.show;
};

const selftest = on => {
  page.classList.toggle('selftest', on);
  ui('selftest').setAttribute('aria-pressed', on);
  for (const article of articles) {
    if (on && !article.querySelector('.ask')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'ask';
      article.querySelector('.solution').before(button);
    }
    if (on) ask(article, false); else article.querySelector('.ask')?.remove();
    blanksOf(article).forEach(on ? close : restore);
  }
  light(terms());
};

ui('selftest').addEventListener('click', () => {
  set('selftest', !settings.selftest);
  selftest(settings.selftest);
});
ui('questions').addEventListener('click', event => {
  const button = event.target.closest('.ask'), blank = event.target.closest('.hole:not(.open)');
  if (blank) open(blank);
  else if (button) {
    const article = button.closest('article');
    ask(article, !article.classList.contains('open'));
    light(terms());
  }
});
ui('questions').addEventListener('keydown', event => {
  if (![' ', 'Enter'].includes(event.key) || !event.target.matches('.hole:not(.open)')) return;
  event.preventDefault();
  event.stopPropagation();
  open(event.target);
});
