"use strict";

const WORDS = {
  en: {
    search: "Search questions", none: "No question holds this.", phone: "Phone", night: "Night", look: "How it is shown",
    errors: n => `${n} problem${n === 1 ? "" : "s"}: below, the last state without errors`,
    warnings: n => `${n} warning${n === 1 ? "" : "s"}`,
    saved: time => `as saved at ${time}`, lost: "the preview has ended", edit: "edit",
    about: (size, minutes) => `${size} words, ${minutes} min to read`, waiting: "…", help: "Help: ", failed: "This format cannot show it:",
    empty: "The question does not stand in this format.",
    formulas: "Formulas are drawn by this browser; in Anki MathJax draws them, with letters of its own.",
    apkg: "Cards", pdf: "Handout", "quiz-pdf": "Quiz", "key-pdf": "Answer key", "cards-pdf": "Cut-out cards", epub: "Book", html: "Study page",
  },
  zh: {
    search: "搜索题目", none: "没有这样的题目。", phone: "手机宽度", night: "夜间", look: "显示方式",
    errors: n => `${n}个问题，下面是最近一次没有错误的样子`, warnings: n => `${n}条警告`,
    saved: time => `${time}保存的样子`, lost: "预览已结束", edit: "编辑",
    about: (size, minutes) => `${size}字，约${minutes}分钟读完`, waiting: "……", help: "建议：", failed: "这种格式显示不了：",
    empty: "这种格式里没有这道题。",
    formulas: "公式由浏览器绘制；Anki中由MathJax绘制，字体不同。",
    apkg: "卡片", pdf: "讲义", "quiz-pdf": "小测", "key-pdf": "答案", "cards-pdf": "裁切卡片", epub: "电子书", html: "学习页",
  },
};
// the program's language, as the server says it; a browser in Chinese is enough too
const language = document.documentElement.lang === "zh" || navigator.language.startsWith("zh") ? "zh" : "en";
const words = WORDS[language];
const $ = id => document.getElementById(id);

let bank = { questions: [], exporters: [], problems: [] };
let chosen = decodeURIComponent(location.hash.slice(1));
let format = "";
let asked = 0;          // counts what was asked for, so that a late answer does not replace a later one
let listed = "";        // what the list shows: a thousand rows are laid out anew only if one of them has changed

document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = words[element.dataset.label];
$("search").placeholder = words.search;

function make(tag, text, set = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
  return element;
}

// What had the focus is made anew: the focus stays where it was.
function fill(holder, children, current) {
  const held = holder.contains(document.activeElement);
  holder.replaceChildren(...children);
  if (held) holder.querySelector(current)?.focus();
}

function shownQuestions() {
  const wanted = $("search").value.trim().toLowerCase();
  return bank.questions.filter(one =>
    [one.id, one.title, one.topic, ...one.tags, String(one.number)].some(text => text.toLowerCase().includes(wanted)));
}

function drawList() {
  const rows = [], questions = shownQuestions();
  const wanted = JSON.stringify([chosen, questions.map(one => [one.id, one.number, one.title, one.topic, one.problems])]);
  if (wanted === listed) return;
  listed = wanted;
  let topic = null;
  for (const one of questions) {
    if (one.topic !== topic) rows.push(make("li", topic = one.topic, { class: "topic" }));
    const button = make("button", "", { type: "button" });
    button.append(make("span", String(one.number), { class: "number" }), make("span", one.title));
    if (one.id === chosen) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => choose(one.id));
    const row = make("li");
    if (one.problems) row.className = "marked";
    row.append(button);
    rows.push(row);
  }
  fill($("list"), rows, "[aria-current]");
  $("none").hidden = rows.length > 0;
}

function drawProblems() {
  const problems = bank.problems;
  $("problems").hidden = problems.length === 0;
  $("problems-title").textContent = (bank.broken ? words.errors : words.warnings)(problems.length);
  $("problems-list").replaceChildren(...problems.map(problem => {
    const row = make("li");
    row.append(problem.open ? make("a", problem.place, { href: problem.open }) : problem.place, " ",
               make("span", problem.message));
    if (problem.hint) row.append(" ", make("span", `${words.help}${problem.hint}`, { class: "hint" }));
    return row;
  }));
}

function drawHead() {
  const one = bank.questions.find(question => question.id === chosen);
  $("asked").textContent = one ? `${one.number}  ${one.title}` : "";
  $("about").replaceChildren(...(one ? [words.about(one.size, one.minutes), " · ",
                                        make("a", words.edit, { href: one.open })] : []));
}

function drawFormats() {
  if (!bank.exporters.includes(format)) format = bank.exporters[0] ?? "";
  $("formulas").textContent = format === "apkg" ? words.formulas : "";
  fill($("formats"), bank.exporters.map(name => {
    const button = make("button", words[name] ?? name, { type: "button", role: "tab", "aria-selected": name === format,
                                                         tabindex: name === format ? 0 : -1 });
    button.addEventListener("click", () => take(name));
    return button;
  }), "[aria-selected=true]");
}

function take(name) {
  format = name;
  drawFormats();
  drawViews();
}

function mark() {
  document.documentElement.dataset.shown = `${bank.version} ${chosen} ${format}`;
}

// Until the frames that were put in are there, so that nothing else is asked for before; a second at most.
function framesLoaded() {
  const waiting = [...document.querySelectorAll("#views iframe:not([data-there])")];
  return Promise.race([Promise.all(waiting.map(frame => new Promise(done => frame.addEventListener("load", done)))),
                       new Promise(done => setTimeout(done, 1000))]);
}

// Only what has changed: a frame that stays keeps its place in its text, and the others are there sooner.
function showFigures(views) {
  const figures = [...$("views").children];
  for (const [index, view] of views.entries()) {
    if (figures[index]?.dataset.source === view.source) continue;
    const figure = make("figure", "", { "data-source": view.source });
    figure.append(make("figcaption", view.name), view.type.startsWith("image/")
      ? make("img", "", { src: view.source, alt: view.name })
      : make("iframe", "", { src: view.source, title: view.name, sandbox: "allow-scripts" }));
    if (figures[index]) figures[index].replaceWith(figure);
    else $("views").append(figure);
  }
  for (const figure of figures.slice(views.length)) figure.remove();
  for (const frame of document.querySelectorAll("#views iframe:not([data-there])"))
    frame.addEventListener("load", () => { frame.dataset.there = ""; });
}

const address = () => `views/${encodeURIComponent(format)}/${encodeURIComponent(chosen)}`;

function showViews(views) {
  showFigures(views.map((view, index) => ({ ...view, source: `${address()}/${index}?${view.digest}` })));
  if (!views.length) $("views").append(make("p", words.empty));
}

async function drawViews(version = bank.version) {
  const number = ++asked;
  if (!chosen || !format) return $("views").replaceChildren();
  const answer = await fetch(address());
  if (number !== asked) return undefined;
  if (answer.status === 409) {
    const { problems } = await answer.json();
    return $("views").replaceChildren(make("p", `${words.failed} ${problems.map(one => one.message).join("; ")}`));
  }
  const views = answer.ok ? await answer.json() : [];
  if (number !== asked) return undefined;
  showViews(views);
  if (version === bank.version) mark();
  return undefined;
}

// The views of the question that somebody looks at come with the news of a save; another window has to ask.
function drawChanged(shown, version) {
  if (shown?.question !== chosen || shown?.exporter !== format) return drawViews(version);
  asked += 1;
  showViews(shown.views);
  document.documentElement.dataset.card = `${version}`;
  return framesLoaded();
}

function choose(id) {
  chosen = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  drawList();
  drawHead();
  drawViews();
}

async function refresh({ version = 0, changed = [], gone = [], shown = null } = {}) {
  const before = bank;
  const early = before.questions.length > 0 && changed.includes(chosen);
  const drawn = early ? drawChanged(shown, version) : null;      // first what somebody looks at, then the list
  await drawn;
  bank = await (await fetch("bank.json")).json();
  document.title = bank.title;
  $("title").textContent = bank.title;
  $("state").textContent = words.saved(new Date().toLocaleTimeString(language));
  const lost = !bank.questions.some(one => one.id === chosen);
  if (lost && bank.questions.length) chosen = bank.questions[0].id;
  drawList();
  drawProblems();
  drawHead();
  drawFormats();
  if (lost || !changed.length || gone.length || !before.questions.length) drawViews();
  else mark();
}

for (const button of document.querySelectorAll("[data-look]")) {
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    $("views").classList.toggle(button.dataset.look, on);
  });
}

$("search").addEventListener("input", drawList);
$("formats").addEventListener("keydown", event => {       // as tabs are walked: WAI-ARIA Authoring Practices
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key], all = bank.exporters;
  if (step) take(all[(all.indexOf(format) + step + all.length) % all.length]);
});
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target === $("search");
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); return; }
  if (event.key === "Escape" && typing) { $("search").value = ""; drawList(); $("search").blur(); return; }
  if (typing && event.key !== "Enter") return;
  const shown = shownQuestions(), at = shown.findIndex(one => one.id === chosen);
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, Enter: typing ? 0 : null }[event.key];
  if (step === undefined || step === null || !shown.length) return;
  event.preventDefault();
  choose(shown[Math.min(shown.length - 1, Math.max(0, (at < 0 ? 0 : at) + step))].id);
  document.querySelector("#list [aria-current]")?.scrollIntoView({ block: "nearest" });
});

const events = new EventSource("events");
events.addEventListener("message", event => refresh(JSON.parse(event.data)));
events.addEventListener("error", () => { $("state").textContent = words.lost; });
