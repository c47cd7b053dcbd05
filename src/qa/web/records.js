// What the scripts below share. Gradio runs all of them as one function with `element`, `props`, `server`, `trigger`,
// `watch`. Text of articles, questions and answers goes into the page as text nodes alone, or as HTML made by the server.
const say = props.words;

function told(name, values = {}) {
  return say[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// make("p", { class: "about", onclick: f }, "text", node) → an element.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

const STROKES = {
  edit: "M4 16l.8-3.2L13.5 4l2.5 2.5-8.7 8.7zM11.8 5.8l2.4 2.4",
  copy: "M7.5 7.5h8.5V16H7.5zM4 12.5V4h8.5",
  good: "M4 9h2.5v7H4zM6.5 9 10 3.5c1.6 0 2 1 1.7 2.4L11.2 8H15c1 0 1.6.9 1.3 1.8l-1.5 5c-.2.7-.8 1.2-1.6 1.2H6.5",
  bad: "M4 4h2.5v7H4zM6.5 11l3.5 5.5c1.6 0 2-1 1.7-2.4L11.2 12H15c1 0 1.6-.9 1.3-1.8l-1.5-5C14.6 4.5 14 4 13.2 4H6.5",
  away: "M8 4H4v12h12v-4M11 4h5v5M16 4l-7.5 7.5",
};

function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", STROKES[name]);
  drawing.append(path);
  return drawing;
}

function iconButton(name, onclick) {
  return make("button", { type: "button", class: "act", "aria-label": say[name], title: say[name], onclick }, icon(name));
}

// One line for whoever looks and for screen readers, gone after a while.
let silence;
function announce(line) {
  const said = element.querySelector(".said");
  said.textContent = line;
  clearTimeout(silence);
  silence = setTimeout(() => said.replaceChildren(), 6000);
}

// Asks back before something is lost; true when the person agrees.
function confirmed(question, yes) {
  const dialog = element.querySelector(".confirm");
  dialog.querySelector("p").textContent = question;
  dialog.querySelector(".yes").textContent = yes;
  dialog.querySelector(".yes").onclick = () => dialog.close("yes");
  dialog.querySelector(".no").onclick = () => dialog.close("no");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

function day(iso) {
  return iso ? iso.split("-").reverse().join("-") : "";
}

// Only what a browser opens as a page: an article may name any address.
function pageAddress(address) {
  try {
    const { protocol, href } = new URL(address);
    return protocol === "http:" || protocol === "https:" ? href : "";
  } catch {
    return "";
  }
}
