// Runs once when the place to drop files on is there; gradio gives `element`, `trigger` and `upload`.
// Files are sent one after the other; what became of each is told by the server.
const area = element.querySelector(".drop");
const bar = element.querySelector("progress");
const line = element.querySelector(".sending");
const most = Number(area.dataset.bytes);
let busy = false;

async function send(files) {
  if (busy || !files.length) return;
  busy = true;
  bar.hidden = false;
  bar.max = files.length;
  const sent = [];
  for (const [place, { file, name }] of files.entries()) {
    bar.value = place;
    line.textContent = `${area.dataset.sending} ${place + 1}/${files.length}: ${name}`;
    const one = { name, size: file.size };
    try {
      if (file.size <= most && files.length <= Number(area.dataset.files)) one.path = (await upload(file)).path;
    } catch (error) {
      console.info(error); // the server refused it, or is gone: it is told as not sent
    }
    sent.push(one);
  }
  bar.hidden = true;
  line.textContent = "";
  busy = false;
  trigger("sent", { files: sent });
}

async function walk(entry, folder) {
  if (entry.name.startsWith(".") || entry.name.startsWith("~$")) return [];
  const name = folder + entry.name;
  if (entry.isFile) return [{ name, file: await new Promise((done, failed) => entry.file(done, failed)) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed)); // a hundred at a time
    if (!some.length) return found;
    for (const one of some) found.push(...(await walk(one, `${name}/`)));
  }
}

for (const input of element.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    const files = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
    input.value = "";
    send(files.filter(({ name }) => !/(^|\/)(\.|~\$)/.test(name)));
  });
}
for (const button of element.querySelectorAll("button[data-for]")) {
  button.addEventListener("click", () => element.querySelector(`#${button.dataset.for}`).click());
}
area.addEventListener("dragover", (event) => {
  event.preventDefault();
  area.classList.add("over");
});
area.addEventListener("dragleave", () => area.classList.remove("over"));
area.addEventListener("drop", async (event) => {
  event.preventDefault();
  area.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
  const found = [];
  for (const entry of entries) found.push(...(await walk(entry, "")));
  send(found);
});
