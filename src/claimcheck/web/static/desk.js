// Keys and help for the desk. Each key has a visible button; single keys act only outside inputs and can be turned off.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const by = (id) => document.getElementById(id);
  const single = by("single");
  const form = by("decide");
  const answers = by("answer");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  document.querySelectorAll(".js").forEach((one) => { one.hidden = false; });

  try { single.checked = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
  single.addEventListener("change", () => {
    try { localStorage.setItem("single-keys", single.checked ? "on" : "off"); } catch { /* then for this page only */ }
  });

  // Among the pages to choose from the one that is shown is in view; on a phone they are drawn once their tab is.
  function reveal() {
    const [chosen, strip] = [document.querySelector(".strip [aria-current]"), document.querySelector(".strip")];
    if (!chosen) return;
    const [one, all] = [chosen.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollLeft += (one.left + one.right - all.left - all.right) / 2;
  }
  addEventListener("load", reveal);
  document.querySelector(".tabs")?.addEventListener("change", reveal);

  // The page follows the field: its box is brought into view, the zoom stays the reader's.
  const pane = document.querySelector(".sheet .pane");
  const svg = pane?.querySelector("svg");
  let at = null;
  let pinned = false; // P: the page stays where it is

  function follow(row) {
    if (!svg || !row.dataset.see || pinned) return false;
    if (svg.dataset.document !== row.dataset.document || svg.dataset.page !== row.dataset.page) {
      const [path, anchor] = row.dataset.see.split("#");
      location.assign(`${path}&at=${row.dataset.number}#${anchor}`);
      return true;
    }
    svg.querySelectorAll(".box.at").forEach((one) => one.classList.remove("at"));
    const box = svg.querySelector(`.box[data-row="${row.dataset.number}"]`);
    if (!box) return false;
    box.classList.add("at");
    const seen = box.querySelector(".line").getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const outside = (from, to, low, high) => (from < low + (high - low) * .2 || to > low + (high - low) * .8 ? (from + to) / 2 - (low + high) / 2 : 0);
    pane.scrollBy({
      left: outside(seen.left, seen.right, frame.left, frame.right),
      top: outside(seen.top, seen.bottom, frame.top, frame.bottom),
      behavior: still ? "auto" : "smooth",
    });
    lead();
    return true;
  }

  // A line leads from the field to its box; where the box is out of view, the edge of the page says which way it lies.
  const ns = "http://www.w3.org/2000/svg";
  const leader = document.createElementNS(ns, "svg");
  leader.id = "leader";
  leader.setAttribute("aria-hidden", "true");
  const thread = leader.appendChild(document.createElementNS(ns, "polyline"));
  const pointer = leader.appendChild(document.createElementNS(ns, "text"));
  if (svg) document.body.append(leader);
  let drawing = 0;
  function lead() {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(draw);
  }
  function draw() {
    if (!pane) return; // no page can be shown
    const line = at && svg ? svg.querySelector(`.box[data-row="${at.dataset.number}"] .line`) : null;
    const [row, frame] = [at?.getBoundingClientRect(), pane?.getBoundingClientRect()];
    const shown = row && at.contains(document.elementFromPoint(row.left + 8, row.top + row.height / 2)); // not scrolled away, nor under the bar
    const beside = line && shown && (frame.right <= row.left || row.right <= frame.left) && row.height;
    const box = line?.getBoundingClientRect();
    const [top, bottom] = [Math.max(0, frame?.top ?? 0), Math.min(innerHeight, frame?.bottom ?? 0)]; // what the window shows of the page
    const seen = beside && box.bottom > top && box.top < bottom && box.right > frame.left && box.left < frame.right;
    const left = beside && frame.right <= row.left;
    const gutter = left ? (frame.right + row.left) / 2 : (frame.left + (row?.right ?? 0)) / 2;
    const level = seen ? Math.min(Math.max((box.top + box.bottom) / 2, top), bottom) : 0;
    thread.setAttribute("points", seen ? [
      left ? row.left : row.right, row.top + row.height / 2,
      gutter, row.top + row.height / 2, // down beside the page, then across to the box: it crosses no other line of print
      gutter, level,
      Math.min(Math.max(left ? box.right : box.left, frame.left), frame.right), level,
    ].join(" ") : "");
    pointer.textContent = beside && !seen ? `${at.dataset.number} ${box.bottom <= top ? "↑" : box.top >= bottom ? "↓" : box.right <= frame.left ? "←" : "→"}` : "";
    if (!pointer.textContent) return;
    const into = (value, low, high) => Math.min(Math.max(value, low + 14), high - 30);
    pointer.setAttribute("x", into((box.left + box.right) / 2, frame.left, frame.right));
    pointer.setAttribute("y", into((box.top + box.bottom) / 2, top + 10, bottom + 20));
  }
  pane?.addEventListener("scroll", lead);
  addEventListener("scroll", lead, { passive: true });
  addEventListener("resize", lead);

  function go(row) {
    if (!row) return;
    row.closest("details")?.setAttribute("open", "");
    document.querySelectorAll("tr.at").forEach((one) => one.classList.remove("at"));
    row.classList.add("at");
    at = row;
    row.focus({ preventScroll: false });
    lead();
    follow(row);
  }

  function step(by, any) {
    const rows = [...document.querySelectorAll("tr[data-number]")].filter((one) => any || !("settled" in one.dataset));
    const all = rows.length ? rows : [...document.querySelectorAll("tr[data-number]")];
    const here = all.indexOf(at);
    go(all[Math.min(all.length - 1, Math.max(0, here < 0 ? 0 : here + by))]);
  }

  document.querySelectorAll("[data-follow]").forEach((link) => link.addEventListener("click", (event) => {
    const row = by(`row-${link.dataset.follow}`);
    if (svg && svg.dataset.document === row.dataset.document && svg.dataset.page === row.dataset.page) {
      event.preventDefault();
      if (!pane.offsetParent) { by("tab-page").checked = true; by("tab-page").focus(); return follow(row); }
      go(row);
    }
  }));
  // An answer to a form stands under the form's address, whose field is of before: its message is what counts.
  const refused = "posted" in document.body.dataset;
  const wanted = refused ? null : new URLSearchParams(location.search).get("at");
  if (wanted) go(document.querySelector(`tr[data-number="${CSS.escape(wanted)}"]`));

  // Zoom without a new page, around the middle of what is seen.
  let zoom = Number(svg?.getAttribute("class")?.match(/zoom-(\d+)/)?.[1] ?? 100);
  function zoomTo(next) {
    const size = Math.min(300, Math.max(50, next));
    const middle = [(pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth, (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight];
    svg.classList.remove(`zoom-${zoom}`);
    svg.classList.add(`zoom-${size}`);
    zoom = size;
    by("zoom").textContent = `${size} %`;
    document.querySelectorAll(".find [name=zoom]").forEach((one) => { one.value = size; });
    pane.scrollTo(middle[0] * pane.scrollWidth - pane.clientWidth / 2, middle[1] * pane.scrollHeight - pane.clientHeight / 2);
    lead();
  }

  // Close-up: the box of the field at hand fills the pane as far as the zoom goes; once more goes back.
  let wide = 0;
  by("close")?.addEventListener("click", () => {
    const line = (at && svg.querySelector(`.box[data-row="${at.dataset.number}"] .line`)) ?? svg.querySelector(".box .line");
    if (!line) return;
    if (wide) zoomTo(wide);
    else {
      const room = (pane.clientWidth * .8) / (line.getBoundingClientRect().width / (zoom / 100));
      const before = zoom;
      zoomTo(Math.max(zoom, Math.floor(room * 2) * 50));
      if (zoom === before) return;
      wide = before;
    }
    if (wide === zoom) wide = 0;
    by("close").setAttribute("aria-pressed", String(wide > 0));
    const [box, frame] = [line.getBoundingClientRect(), pane.getBoundingClientRect()];
    pane.scrollBy((box.left + box.right - frame.left - frame.right) / 2, (box.top + box.bottom - frame.top - frame.bottom) / 2);
  });
  by("pin")?.addEventListener("click", () => {
    pinned = !pinned;
    by("pin").setAttribute("aria-pressed", String(!pinned));
    if (!pinned && at) follow(at);
  });
  document.querySelectorAll("[data-zoom]").forEach((link) => link.addEventListener("click", (event) => {
    if (!svg) return;
    event.preventDefault();
    zoomTo(link.dataset.zoom === "0" ? 100 : zoom + Number(link.dataset.zoom));
  }));

  // Another page, or the page turned: the field at hand stays at hand.
  document.querySelectorAll(".tools a:not([data-zoom])").forEach((link) => link.addEventListener("click", () => {
    if (at) link.search = `${link.search}&at=${at.dataset.number}`;
  }));

  by("boxes")?.addEventListener("click", () => {
    const hidden = svg.classList.toggle("plain");
    by("boxes").setAttribute("aria-pressed", String(!hidden));
  });

  // Pick from the page: the words that were read can be clicked; only then does a click write.
  let picking = null;
  async function pick(button) {
    if (!svg) return;
    drop();
    picking = button.closest("form");
    const task = picking.getAttribute("action").split("/")[2];
    const answer = await fetch(`/tasks/${task}/words/${svg.dataset.document}/${svg.dataset.page}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    const [wide, high] = [Number(svg.dataset.width), Number(svg.dataset.height)];
    const layer = document.createElementNS("http://www.w3.org/2000/svg", "g");
    layer.id = "words";
    for (const [text, left, top, right, bottom] of await answer.json()) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const place = { x: left * wide, y: top * high, width: (right - left) * wide, height: (bottom - top) * high };
      for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(Math.max(0, value)));
      rect.classList.add("word");
      const label = document.createElementNS("http://www.w3.org/2000/svg", "title");
      label.textContent = text;
      rect.append(label);
      rect.addEventListener("click", () => chosen(text, [left, top, right, bottom]));
      layer.append(rect);
    }
    svg.querySelector("g").append(layer);
    pane.focus();
  }
  function chosen(text, box) {
    const value = picking.elements.namedItem("value");
    const before = picking.dataset.picked ? `${value.value} ` : "";
    value.value = before + text;
    const kept = picking.dataset.picked ? picking.elements.namedItem("box").value.split(",").map(Number) : box;
    const around = [Math.min(kept[0], box[0]), Math.min(kept[1], box[1]), Math.max(kept[2], box[2]), Math.max(kept[3], box[3])];
    picking.elements.namedItem("box").value = around.join(",");
    picking.elements.namedItem("page").value = svg.dataset.page;
    picking.elements.namedItem("document").value = svg.dataset.document;
    picking.dataset.picked = "1";
  }
  function drop() {
    by("words")?.remove();
    if (picking) delete picking.dataset.picked;
  }
  document.querySelectorAll("[data-pick]").forEach((button) => button.addEventListener("click", () => pick(button)));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && by("words")) { drop(); picking?.elements.namedItem("value").focus(); } });

  // The message to the dealer is made of the reasons; what was edited stays, only the reasons' own lines come and go.
  const letter = by("message");
  const verdictChosen = () => document.querySelector("[name=verdict]:checked");
  let made = "";
  // A rejection says what is wrong; what would mend it is for a return.
  const line = (one, verdict) => (verdict === "reject" ? one.dataset.wrong : one.dataset.said);
  function lines(verdict) {
    return [...form.querySelectorAll("[name=codes]:checked")].map((one) => line(one, verdict)).filter(Boolean);
  }
  function compose() {
    if (!letter || !form) return;
    const verdict = verdictChosen()?.value;
    const head = letter.dataset[verdict] ?? "";
    const wanted = lines(verdict);
    const fresh = head && wanted.length ? [head, ...wanted.map((said, n) => `${n + 1}. ${said}`)].join("\n") : "";
    if (letter.value === made || letter.value.trim() === "") {
      letter.value = made = fresh;
      return;
    }
    // Edited: the head and the reasons' own lines are those of the verdict, in their places; what was written stays.
    // Two reasons may be one line: it goes with the last of them.
    const heads = [letter.dataset.return, letter.dataset.reject];
    const now = new Map();
    for (const one of form.querySelectorAll("[name=codes]")) {
      for (const old of new Set(["return", "reject"].map((any) => line(one, any)).filter(Boolean))) {
        now.set(old, [...(now.get(old) ?? []), ...(one.checked ? [line(one, verdict)] : [])]);
      }
    }
    const kept = letter.value.split("\n").flatMap((old) => {
      if (!head) return [old];
      const [number] = old.match(/^\d+\. /) ?? [""];
      const said = old.slice(number.length);
      if (heads.includes(said)) return [number + head];
      const next = now.get(said)?.shift();
      return next ? [number + next] : now.has(said) ? [] : [old];
    });
    const there = new Set(kept.map((old) => old.replace(/^\d+\. /, "")));
    letter.value = [...kept, ...wanted.filter((said) => head && !there.has(said))].join("\n");
  }

  // Whoever does not read the dealer's language reads beside the message what its own lines say.
  function mirror() {
    const own = by("own");
    if (!own) return;
    const read = new Map([["return", "returnOwn"], ["reject", "rejectOwn"]].map(([one, other]) => [letter.dataset[one], letter.dataset[other]]));
    for (const one of [...form.querySelectorAll("[name=codes]")].sort((a, b) => a.checked - b.checked)) { // what is chosen counts
      read.set(one.dataset.said, one.dataset.own);
      read.set(one.dataset.wrong, one.dataset.ownWrong);
    }
    own.textContent = letter.value.split("\n").map((line) => {
      const [number] = line.match(/^\d+\. /) ?? [""];
      return number + (read.get(line.slice(number.length)) ?? line.slice(number.length));
    }).join("\n");
  }
  letter?.addEventListener("input", mirror);
  document.addEventListener("change", (event) => {
    if (!form || !event.target.matches("[name=codes], [name=verdict]")) return;
    compose();
    mirror();
    if (event.target.matches("[name=verdict]")) form.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  });

  by("filter")?.addEventListener("input", (event) => {
    const sought = event.target.value.toLowerCase();
    document.querySelectorAll("label.other").forEach((one) => { one.hidden = !one.textContent.toLowerCase().includes(sought); });
  });

  // What a dialog begins with: a hidden field takes no focus, and what is typed then would be keys of the desk.
  const TYPED = "select, input:not([type=hidden]), textarea";

  function press(key, shift) {
    if (key === "j" || key === "k") { step(key === "j" ? 1 : -1, shift); return true; }
    if (key === "o") { at?.nextElementSibling.querySelector("[data-ok]")?.click(); return Boolean(at); }
    if (key === "e" || key === "f2") {
      if (!at) step(0);
      const open = at?.nextElementSibling.querySelector("details.correct");
      if (!open) return false;
      open.open = true;
      open.querySelector("[name=value]").select();
      return true;
    }
    const target = document.querySelector(`[data-key="${CSS.escape(key === "=" ? "+" : key)}"]`);
    if (!target) return false;
    if (target.matches("[type=radio]")) {
      target.checked = true;
      target.focus();
      target.dispatchEvent(new Event("change", { bubbles: true }));
      if (target.value === "approve" && by("ground")?.dataset.needed) by("ground").focus(); // to pay over a failed check
    } else if (target.matches("input, textarea")) {
      target.focus();
      if (target.type === "number") target.select();
    }
    else if (target.matches("summary")) {
      target.parentElement.open = !target.parentElement.open;
      target.scrollIntoView({ block: "nearest" });
      (target.parentElement.open ? target.parentElement.querySelector(TYPED) ?? target : target).focus();
    } else target.click();
    return true;
  }

  function send() {
    const correcting = document.activeElement?.closest("details.correct form, .handing details form");
    if (correcting) correcting.requestSubmit();
    else if (verdictChosen() || !answers?.querySelector(":checked")) form?.requestSubmit();
    else answers.requestSubmit();
  }

  // Escape leaves what was opened, for where one was before; what was typed there stays.
  function leave(dialog) {
    dialog.open = false;
    (dialog.matches(".correct") && at ? at : dialog.querySelector("summary")).focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const opened = event.key === "Escape" && !by("words") ? event.target.closest(".handing details[open], details.correct[open]") : null;
    if (opened) { event.preventDefault(); leave(opened); return; }
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter") { event.preventDefault(); send(); return; }
    if (command && event.key === "/") { event.preventDefault(); press("?"); return; }
    if (command || event.altKey || !single.checked) return;
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (!typing && press(event.key.toLowerCase(), event.shiftKey)) event.preventDefault();
  });

  // Whoever works on a task holds it: a sign of life every few minutes, at most one a minute.
  const skip = by("skip");
  const hold = by("hold");
  let renewed = Date.now();
  function alive() {
    if (!skip || Date.now() - renewed < 60000) return;
    renewed = Date.now();
    fetch(skip.dataset.renew, { method: "POST", body: new FormData(skip), credentials: "same-origin" })
      .then((answer) => { if (answer.ok) hold?.classList.remove("soon"); })
      .catch(() => {});
  }
  for (const sign of ["keydown", "pointerdown", "input"]) document.addEventListener(sign, alive);
  setInterval(() => {
    if (hold && Date.now() - renewed > 13 * 60000) { hold.classList.add("soon"); hold.setAttribute("role", "alert"); }
  }, 15000);

  const alert = refused ? document.querySelector(".alert") : null;
  if (alert) alert.focus();
  else if (!wanted && !location.hash) by("asked")?.focus({ preventScroll: true });
});
