// Runs once when the place for an article is there; gradio gives `element` and `watch`.
// An opened article comes into view and takes the focus; closed, the row that opened it has it again.
let opener = null;
document.addEventListener("click", (event) => {
  opener = event.target.closest("[data-open]") ?? opener;
});
watch("value", () => {
  const article = element.querySelector("article");
  if (!article) return;
  article.scrollIntoView({ block: "start" });
  article.focus({ preventScroll: true });
});
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-close]")) return;
  props.value = "";
  opener?.focus();
});
