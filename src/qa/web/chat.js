// The conversation: one question after the other goes to the server, its answer comes back as HTML that grows.
const TURNS = 6; // earlier exchanges that go with a question; the server reads no more
const SETTLING = 400; // milliseconds between a stop and the next question, for the server to let go of the first
const log = element.querySelector(".log");
const welcome = element.querySelector(".welcome");
let talk = fresh();
let running = null; // {exchange, number} while a question is with the server
let asked = 0;
const waiting = []; // exchanges whose question has still to be sent
const sections = new WeakMap(); // exchange → its element

function fresh() {
  return { id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, at: Date.now(), exchanges: [] };
}

const box = () => document.querySelector("#asking textarea");
const elementOf = (html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
};

// Takes a question; returns what the box shall hold then.
function ask(question) {
  if (!question.trim()) {
    announce(say.type_first);
    return question;
  }
  const exchange = { question: question.trim(), answer: null };
  const line = running || waiting.length ? say.queued : say.searching;
  const section = make("section", { class: "exchange" }, make("h2", { class: "question" }, exchange.question), make("p", { class: "notice waiting" }, line));
  talk.exchanges.push(exchange);
  waiting.push(exchange);
  put(exchange, section);
  section.scrollIntoView({ block: "start" });
  keep(talk);
  next();
  return "";
}

function put(exchange, section) {
  const before = sections.get(exchange);
  sections.set(exchange, section);
  if (before) before.replaceWith(section);
  else log.append(section);
  welcome.hidden = log.childElementCount > 0;
  const question = section.querySelector(".question");
  const line = make("div", { class: "asked" });
  question.replaceWith(line);
  line.append(question, iconButton("edit", () => edit(exchange)));
  return section;
}

function next() {
  if (running || !waiting.length) return;
  const exchange = waiting.shift();
  running = { exchange, number: (asked += 1) };
  const section = sections.get(exchange);
  section.setAttribute("aria-busy", "true");
  section.querySelector(".waiting").textContent = say.searching;
  const before = talk.exchanges.slice(0, talk.exchanges.indexOf(exchange));
  const turns = before.filter((one) => one.answer).slice(-TURNS);
  document.getElementById("asking").classList.add("running");
  trigger("ask", { number: running.number, question: exchange.question, turns });
}

watch("value", () => {
  const message = props.value;
  if (!running || message?.number !== running.number) return; // of a question that was stopped
  const { exchange } = running;
  const section = put(exchange, elementOf(message.html));
  section.setAttribute("aria-busy", String(!message.done));
  if (!message.done) return;
  exchange.answer = message.answer;
  finish(section, exchange);
  over();
});

// What stands below a whole answer.
function finish(section, exchange) {
  if (!exchange.answer) return;
  const actions = make("div", { class: "actions" }, iconButton("copy", () => copyAnswer(exchange)));
  section.querySelector(".answer").append(actions);
  if (exchange.answer.kind !== "unclear") offerFeedback(actions, exchange);
  showSources(section);
}

function over(rest = 0) {
  keep(talk);
  running = rest ? { number: -1 } : null;
  document.getElementById("asking").classList.remove("running");
  if (rest) setTimeout(over, rest);
  else next();
}

function stop() {
  if (!running?.exchange) return;
  trigger("halt");
  const section = sections.get(running.exchange);
  section.setAttribute("aria-busy", "false");
  section.querySelector(".waiting")?.remove();
  section.append(make("p", { class: "notice" }, say.stopped));
  over(SETTLING);
  box().focus();
}

// The server could not be asked.
function fail() {
  if (!running?.exchange) return;
  const { exchange } = running;
  const again = () => {
    waiting.push(exchange);
    put(exchange, make("section", { class: "exchange" }, make("h2", { class: "question" }, exchange.question), make("p", { class: "notice waiting" }, say.searching)));
    next();
  };
  const section = sections.get(exchange);
  section.setAttribute("aria-busy", "false");
  section.querySelector(".waiting")?.remove();
  section.append(make("p", { class: "notice error" }, say.lost), make("button", { type: "button", class: "choice", onclick: again }, say.ask_again));
  over();
}

// The question becomes a box; asked again, the conversation goes on from there. What followed stays in the history.
function edit(exchange) {
  const section = sections.get(exchange);
  if (section.querySelector("form.again")) return;
  const text = make("textarea", { "aria-label": say.question, rows: "2", maxlength: "2000" });
  text.value = exchange.question;
  const leave = () => {
    form.remove();
    section.querySelector(".act").focus();
  };
  const form = make(
    "form",
    { class: "again" },
    text,
    make("p", { class: "choices" }, make("button", { class: "choice main" }, say.ask_again), make("button", { type: "button", class: "choice", onclick: leave }, say.cancel)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (text.value.trim()) from(exchange, text.value);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  section.querySelector(".asked").after(form);
  text.focus();
}

function from(exchange, question) {
  const place = talk.exchanges.indexOf(exchange);
  const after = talk.exchanges.slice(place);
  waiting.length = 0;
  if (running?.exchange) stop();
  after.forEach((one) => sections.get(one).remove());
  const kept = talk.exchanges.slice(0, place);
  talk = after.length > 1 ? { ...fresh(), exchanges: kept } : { ...talk, exchanges: kept };
  ask(question);
  box().focus();
}

async function begin() {
  if (!keeps && talk.exchanges.length && !(await confirmed(say.really_new, say.drop))) return;
  leave();
  leaveBehind();
  box().focus();
  firstScreen();
}

function leave() {
  waiting.length = 0;
  talk = fresh(); // before the stop, which keeps what there is
  if (running?.exchange) stop();
  log.replaceChildren();
  panel()?.querySelector(".list").replaceChildren();
  if (panel()?.open) hidePanel();
  welcome.hidden = false;
}

async function open(one) {
  leave();
  talk = one;
  const shown = await server.reopened(one.exchanges);
  if (talk !== one) return;
  one.exchanges.forEach((exchange, place) => {
    const section = put(exchange, elementOf(shown[place]));
    if (exchange.answer && section.querySelector(".answer")) finish(section, exchange);
  });
  keep(talk);
  log.lastElementChild?.scrollIntoView({ block: "start" });
}

async function firstScreen() {
  welcome.innerHTML = await server.first_screen();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const section = button.closest(".exchange");
  if (button.matches(".cite")) openCitation(section, Number(button.dataset.number), button);
  else if (button.matches(".sources .headline")) openCitation(section, Number(button.dataset.number), button);
  else if (button.matches(".headline")) openArticle(button.dataset.article, button);
  else if (button.matches(".answer > .choices > .choice, .welcome > .choices > .choice")) ask(button.textContent);
});

document.addEventListener("click", (event) => {
  const tool = event.target.closest("#tools [data-tool]")?.dataset.tool;
  if (tool === "new") begin();
  else if (tool === "history") showHistory(open, (id) => id === talk.id && begin());
  else if (tool === "download") talk.exchanges.length ? download(talk) : announce(say.nothing_kept);
});

window.hoiBao = { ask, stop, fail };
const before = interrupted();
if (before) open(before);
firstScreen();
