// Runs once, when the conversation's element is there; gradio gives `element` and `watch`.
// A number in an answer leads to its source.
element.addEventListener("click", (event) => {
  const cite = event.target.closest("button.cite");
  if (!cite) return;
  const source = cite.closest(".exchange").querySelector(`.sources [data-number="${cite.dataset.number}"]`);
  if (!source) return;
  source.scrollIntoView({ block: "center" });
  source.focus({ preventScroll: true });
});

// A choice asks its question, as if it had been typed.
element.addEventListener("click", (event) => {
  const choice = event.target.closest("button.choice");
  if (!choice) return;
  const asking = document.getElementById("asking");
  const box = asking.querySelector("textarea");
  box.value = choice.textContent;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => asking.querySelector("button.submit-button").click(), 50);
});

// A new question comes to the top of the window, with room for its answer below; a growing answer moves nothing.
let shown = 0;
watch("value", () => {
  const exchanges = element.querySelectorAll(".exchange");
  if (exchanges.length > shown) exchanges[exchanges.length - 1].scrollIntoView({ block: "start" });
  shown = exchanges.length;
});
