// A chosen file is an uploaded file; what is read arrives while the rest is typed. Without this, two buttons do it.
const draft = document.getElementById("draft");
const upload = document.getElementById("upload");
upload.hidden = true;
for (const input of document.querySelectorAll("[data-sends]")) {
  input.addEventListener("change", () => { if (input.files.length) draft.requestSubmit(upload); });
}
const touched = new Set();
draft.addEventListener("input", (event) => touched.add(event.target.id));

async function look() {
  if (document.hidden) return again();
  let fresh;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return again();
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { return again(); }
  const now = document.getElementById("documents");
  const next = fresh.getElementById("documents");
  if (!next) return;
  if (now.innerHTML !== next.innerHTML && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(next));
  for (const field of fresh.querySelectorAll("[id^=f-]")) {
    const mine = document.getElementById(field.id);
    if (!mine || touched.has(mine.id) || mine === document.activeElement || mine.value) continue;
    mine.value = field.value;
    const name = field.id.slice(2);
    const read = draft.elements[`read.${name}`];
    const source = fresh.querySelector(`[name="read.${name}"]`);
    if (read && source) read.value = source.value;
    const hint = fresh.getElementById(`r-${name}`);
    if (hint) document.getElementById(hint.id).replaceWith(document.adoptNode(hint));
  }
  again();
}

function again() {
  if (document.querySelector("#documents[data-reading]")) setTimeout(look, 1500);
}
again();
