// A folder of files goes up a few at a time, with its progress; then rows are looked at until all are decided.
const form = document.getElementById("add");
const files = document.getElementById("files");
const bar = document.getElementById("progress");
const AT_ONCE = 8;

document.getElementById("upload").hidden = true;
files.addEventListener("change", async () => {
  const chosen = [...files.files];
  bar.hidden = false;
  bar.max = chosen.length;
  files.disabled = true;
  let last = null;
  for (let at = 0; at < chosen.length; at += AT_ONCE) {
    const sent = new FormData();
    sent.append("form", form.elements.form.value);
    for (const file of chosen.slice(at, at + AT_ONCE)) sent.append("files", file);
    try {
      last = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
      if (last.status === 422) return show(await last.text());
      if (!last.ok) break;
    } catch { break; }
    bar.value = Math.min(at + AT_ONCE, chosen.length);
  }
  location.reload();
});

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  document.querySelector("[role=alert]")?.setAttribute("tabindex", "-1");
  document.querySelector("[role=alert]")?.focus();
}

async function look() {
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("rows");
      const now = document.getElementById("rows");
      if (fresh && !now.contains(document.activeElement)) now.replaceWith(document.adoptNode(fresh));
    } catch { /* asked again below */ }
  }
  again();
}

function again() {
  if (document.querySelector("#rows[data-busy]")) setTimeout(look, 3000);
}
again();
