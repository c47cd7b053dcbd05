// Runs once when the table of articles is there; gradio gives `element`, `trigger` and `watch`.
// What was chosen stays chosen while pages are turned, until something is removed.
const chosen = new Set();
let changed = "0";

function tell() {
  const button = element.querySelector(".remove");
  if (!button) return;
  button.disabled = !chosen.size;
  button.textContent = button.textContent.replace(/( \(\d+\))?$/, chosen.size ? ` (${chosen.size})` : "");
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.open) trigger("open", { id: button.dataset.open });
  else if (button.dataset.order) trigger("turn", { order: button.dataset.order });
  else if (button.dataset.page) trigger("turn", { page: Number(button.dataset.page) });
  else if (button.classList.contains("remove")) trigger("remove", { ids: [...chosen] });
});

element.addEventListener("change", (event) => {
  const box = event.target;
  if (box.type !== "checkbox") return;
  if (box.checked) chosen.add(box.value);
  else chosen.delete(box.value);
  tell();
});

watch("value", () => {
  const now = element.querySelector("[data-changed]")?.dataset.changed ?? changed;
  if (now !== changed) chosen.clear();
  changed = now;
  for (const box of element.querySelectorAll("input[type=checkbox]")) box.checked = chosen.has(box.value);
  tell();
});
tell();
