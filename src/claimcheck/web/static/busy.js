// A form that was sent says so at once and is not sent twice: its button is held, a bar runs, and words come if it takes long.
const told = document.getElementById("busy");
let clocks = [];

function rest() {
  clocks.forEach(clearTimeout);
  clocks = [];
  told.classList.remove("runs");
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
  for (const button of document.querySelectorAll("button[data-held]")) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.held;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const stays = form.querySelector("[data-stays]:checked"); // what comes back is a file, and this page stays
  if (event.defaultPrevented || form.method !== "post" || stays) return;
  if (form.dataset.busy) { event.preventDefault(); return; }
  form.dataset.busy = "1";
  const button = event.submitter ?? form.querySelector("button:not([type=button], [hidden])");
  button?.setAttribute("aria-disabled", "true");
  if (button) button.dataset.held = "1";
  told.textContent = "";
  clocks = [
    setTimeout(() => told.classList.add("runs"), 300),
    setTimeout(() => { told.textContent = told.dataset.slow; }, 8000),
    setTimeout(() => { rest(); told.textContent = told.dataset.late; }, 30000),
  ];
});
addEventListener("pageshow", () => { rest(); told.textContent = ""; });
