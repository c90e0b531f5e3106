// Two papers pan together; digits choose, Ctrl+Enter sends.
const panes = [...document.querySelectorAll(".pair .pane")];
let moving = null;
panes.forEach((pane) => pane.addEventListener("scroll", () => {
  if (moving && moving !== pane) return;
  moving = pane;
  for (const other of panes) {
    if (other === pane) continue;
    other.scrollTop = (pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight)) * (other.scrollHeight - other.clientHeight);
    other.scrollLeft = (pane.scrollLeft / Math.max(1, pane.scrollWidth - pane.clientWidth)) * (other.scrollWidth - other.clientWidth);
  }
  clearTimeout(panes.timer);
  panes.timer = setTimeout(() => { moving = null; }, 80);
}));
let single = true;
try { single = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const form = document.getElementById("pair");
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); form?.requestSubmit(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || !single || event.target.matches("textarea, input:not([type=radio])")) return;
  const choice = document.querySelector(`#pair [data-key="${CSS.escape(event.key)}"]`);
  if (choice) { event.preventDefault(); choice.checked = true; choice.focus(); }
});
