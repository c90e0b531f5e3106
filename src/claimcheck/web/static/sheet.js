// The page picture turns and zooms where it stands: what is typed beside it stays. Without this, its links load the page.
async function turn(link) {
  const now = document.getElementById("sheet");
  const label = link.getAttribute("aria-label") ?? link.textContent;
  now?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sheet");
    if (!answer.ok || !next) throw new Error(String(answer.status));
    const inside = now.contains(link);
    now.replaceWith(document.adoptNode(next));
    history.replaceState(null, "", link.href);
    if (!inside) next.scrollIntoView({ block: "nearest" });
    const same = [...next.querySelectorAll("a")].find((one) => (one.getAttribute("aria-label") ?? one.textContent) === label);
    (inside && same ? same : next.querySelector(".pane"))?.focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href$='#sheet']");
  if (!link || !document.getElementById("sheet") || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  turn(link);
});
