// A chosen file is an uploaded file; what is read arrives while the rest is typed, and what is typed is kept by itself.
// Without this, buttons do it.
const draft = document.getElementById("draft");
const upload = document.getElementById("upload");
const kept = document.getElementById("kept");
const PAUSE = 800;
upload.hidden = true;
for (const input of document.querySelectorAll("[data-sends]")) {
  input.addEventListener("change", () => { if (input.files.length) put(input); });
}

// The page stays while files go up, and when the network is lost meanwhile: what was typed is there still.
// Whoever sends the claim meanwhile sends it once they are up.
const going = document.getElementById("going");
let up = 0;
let after = null;

function post(body) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest(); // a fetch does not say how far it is
    request.upload.addEventListener("progress", ({ loaded, total }) => { going.querySelector("progress").value = total ? loaded / total : 0; });
    request.addEventListener("load", () => done(request));
    request.addEventListener("error", failed);
    request.open("POST", draft.action);
    request.send(body);
  });
}

async function put(input) {
  const fault = document.getElementById("fault");
  const body = new FormData(draft);
  body.set("act", "upload");
  draft.setAttribute("aria-busy", "true");
  going.querySelector("span").textContent = going.dataset.said.replace("{files}", [...input.files].map((one) => one.name).join(", "));
  going.querySelector("progress").value = 0;
  going.hidden = false;
  input.disabled = true;
  up += 1;
  let said = [fault.dataset.lost];
  try {
    const answer = await post(body);
    const fresh = new DOMParser().parseFromString(answer.responseText, "text/html");
    if (answer.status === 401) said = [kept.dataset.out];
    else if (answer.status === 413) said = [fault.dataset.large];
    else if (fresh.getElementById("draft")) said = [...(fresh.querySelector("[role=alert]:not([hidden])")?.childNodes ?? [])];
    else if (answer.responseURL !== draft.action) return location.reload(); // signed out meanwhile
  } catch { /* said below */ }
  up -= 1;
  going.hidden = up === 0;
  if (!up) draft.removeAttribute("aria-busy");
  input.disabled = false;
  input.value = "";
  fault.hidden = !said.length;
  fault.replaceChildren(...said.map((one) => (typeof one === "string" ? one : document.adoptNode(one))));
  if (said.length) { fault.focus(); after = null; }
  if (!up && after?.isConnected) return draft.requestSubmit(after);
  await look(true);
  again();
}

const touched = new Set();
// What a field was when it was drawn or kept last: sent along it says that nobody changed it since, in this window.
const was = (name) => draft.elements[`was.${name}`];
let waiting = 0;
let leaving = false;
let unsaved = false;

async function save(last = false) {
  clearTimeout(waiting);
  if (leaving || !unsaved) return;
  // What nobody touched in this window is left as another window of the same person may have kept it.
  const left = (name) => name.startsWith("field.") && !touched.has(`f-${name.slice(6)}`);
  const typed = [...new FormData(draft)].filter(([name, value]) => typeof value === "string" && !left(name));
  const body = new URLSearchParams([...typed, ["act", "typed"]]);
  unsaved = false;
  try {
    const answer = await fetch(draft.action, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: last });
    if (answer.status === 401) { unsaved = true; kept.textContent = kept.dataset.out; return; }
    if (answer.status !== 204) throw new Error(String(answer.status));
    for (const [name, value] of typed) {
      const stood = name.startsWith("field.") && draft.elements[name].value === value && was(name.slice(6));
      if (stood) [stood.value, stood.disabled] = [value, false];
    }
    kept.textContent = kept.dataset.saved.replace("{time}", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
    look(true);
  } catch {
    unsaved = true;
    kept.textContent = kept.dataset.failed;
    waiting = setTimeout(save, 5000);
  }
}

// Beside a field: that it agrees with the page, or what the page shows.
function compare(field) {
  const name = field.id.slice(2);
  const hint = document.getElementById(`r-${name}`);
  const read = draft.elements[`read.${name}`]?.value;
  if (!read || !hint?.dataset.read) return;
  const same = field.value.trim() === read;
  const said = document.createElement("span");
  said.className = same ? "read" : "apart";
  said.textContent = same ? `✓ ${hint.dataset.read}` : `≠ ${hint.dataset.shows}`;
  hint.replaceChildren(said);
}

draft.addEventListener("input", (event) => {
  touched.add(event.target.id);
  if (event.target.type === "file") return;
  compare(event.target);
  const stood = was(event.target.id.slice(2));
  if (stood) stood.disabled = true;
  unsaved = true;
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
});
draft.addEventListener("submit", (event) => {
  if (up) { // the button is pressed once the files are up
    event.preventDefault();
    after = event.submitter;
    going.querySelector("span").textContent = going.dataset.then;
    return;
  }
  leaving = true;
  clearTimeout(waiting);
});
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });

// What was read of a file fills the empty fields, and says beside the others what the page shows.
function fill(fresh) {
  for (const source of fresh.querySelectorAll("[id^=f-]")) {
    const name = source.id.slice(2);
    const mine = document.getElementById(source.id);
    const read = draft.elements[`read.${name}`];
    const found = fresh.querySelector(`[name="read.${name}"]`)?.value;
    if (!mine || !read || !found || read.value === found) continue;
    const before = read.value;
    read.value = found;
    for (const part of ["n", "r", "s"]) {
      const next = fresh.getElementById(`${part}-${name}`);
      if (next) document.getElementById(next.id).replaceWith(document.adoptNode(next));
    }
    if ((!mine.value || mine.value === before) && !touched.has(mine.id) && mine !== document.activeElement) mine.value = was(name).value = found;
    compare(mine);
  }
}

// What was made of a value as it was typed: said beside it, unless more was typed since.
function agree(fresh) {
  for (const said of document.querySelectorAll("[id^=u-]")) {
    const field = said.id.slice(2);
    if (fresh.getElementById(`f-${field}`)?.value !== document.getElementById(`f-${field}`).value) continue;
    for (const part of ["u", "r"]) {
      const [now, next] = [document.getElementById(`${part}-${field}`), fresh.getElementById(`${part}-${field}`)];
      if (now && next && now.innerHTML !== next.innerHTML) now.replaceChildren(...document.adoptNode(next).childNodes);
    }
  }
}

async function look(once = false) {
  if (document.hidden && !once) return again();
  let fresh;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected) return; // signed out meanwhile: the next button says so
    if (!answer.ok) return once || again();
    fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { return once || again(); }
  for (const id of document.querySelector("#page svg") ? ["documents", "todo"] : ["documents", "todo", "page"]) {
    const now = document.getElementById(id);
    const next = fresh.getElementById(id);
    if (next && now.innerHTML !== next.innerHTML && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(next));
  }
  fill(fresh);
  agree(fresh);
  if (!once) again();
}

let following = 0;
function again() {
  clearTimeout(following);
  if (document.querySelector("#documents[data-reading]")) following = setTimeout(look, 1500);
}
again();

// The page beside the fields follows the field: its picture is turned to, its box stands out.
async function turn(path) {
  try {
    const answer = await fetch(path, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return location.assign(path);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("page");
    document.getElementById("page").replaceChildren(...document.adoptNode(fresh).childNodes);
  } catch { /* the old page stays */ }
}

async function show(field) {
  const hint = document.getElementById(`r-${field.id.slice(2)}`);
  const beside = document.getElementById("page");
  if (!hint?.dataset.at || !beside.offsetParent) return;
  if (beside.querySelector("svg")?.dataset.at !== hint.dataset.at) await turn(hint.dataset.see.split("#")[0]);
  beside.querySelectorAll(".box.at").forEach((one) => one.classList.remove("at"));
  const box = beside.querySelector(`.box[data-number="${field.dataset.number}"]`);
  if (!box) return;
  box.classList.add("at");
  const pane = beside.querySelector(".pane");
  const [line, frame] = [box.querySelector(".line").getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollBy((line.left + line.right - frame.left - frame.right) / 2, (line.top + line.bottom - frame.top - frame.bottom) / 2);
}

draft.addEventListener("focusin", (event) => { if (event.target.dataset.number) show(event.target); });
