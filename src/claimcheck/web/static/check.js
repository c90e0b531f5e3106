// Keys for a checker's task. Each has a visible button; single keys act only outside inputs and can be turned off.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const single = document.getElementById("single");
  const help = document.getElementById("keys");
  const form = document.getElementById("decide");
  try { single.checked = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
  single.addEventListener("change", () => {
    try { localStorage.setItem("single-keys", single.checked ? "on" : "off"); } catch { /* then for this page only */ }
  });

  let row = 0;
  function move(by) {
    const rows = [...document.querySelectorAll("tr[id^=row-]")];
    if (!rows.length) return;
    row = Math.min(rows.length, Math.max(1, row + by));
    rows.forEach((one) => one.classList.remove("at"));
    rows[row - 1].classList.add("at");
    rows[row - 1].focus();
  }

  function press(key) {
    if (key === "?") { help.open = !help.open; help.scrollIntoView({ block: "nearest" }); return true; }
    if (key === "j" || key === "k") { move(key === "j" ? 1 : -1); return true; }
    const target = document.querySelector(`[data-key="${CSS.escape(key === "=" ? "+" : key)}"]`);
    if (!target) return false;
    if (target.matches("[type=radio]")) target.checked = true;
    if (target.matches("[type=number]")) target.select();
    if (target.matches("input")) target.focus();
    else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter" && form) { event.preventDefault(); form.requestSubmit(); return; }
    if (command && event.key === "/") { event.preventDefault(); press("?"); return; }
    if (command || event.altKey || !single.checked) return;
    const typing = event.target.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    if (!typing && press(event.key.toLowerCase())) event.preventDefault();
  });

  // Whoever works on a task holds it: a sign of life every few minutes, at most one a minute.
  let renewed = Date.now();
  function alive() {
    if (!form || Date.now() - renewed < 60000) return;
    renewed = Date.now();
    fetch(form.dataset.renew, { method: "POST", body: new FormData(form), credentials: "same-origin" }).catch(() => {});
  }
  for (const sign of ["keydown", "pointerdown", "input"]) document.addEventListener(sign, alive);
  if (!location.hash && !document.querySelector("[role=alert]")) document.getElementById("question").focus({ preventScroll: true });
});
