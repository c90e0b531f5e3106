// Two papers zoom and pan together, until that is turned off; digits choose, Ctrl+Enter sends.
// Without this, links zoom both, swap them and turn their pages.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const pair = document.querySelector(".pair");
  const switched = document.getElementById("together");
  const panes = () => [...pair.querySelectorAll(".pane")];
  let together = switched?.getAttribute("aria-pressed") === "true";
  let moving = null;
  let settled = 0;
  let last = null; // the side that was used last: it alone is zoomed while each goes its own way
  let spot = [0, 0]; // how far down and along the papers stand that go together

  function follow(pane) {
    spot = [pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight), pane.scrollLeft / Math.max(1, pane.scrollWidth - pane.clientWidth)];
    for (const other of panes()) if (other !== pane) place(other);
  }
  function place(pane) {
    pane.scrollTop = spot[0] * (pane.scrollHeight - pane.clientHeight);
    pane.scrollLeft = spot[1] * (pane.scrollWidth - pane.clientWidth);
  }

  for (const sign of ["pointerdown", "focusin", "wheel"]) {
    pair?.addEventListener(sign, (event) => { last = event.target.closest(".pair > section")?.id ?? last; }, { passive: true });
  }
  pair?.addEventListener("scroll", ({ target }) => {
    if (!together || !target.matches(".pane") || (moving && moving !== target)) return;
    moving = target;
    follow(target);
    clearTimeout(settled);
    settled = setTimeout(() => { moving = null; }, 80);
  }, true);

  const paneOf = (side) => document.querySelector(`#${side} .pane`);
  const first = () => (last && paneOf(last)) ?? panes()[0];
  const sizeOf = (pane) => Number(pane?.querySelector("svg").getAttribute("class").match(/zoom-(\d+)/)[1] ?? 100);

  // About the middle of what is seen, so that the place looked at stays.
  function zoom(pane, to) {
    const size = Math.min(300, Math.max(50, to));
    const svg = pane.querySelector("svg");
    const middle = [(pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth, (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight];
    svg.classList.replace(`zoom-${sizeOf(pane)}`, `zoom-${size}`);
    pane.scrollTo(middle[0] * pane.scrollWidth - pane.clientWidth / 2, middle[1] * pane.scrollHeight - pane.clientHeight / 2);
  }

  function zoomBy(key) {
    const used = first();
    const to = key === "0" ? 100 : sizeOf(used) + (key === "+" ? 50 : -50);
    for (const pane of together ? panes() : [used]) zoom(pane, to);
    keepZoom();
  }
  function keepZoom() {
    const [left, right] = ["left", "right"].map((side) => sizeOf(paneOf(side) ?? first()));
    document.querySelector(".both .zoom").textContent = left === right ? `${left} %` : `${left} % · ${right} %`;
    remember({ zoom: left, other: right, apart: together ? 0 : 1 });
  }

  // The address tells what is seen: a reload, a refused answer or a colleague shows it too; so do the links and forms here.
  function remember(seen) {
    const told = (address) => {
      const to = new URL(address, location.href);
      for (const [name, value] of Object.entries(seen)) to.searchParams.set(name, value);
      return to.href;
    };
    history.replaceState(null, "", told(location.href));
    for (const link of document.querySelectorAll(".pair .tools a, [data-act=swap]")) {
      const [own, to] = [new URL(link.href), new URL(told(link.href))];
      const side = link.closest(".pair > section")?.id; // whose page it turns: that page is the link's own, and so is the tab
      if (side) for (const [name, value] of [[side, own.searchParams.get(side) ?? 1], ["tab", side]]) to.searchParams.set(name, value);
      link.href = to.href;
    }
    const form = document.getElementById("pair");
    if (form) form.action = told(form.action);
    for (const [name, value] of Object.entries(seen)) {
      for (const held of pair.querySelectorAll(`.leafing [type=hidden][name="${name}"]`)) if (name !== "tab") held.value = value;
    }
  }

  function act(what) {
    if (what === "together") {
      together = !together;
      switched.setAttribute("aria-pressed", together);
      const word = switched.querySelector("span");
      word.textContent = together ? word.dataset.on : word.dataset.off;
      const used = first();
      if (together && used) {
        for (const pane of panes()) zoom(pane, sizeOf(used));
        follow(used);
      }
      keepZoom();
    } else if (what === "swap") {
      const places = panes().map((pane) => [pane, pane.scrollLeft, pane.scrollTop]);
      pair.append(pair.firstElementChild);
      for (const [pane, ...at] of places) pane.scrollTo(...at);
      const now = new URL(location.href).searchParams.get("swap") === "1" ? 0 : 1;
      remember({ swap: now });
      const back = document.querySelector("[data-act=swap]");
      back.href = back.href.replace(/swap=\d/, `swap=${1 - now}`);
    } else if (panes().length) zoomBy(what);
  }

  // Another page of one paper, where it stands: the answer and the note that are not sent yet stay.
  async function turn(href, side) {
    const now = document.getElementById(side);
    now.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { credentials: "same-origin" });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(side);
      if (!answer.ok || !next) throw new Error(String(answer.status));
      now.replaceWith(document.adoptNode(next));
      remember({ [side]: next.querySelector("svg").dataset.page });
      next.querySelector(".pane").focus({ preventScroll: true });
    } catch {
      location.assign(href);
    }
  }

  if (switched && panes().length > 1) switched.hidden = false;
  document.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-act], .pair .tools a");
    if (!tool || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (tool.dataset.act) act(tool.dataset.act);
    else turn(tool.href, tool.closest(".pair > section").id);
  });
  document.addEventListener("submit", (event) => {
    const { target: form } = event;
    if (!form.id.startsWith("leaf-")) return;
    event.preventDefault();
    const to = new URL(form.action);
    to.search = new URLSearchParams(new FormData(form));
    turn(to.href, form.id.slice("leaf-".length));
  });
  for (const tab of document.querySelectorAll(".tabs [name=tab]")) {
    tab.addEventListener("change", () => {
      remember({ tab: tab.value });
      if (tab.value === "facts") return;
      last = tab.value;
      const pane = paneOf(tab.value); // a paper without a picture has none
      if (together && pane) place(pane);
    });
  }

  let single = true;
  try { single = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const form = document.getElementById("pair");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); form?.requestSubmit(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || !single || event.target.matches("textarea, input:not([type=radio])")) return;
    const choice = document.querySelector(`#pair [data-key="${CSS.escape(event.key)}"]`);
    if (choice) { event.preventDefault(); choice.checked = true; choice.focus(); return; }
    const number = event.key.toLowerCase() === "l" && (document.querySelector(`#${last} [type=number]`) ?? pair.querySelector("[type=number]"));
    if (number) { event.preventDefault(); number.focus(); number.select(); return; }
    const tool = document.querySelector(`[data-act][aria-keyshortcuts="${CSS.escape(event.key === "=" ? "+" : event.key.toLowerCase())}"]`);
    if (tool && !tool.hidden) { event.preventDefault(); act(tool.dataset.act); }
  });
});
