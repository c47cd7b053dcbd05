// Conversations are kept in this browser alone: one entry of localStorage each, questions and answers as records.
const KEPT = 50; // conversations
const ROOM = 3_000_000; // characters of all of them together; browsers allow some five million
const PREFIX = "hoibao:";
let keeps = true; // whether this browser lets anything be kept

function ids() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    keeps = false;
    return [];
  }
}

function stored(key) {
  try {
    const one = JSON.parse(localStorage.getItem(key));
    return typeof one?.id === "string" && Array.isArray(one.exchanges) && one.exchanges.length ? one : null;
  } catch {
    return null;
  }
}

// The newest first.
function conversations() {
  return ids().map(stored).filter(Boolean).sort((a, b) => b.at - a.at);
}

function keep(one) {
  if (!one.exchanges.length) return;
  const text = JSON.stringify({ ...one, at: Date.now() });
  const others = conversations().filter((other) => other.id !== one.id);
  let room = ROOM - text.length;
  const dropped = others.filter((other, place) => {
    room -= localStorage.getItem(PREFIX + other.id).length;
    return place >= KEPT - 1 || room < 0;
  });
  dropped.forEach((other) => localStorage.removeItem(PREFIX + other.id));
  keeps = placed(PREFIX + one.id, text, others.slice(0, others.length - dropped.length));
  try {
    sessionStorage.setItem(`${PREFIX}now`, one.id);
  } catch {
    return; // a reload begins anew
  }
}

// Where there is no room the oldest make some; where that does not help they are put back. Whether it is kept.
function placed(key, text, others) {
  const removed = [];
  for (;;) {
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      const oldest = others.pop();
      if (!oldest) break;
      removed.push([PREFIX + oldest.id, localStorage.getItem(PREFIX + oldest.id)]);
      localStorage.removeItem(PREFIX + oldest.id);
    }
  }
  removed.reverse().forEach(([name, value]) => localStorage.setItem(name, value));
  return false;
}

function forget(id) {
  localStorage.removeItem(PREFIX + id);
}

// The conversation that this tab showed before it was loaded anew.
function interrupted() {
  try {
    const id = sessionStorage.getItem(`${PREFIX}now`);
    return id ? stored(PREFIX + id) : null;
  } catch {
    return null;
  }
}

function leaveBehind() {
  try {
    sessionStorage.removeItem(`${PREFIX}now`);
  } catch {
    keeps = false;
  }
}

function showHistory(open, deleted) {
  const dialog = element.querySelector(".history");
  const fill = () => {
    const found = conversations();
    const about = keeps ? (found.length ? told("kept_here", { n: KEPT }) : say.nothing_kept) : say.not_kept;
    dialog.querySelector(".about").textContent = about;
    dialog.querySelector(".all").hidden = !found.length;
    dialog.querySelector("ul").replaceChildren(...found.map(line));
  };
  const line = (one) => {
    const title = one.exchanges[0].question;
    const when = new Date(one.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const about = `${when} · ${told("questions", { n: one.exchanges.length })}`;
    const reopen = () => {
      dialog.close();
      open(one);
    };
    const remove = async () => {
      if (!(await confirmed(say.really_one, say.delete))) return;
      forget(one.id);
      deleted(one.id);
      fill();
      dialog.querySelector("[data-close]").focus();
    };
    return make(
      "li",
      {},
      make("button", { type: "button", class: "reopen", onclick: reopen }, make("span", {}, title), make("small", {}, about)),
      make("button", { type: "button", class: "remove", "aria-label": told("delete_one", { title }), onclick: remove }, say.delete),
    );
  };
  dialog.querySelector(".all").onclick = async () => {
    if (!(await confirmed(say.really_all, say.delete))) return;
    conversations().forEach((one) => {
      forget(one.id);
      deleted(one.id);
    });
    fill();
  };
  dialog.querySelector("[data-close]").onclick = () => dialog.close();
  fill();
  dialog.showModal();
}
