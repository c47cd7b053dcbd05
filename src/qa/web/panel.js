// The panel: the sources of one answer, or one article opened at the cited words. Beside the conversation in a wide
// window, over it in a narrow one.
const WIDE = matchMedia("(min-width: 1100px)"); // as in chat.css
const panel = () => document.getElementById("panel");
let cited = []; // the sources of the answer that is shown: {number, article, start, end, quote}
let at = -1; // which of them is open
let openedBy = null; // what had the focus
let fetching = 0;

function sourcesOf(section) {
  return [...section.querySelectorAll(".sources > li")].map((item) => ({
    number: Number(item.dataset.number),
    article: item.dataset.article,
    start: Number(item.dataset.start),
    end: Number(item.dataset.end),
    quote: item.querySelector("mark").textContent,
  }));
}

function showSources(section) {
  const list = section.querySelector(".sources");
  if (!list) return;
  cited = sourcesOf(section);
  const question = make("p", { class: "about" }, section.querySelector(".question").textContent);
  panel().querySelector(".list").replaceChildren(make("h2", {}, say.sources), question, list.cloneNode(true));
  if (WIDE.matches) showPanel("list");
}

function showPanel(view) {
  const shown = panel();
  shown.dataset.view = view;
  shown.classList.toggle("beside", WIDE.matches);
  if (shown.open) return;
  if (WIDE.matches) shown.open = true; // not show(): the focus stays where it is
  else shown.showModal();
}

function hidePanel() {
  const shown = panel();
  fetching += 1;
  if (shown.matches(":modal")) shown.close();
  else shown.open = false;
}

// From an article back to the list of sources; where there is none, or no room for it, back to the conversation.
function leaveArticle() {
  if (panel().matches(":modal") || !panel().querySelector(".list").firstChild) hidePanel();
  else showPanel("list");
  if (openedBy?.isConnected) openedBy.focus();
  openedBy = null;
}

function openCitation(section, number, button) {
  if (section) cited = sourcesOf(section);
  if (section && panel().open) showSources(section);
  at = cited.findIndex((one) => one.number === number);
  if (at < 0) return;
  openArticle(cited[at].article, button, cited[at]);
}

async function openArticle(id, button, citation = null) {
  if (button) openedBy = button;
  if (!citation) at = -1;
  const request = (fetching += 1);
  const opened = panel().querySelector(".opened");
  opened.replaceChildren(make("p", { class: "notice waiting" }, say.opening));
  panel().querySelector(".place").textContent = citation ? `${at + 1}/${cited.length}` : "";
  panel().querySelector('[data-panel="previous"]').disabled = at <= 0;
  panel().querySelector('[data-panel="next"]').disabled = !citation || at >= cited.length - 1;
  showPanel("article");
  opened.focus({ preventScroll: true });
  let shown;
  try {
    const reply = await fetch(`articles/${encodeURIComponent(id)}`);
    if (reply.ok) shown = article(await reply.json(), citation);
    else shown = [make("p", { class: "notice error" }, reply.status === 404 ? say.gone : say.unreachable)];
  } catch {
    shown = [make("p", { class: "notice error" }, say.unreachable)];
  }
  if (request !== fetching) return; // another was opened meanwhile
  opened.replaceChildren(...shown);
  const mark = opened.querySelector("mark");
  opened.scrollTop = 0;
  if (mark) {
    const below = mark.getBoundingClientRect().top - opened.getBoundingClientRect().top;
    opened.scrollTop = below - (opened.querySelector("header").offsetHeight + 48); // the header stays where it is
  }
}

function article(one, citation) {
  const where = [one.source, day(one.published), one.author].filter(Boolean).join(" · ");
  const heading = make("header", {}, make("h2", {}, one.title));
  if (where) heading.append(make("p", { class: "where" }, where));
  const address = pageAddress(one.url);
  if (address) {
    const away = { class: "original", href: address, target: "_blank", rel: "noopener noreferrer" };
    heading.append(make("a", away, say.original, icon("away")));
  }
  if (!citation) return [heading, ...paragraphs(one.text, 0, 0)];
  // Offsets count characters, a JavaScript string counts the halves of those beyond the first 65,536 as well.
  const characters = Array.from(one.text);
  const start = characters.slice(0, citation.start).join("").length;
  const end = start + characters.slice(citation.start, citation.end).join("").length;
  if (one.text.slice(start, end) === citation.quote) return [heading, ...paragraphs(one.text, start, end)];
  heading.append(make("p", { class: "notice error" }, say.changed));
  return [heading, ...paragraphs(one.text, 0, 0)];
}

function paragraphs(text, start, end) {
  const shown = [];
  let begin = 0;
  for (const line of text.split("\n")) {
    const [from, to] = [Math.max(begin, start), Math.min(begin + line.length, end)];
    const parts = from < to ? [text.slice(begin, from), make("mark", {}, text.slice(from, to)), text.slice(to, begin + line.length)] : [line];
    if (line.trim()) shown.push(make("p", {}, ...parts));
    begin += line.length + 1;
  }
  return shown;
}

function step(by) {
  if (cited[at + by]) openCitation(null, cited[at + by].number);
}

function onPanelClick(event) {
  const button = event.target.closest("button");
  if (!button) {
    if (event.target === panel() && panel().matches(":modal")) leaveArticle(); // the dark beside it
    return;
  }
  if (button.dataset.panel === "close") leaveArticle();
  else if (button.dataset.panel === "previous") step(-1);
  else if (button.dataset.panel === "next") step(1);
  else if (button.dataset.number) openCitation(null, Number(button.dataset.number), button);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#panel")) onPanelClick(event);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog:modal:not(#panel)")) return;
  if (!panel()?.open || panel().dataset.view !== "article") return;
  event.preventDefault();
  leaveArticle();
});
// A window that grows or shrinks past the line: the panel is laid anew.
WIDE.addEventListener("change", () => {
  if (!panel()) return;
  hidePanel();
  if (WIDE.matches && panel().querySelector(".list").firstChild) showPanel("list");
});
