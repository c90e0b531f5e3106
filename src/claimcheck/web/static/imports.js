// A file of sales that is refused stays chosen: what is wrong stands above the form, and its good lines are one button away.
// Without this, the file is chosen again to import them.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("import");
  const busy = document.getElementById("busy");

  function show(refused) {
    document.getElementById("refused").replaceWith(document.adoptNode(refused));
    for (const one of refused.querySelectorAll("button[hidden]")) one.hidden = false;
    refused.querySelector("[role=alert]").focus();
  }

  form?.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "good" || form.elements.mode.value !== "all") return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    busy.classList.add("runs");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.ok && answer.redirected) return location.assign(answer.url);
      const refused = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#refused:has([role=alert])");
      if (!refused) return form.submit(); // signed out meanwhile, or too large: the server says so on a page of its own
      show(refused);
    } catch {
      form.elements.file.value = ""; // a browser sends no file that was changed since it was chosen
      busy.textContent = form.dataset.lost;
      form.elements.file.focus();
    }
    delete form.dataset.sent;
    busy.classList.remove("runs");
  });
});
