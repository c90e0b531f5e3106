// The page picture turns and zooms where it stands: what is typed beside it stays. Without this, its links load the page.
"use strict";
(() => {
  async function turn(href, asker) {
    const label = asker.getAttribute("aria-label") ?? asker.textContent;
    const now = document.getElementById("sheet");
    now?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(href, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.getElementById("sheet");
      if (!answer.ok || !next) throw new Error(String(answer.status));
      const inside = now.contains(asker);
      now.replaceWith(document.adoptNode(next));
      const [list, other] = [document.getElementById("proved"), fresh.getElementById("proved")]; // its links lead elsewhere
      if (list && other) list.replaceWith(document.adoptNode(other));
      history.replaceState(null, "", href);
      if (!inside) next.scrollIntoView({ block: "nearest" });
      const same = [...next.querySelectorAll("a")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label);
      (inside && same ? same : next.querySelector(".pane"))?.focus({ preventScroll: true });
    } catch {
      location.assign(href);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href$='#sheet']");
    if (!link || !document.getElementById("sheet") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    turn(link.href, link);
  });

  // A page that is asked for by its number.
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "leaf" || !document.getElementById("sheet")) return;
    event.preventDefault();
    const to = new URL(event.target.action);
    to.search = new URLSearchParams(new FormData(event.target));
    turn(to.href, event.submitter ?? event.target);
  });
})();
