// A chosen file is an uploaded file; what is read arrives while the rest is typed, and what is typed is kept by itself.
// Without this, buttons do it.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const draft = document.getElementById("draft");
  const upload = document.getElementById("upload");
  const kept = document.getElementById("kept");
  const PAUSE = 800;
  upload.hidden = true;
  for (const input of document.querySelectorAll("[data-sends]")) {
    input.addEventListener("change", () => { if (input.files.length) put(input); });
  }

  // The page stays while files go up, and when the network is lost meanwhile: what was typed is there still.
  // What is pressed meanwhile is done once they are up; `promised` holds those acts in the order of pressing.
  const going = document.getElementById("going");
  const fault = document.getElementById("fault");
  const sendings = new Set();
  const promised = new Set();

  function sending(act, files = []) { // without what was typed: that is kept by itself, and may be newer when this arrives
    const body = new FormData();
    for (const name of ["form", "draft"]) body.set(name, draft.elements[name].value);
    body.set("act", act);
    for (const one of files) body.append("files", one);
    return body;
  }

  function post(body, moved = () => {}) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest(); // a fetch does not say how far it is
      request.upload.addEventListener("progress", moved);
      request.addEventListener("load", () => done(request));
      request.addEventListener("error", failed);
      request.open("POST", draft.action);
      request.send(body);
    });
  }

  function tell() { // what goes up, how far it is, and what comes then
    const all = [...sendings];
    const names = all.flatMap((one) => one.names);
    const sum = (what) => all.reduce((found, one) => found + one[what], 0);
    const files = names.length > 3 ? going.dataset.many.replace("{n}", names.length) : going.dataset.said.replace("{files}", () => names.join(", "));
    const said = promised.size ? going.dataset.then : files;
    if (all.length && going.firstElementChild.textContent !== said) going.firstElementChild.textContent = said;
    going.querySelector("progress").value = sum("total") ? sum("loaded") / sum("total") : 0;
    going.hidden = !all.length;
    if (all.length) draft.setAttribute("aria-busy", "true");
    else draft.removeAttribute("aria-busy");
  }

  // What became of a post: nothing to say, what is wrong with it, or null where the page has to be drawn anew.
  async function outcome(body, moved) {
    let answer;
    try {
      answer = await post(body, moved);
    } catch { return [fault.dataset.lost]; }
    const fresh = new DOMParser().parseFromString(answer.responseText, "text/html");
    if (answer.status === 401) return [kept.dataset.out];
    if (answer.status === 413) return [fault.dataset.large];
    if (fresh.getElementById("draft")) return [...(fresh.querySelector("[role=alert]:not([hidden])")?.childNodes ?? [])];
    return answer.responseURL === draft.action ? [fault.dataset.lost] : null; // signed out meanwhile
  }

  function blame(said) { // beside what is wrong with others that went up at the same time; nothing promised is done
    const block = document.createElement("div");
    block.append(...said.map((one) => (typeof one === "string" ? one : document.adoptNode(one))));
    if (![...fault.children].some((one) => one.textContent === block.textContent)) fault.append(block);
    fault.hidden = false;
    fault.focus();
    promised.clear();
  }

  async function put(input) {
    const files = [...input.files];
    const one = { names: files.map((file) => file.name), loaded: 0, total: files.reduce((sum, file) => sum + file.size, 0) };
    fault.replaceChildren();
    fault.hidden = true;
    input.disabled = true;
    sendings.add(one);
    tell();
    const said = await outcome(sending("upload", files), ({ loaded, total }) => { [one.loaded, one.total] = [loaded, total]; tell(); });
    if (!said) return location.reload();
    sendings.delete(one);
    input.disabled = false;
    input.value = "";
    if (said.length) blame(said);
    tell();
    if (!sendings.size && promised.size && await keepPromises()) return;
    await look(true);
    again();
  }

  // Removals come first, whenever they were pressed; of the other buttons the last one counts.
  async function keepPromises() {
    const acts = [...promised];
    promised.clear();
    const first = acts.filter((one) => one.startsWith("remove:"));
    const last = acts.findLast((one) => !one.startsWith("remove:")) ?? first.pop();
    for (const act of first) {
      const said = await outcome(sending(act));
      if (!said) {
        location.reload();
        return true;
      }
      if (said.length) {
        blame(said);
        return false;
      }
    }
    const button = [...draft.querySelectorAll("button")].find((one) => one.value === last); // the list may be drawn anew
    if (button) draft.requestSubmit(button);
    return Boolean(button);
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
      if (answer.status === 409) { kept.textContent = kept.dataset.elsewhere; return; } // it waits with what can be put back
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
    if (sendings.size) {
      event.preventDefault();
      const { submitter: pressed } = event;
      if (!pressed || pressed.hidden) return save(); // Enter in a field presses a button that nobody sees
      promised.delete(pressed.value);
      promised.add(pressed.value);
      tell();
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

  // This page as it is looked at: with the picture that stands beside the fields now, whichever was chosen since.
  function shown() {
    const address = new URL(location.href);
    const picture = document.querySelector("#page svg");
    const [file, page] = picture?.dataset.at.split("/") ?? [];
    if (file) [["doc", file], ["page", page], ["zoom", zoomed(picture)]].forEach(([name, value]) => address.searchParams.set(name, value));
    return address.href;
  }

  const zoomed = (picture) => picture.getAttribute("class").replace("zoom-", "");

  function swap(now, next) { // nothing under somebody's hands
    if (now && next && now.outerHTML !== next.outerHTML && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(next));
  }

  // The files to turn to and the boxes follow what was added, read and removed; how far somebody has moved the picture stays.
  function beside(fresh) {
    const [now, next] = [document.getElementById("page"), fresh.getElementById("page")];
    if (now.querySelector("svg")?.dataset.at !== next.querySelector("svg")?.dataset.at) return swap(now, next);
    const followed = now.querySelector(".box.at");
    followed?.classList.remove("at");
    for (const part of [".tools", "svg"]) swap(now.querySelector(part), next.querySelector(part));
    now.querySelector(`.box[data-number="${followed?.dataset.number}"]`)?.classList.add("at");
  }

  async function look(once = false) {
    if (document.hidden && !once) return again();
    let fresh;
    const asked = shown();
    try {
      const answer = await fetch(asked, { credentials: "same-origin" });
      if (answer.redirected) return; // signed out meanwhile: the next button says so
      if (!answer.ok) return once || again();
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { return once || again(); }
    if (shown() !== asked) return look(once); // turned meanwhile: the answer has the picture of before
    for (const id of ["documents", "todo", "offered"]) swap(document.getElementById(id), fresh.getElementById(id));
    beside(fresh);
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
    const picture = beside.querySelector("svg");
    if (picture?.dataset.at !== hint.dataset.at) {
      const to = new URL(hint.dataset.see.split("#")[0], location.href);
      if (picture) to.searchParams.set("zoom", zoomed(picture));
      await turn(to.href);
    }
    beside.querySelectorAll(".box.at").forEach((one) => one.classList.remove("at"));
    const box = beside.querySelector(`.box[data-number="${field.dataset.number}"]`);
    if (!box) return;
    box.classList.add("at");
    const pane = beside.querySelector(".pane");
    const [line, frame] = [box.querySelector(".line").getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollBy((line.left + line.right - frame.left - frame.right) / 2, (line.top + line.bottom - frame.top - frame.bottom) / 2);
  }

  draft.addEventListener("focusin", (event) => { if (event.target.dataset.number) show(event.target); });
});
