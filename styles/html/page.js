/* The study page's script, in files of one idea each that the exporter joins. Without it everything can still be read.
   This one: the parts of the page, and its voice. */

/* The page's own ids begin with `ui_`: no id of a question can, so none is mistaken for a control. */
const ui = name => document.getElementById('ui_' + name);
const root = document.documentElement;
const page = document.body;
const words = JSON.parse(ui('words').textContent);
const articles = [...document.querySelectorAll('article')];
for (const a of articles) {      /* what hears the page names a question by its title */
  const heading = a.querySelector('h3');
  heading.tabIndex = -1;
  heading.lastElementChild.id = a.id + '._title';
  a.setAttribute('aria-labelledby', heading.lastElementChild.id);
}
const topics = [...document.querySelectorAll('.topic')];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const plural = (number, unit, unitDisplay) =>
  new Intl.NumberFormat(words.language, {style: 'unit', unit, unitDisplay, maximumFractionDigits: 1}).format(number);

/* The time is asked for here only: seconds since 1970, and the learner's own day, which turns at four in the morning. */
const ROLLOVER = 4;
const seconds = () => Math.floor(Date.now() / 1000);
const studyDay = time => {
  const local = new Date(time * 1000);
  local.setHours(local.getHours() - ROLLOVER);
  return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()) / 864e5;
};
const today = () => studyDay(seconds());

/* A span of time as people say it; a month has 30.4 days. */
const span = (time, display = 'short') => {
  const days = time / 86400;
  if (days < 1) return plural(Math.ceil(time / 60), 'minute', display);
  if (days < 31) return plural(Math.round(days), 'day', display);
  return days < 365 ? plural(days / 30.417, 'month', display) : plural(days / 365.25, 'year', display);
};

/* What a screen reader says. The same text twice would not be heard, so two elements take turns. */
let turn = 0;
const say = text => {
  ui('said' + turn).textContent = '';
  turn = 1 - turn;
  ui('said' + turn).textContent = text;
};
