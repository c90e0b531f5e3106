// The queue and a checker's batch: N brings the next task; in the queue U takes the last answer back, and the chosen are counted.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const boxes = [...document.querySelectorAll("#bulk [name=task]")];
  const chosen = document.getElementById("chosen");
  let single = true;
  try { single = localStorage.getItem("single-keys") !== "off"; } catch { /* storage may be shut */ }
  function count() {
    const picked = boxes.filter((one) => one.checked).length;
    if (chosen) chosen.textContent = picked ? `${picked} / ${boxes.length}` : "";
  }
  boxes.forEach((one) => one.addEventListener("change", count));
  count();
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || !single) return;
    if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    const button = "nu".includes(event.key.toLowerCase()) && document.querySelector(`button[data-key=${event.key.toLowerCase()}]`);
    if (button) { event.preventDefault(); button.click(); }
  });
});
