// Two papers zoom and pan together, until that is turned off; digits choose, Ctrl+Enter sends.
// Without this, links zoom both and swap them.
const panes = [...document.querySelectorAll(".pair .pane")];
const pair = document.querySelector(".pair");
const switched = document.getElementById("together");
let together = true;
let moving = null;
let last = null; // the pane that was used last: it alone is zoomed while each goes its own way

function follow(pane) {
  for (const other of panes) {
    if (other === pane) continue;
    other.scrollTop = (pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight)) * (other.scrollHeight - other.clientHeight);
    other.scrollLeft = (pane.scrollLeft / Math.max(1, pane.scrollWidth - pane.clientWidth)) * (other.scrollWidth - other.clientWidth);
  }
}

for (const pane of panes) {
  for (const sign of ["pointerdown", "focusin", "wheel"]) pane.addEventListener(sign, () => { last = pane; }, { passive: true });
  pane.addEventListener("scroll", () => {
    if (!together || (moving && moving !== pane)) return;
    moving = pane;
    follow(pane);
    clearTimeout(panes.timer);
    panes.timer = setTimeout(() => { moving = null; }, 80);
  });
}

const sizeOf = (pane) => Number(pane.querySelector("svg").getAttribute("class").match(/zoom-(\d+)/)[1]);

// About the middle of what is seen, so that the place looked at stays.
function zoom(pane, to) {
  const size = Math.min(300, Math.max(50, to));
  const svg = pane.querySelector("svg");
  const middle = [(pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth, (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight];
  svg.classList.replace(`zoom-${sizeOf(pane)}`, `zoom-${size}`);
  pane.scrollTo(middle[0] * pane.scrollWidth - pane.clientWidth / 2, middle[1] * pane.scrollHeight - pane.clientHeight / 2);
}

function zoomBy(key) {
  const first = last ?? panes[0];
  const to = key === "0" ? 100 : sizeOf(first) + (key === "+" ? 50 : -50);
  for (const pane of together ? panes : [first]) zoom(pane, to);
  document.querySelector(".tools .zoom").textContent = `${sizeOf(first)} %`;
  remember("zoom", sizeOf(first));
}

function remember(name, value) { // the address tells what is seen: a reload, or a colleague, sees it too
  const at = new URL(location.href);
  at.searchParams.set(name, value);
  history.replaceState(null, "", at);
  for (const link of document.querySelectorAll(".pair .tools a, [data-act=swap]")) {
    const to = new URL(link.href);
    to.searchParams.set(name, value);
    link.href = to.href;
  }
}

function act(what) {
  if (what === "together") {
    together = !together;
    switched.setAttribute("aria-pressed", together);
    const word = switched.querySelector("span");
    word.textContent = together ? word.dataset.on : word.dataset.off;
    const first = last ?? panes[0];
    if (together && first) {
      for (const pane of panes) zoom(pane, sizeOf(first));
      follow(first);
    }
  } else if (what === "swap") {
    const places = panes.map((pane) => [pane.scrollLeft, pane.scrollTop]);
    pair.append(pair.firstElementChild);
    panes.forEach((pane, at) => pane.scrollTo(...places[at]));
    const now = new URL(location.href).searchParams.get("swap") === "1" ? 0 : 1;
    remember("swap", now);
    const back = document.querySelector("[data-act=swap]");
    back.href = back.href.replace(/swap=\d/, `swap=${1 - now}`);
  } else if (panes.length) zoomBy(what);
}

if (switched && panes.length > 1) switched.hidden = false;
document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-act]");
  if (!tool || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  act(tool.dataset.act);
});

let single = true;
try { single = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const form = document.getElementById("pair");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); form?.requestSubmit(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || !single || event.target.matches("textarea, input:not([type=radio])")) return;
  const choice = document.querySelector(`#pair [data-key="${CSS.escape(event.key)}"]`);
  if (choice) { event.preventDefault(); choice.checked = true; choice.focus(); return; }
  const tool = document.querySelector(`[data-act][aria-keyshortcuts="${CSS.escape(event.key === "=" ? "+" : event.key.toLowerCase())}"]`);
  if (tool && !tool.hidden) { event.preventDefault(); act(tool.dataset.act); }
});
