// A form that was sent says so at once and is not sent twice: its button is held, a bar runs, and words come if it takes long.
"use strict";
const own = document.currentScript.src;
addEventListener("DOMContentLoaded", () => {
  const told = document.getElementById("busy");
  let clocks = [];

  // A page that answers a form takes the address that it names, else that of the page where the form stood: Back and reload ask for that one, and send nothing again.
  // To whoever was signed out ("out") sign-in is drawn in place of an answer: the form's page stays remembered until they are in.
  const posted = document.body.dataset.posted;
  if (posted === "in") {
    let from = null;
    try {
      from = sessionStorage.getItem("form");
      sessionStorage.removeItem("form");
    } catch { /* storage may be shut */ }
    history.replaceState(null, "", (document.body.dataset.address ?? from ?? location.href).split("#")[0]); // the browser would go to an anchor, away from the message
  }

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

  // Without a connection the browser would draw a page of its own in place of ours, and what was typed would go with it.
  // A browser that says so only knows of no network; the server may run on this very machine, so it is asked first.
  let reached = false;
  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (navigator.onLine || reached || form.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      await fetch(own, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) });
    } catch {
      told.textContent = told.dataset.offline;
      return;
    }
    reached = true;
    form.requestSubmit(submitter);
    reached = false;
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.busy) { event.preventDefault(); return; }
    try {
      if (posted !== "out") sessionStorage.setItem("form", location.href);
    } catch { /* then the page stands under the form's own address */ }
    told.textContent = "";
    if (form.querySelector("[data-stays]:checked")) return; // what comes back is a file, and this page stays
    form.dataset.busy = "1";
    const button = event.submitter ?? form.querySelector("button:not([type=button], [hidden])");
    button?.setAttribute("aria-disabled", "true");
    if (button) button.dataset.held = "1";
    clocks = [
      setTimeout(() => told.classList.add("runs"), 300),
      setTimeout(() => { told.textContent = told.dataset.slow; }, 8000),
      setTimeout(() => { rest(); told.textContent = told.dataset.late; }, 30000),
    ];
  });
  addEventListener("pageshow", () => { rest(); told.textContent = ""; });
});
