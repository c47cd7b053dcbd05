// What a person takes along or sends back: a copied answer, the conversation as Markdown, an opinion.

// "24-07-2020, Báo Tân Hải" behind the title
function sourceLine(one) {
  return [one.title, one.source, day(one.published)].filter(Boolean).join(" – ");
}

function plainAnswer({ question, answer }) {
  const sources = answer.citations.map((one) => `[${one.number}] ${sourceLine(one)}. “${one.quote}” ${pageAddress(one.url)}`.trim());
  return [question, "", answer.text, ...(sources.length ? ["", ...sources] : [])].join("\n");
}

async function copyAnswer(exchange) {
  const text = plainAnswer(exchange);
  try {
    await navigator.clipboard.writeText(text);
    announce(say.copied);
  } catch {
    announce(copiedByHand(text) ? say.copied : say.not_copied); // a page that is not served by https or this machine
  }
}

function copiedByHand(text) {
  const before = document.activeElement;
  const box = make("textarea", { class: "aside", "aria-hidden": "true" });
  box.value = text;
  element.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  before?.focus();
  return done;
}

// Text that Markdown shows as it is: no link, image, heading, HTML or formula comes of it.
function escaped(text) {
  return text
    .replace(/[\\`*_[\]<>|~#&$]/g, "\\$&")
    .replace(/:\/\//g, "\\://")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/^(\s*)([-=+]+)\s*$/gm, "$1\\$2");
}

function markdown(one) {
  const notes = [];
  const title = one.exchanges[0].question;
  const parts = [`# ${escaped(title.replace(/\s+/g, " "))}`, `Hỏi Báo, ${new Date().toLocaleString(document.documentElement.lang)}`];
  for (const { question, answer } of one.exchanges) {
    parts.push(`## ${escaped(question.replace(/\s+/g, " ").trim())}`);
    if (!answer) continue;
    const first = notes.length;
    const places = new Map(answer.citations.map((cited, place) => [cited.number, first + place + 1]));
    const lines = answer.text.split("\n").map((line) => noted(line, places));
    parts.push(lines.join("\n\n").replace(/(^- .*)\n\n(?=- )/gm, "$1\n"));
    notes.push(...answer.citations.map((cited) => footnote(cited)));
  }
  return `${[...parts, notes.map((note, place) => `[^${place + 1}]: ${note}`).join("\n")].join("\n\n").trim()}\n`;
}

function noted(line, places) {
  return line
    .split(/(\[\d{1,4}\])/)
    .map((part) => {
      const place = /^\[\d+\]$/.test(part) && places.get(Number(part.slice(1, -1)));
      return place ? `[^${place}]` : escaped(part);
    })
    .join("");
}

function footnote(one) {
  const address = pageAddress(one.url);
  const quote = escaped(one.quote.replace(/\s+/g, " "));
  return `${escaped(sourceLine(one))}. “${quote}”${address ? ` <${address}>` : ""}`;
}

function download(one) {
  const address = URL.createObjectURL(new Blob([markdown(one)], { type: "text/markdown;charset=utf-8" }));
  const link = make("a", { href: address, download: `hoi-bao-${new Date().toISOString().slice(0, 10)}.md` });
  element.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const REASONS = ["wrong", "incomplete", "source", "outdated"];
const takesFeedback = fetch("health")
  .then((reply) => reply.json())
  .then((health) => health.feedback === true)
  .catch(() => false);

async function send(exchange, verdict, reason, note) {
  const { question, answer } = exchange;
  const reply = await fetch("feedback", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, answer, verdict, reason, note }),
  });
  if (!reply.ok) throw new Error(reply.status);
}

// Two thumbs; the second asks for a reason before it is sent.
async function offerFeedback(actions, exchange) {
  if (!(await takesFeedback)) return;
  const done = (line) => {
    good.remove();
    bad.remove();
    actions.parentElement.querySelector(".opinion")?.remove();
    actions.append(make("span", { class: "thanks", role: "status" }, line));
  };
  const give = async (verdict, reason = "", note = "") => {
    try {
      await send(exchange, verdict, reason, note);
      done(say.thanks);
    } catch {
      announce(say.not_sent);
    }
  };
  const good = iconButton("good", () => give("good"));
  const bad = iconButton("bad", () => {
    const there = actions.parentElement.querySelector(".opinion");
    if (there) there.remove();
    else actions.after(opinion(give, bad));
    actions.parentElement.querySelector(".opinion button")?.focus();
  });
  actions.append(good, bad);
}

function opinion(give, bad) {
  let chosen = "";
  const reasons = REASONS.map((name) =>
    make("button", { type: "button", class: "choice", "aria-pressed": "false", "data-reason": name, onclick: choose }, say[name]),
  );
  function choose({ currentTarget }) {
    chosen = chosen === currentTarget.dataset.reason ? "" : currentTarget.dataset.reason;
    reasons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.reason === chosen)));
  }
  const note = make("textarea", { rows: "2", maxlength: "2000", "aria-label": say.in_words, placeholder: say.in_words });
  const form = make(
    "form",
    { class: "opinion", "aria-label": say.what_is_wrong },
    make("p", {}, say.what_is_wrong),
    make("p", { class: "choices", role: "group", "aria-label": say.what_is_wrong }, ...reasons),
    note,
    make("p", { class: "choices" }, make("button", { class: "choice main" }, say.send), make("button", { type: "button", class: "choice", onclick: leave }, say.cancel)),
  );
  function leave() {
    form.remove();
    bad.focus();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    give("bad", chosen, note.value.trim());
  });
  return form;
}
