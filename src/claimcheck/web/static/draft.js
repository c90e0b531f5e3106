// What is typed at the desk is kept on the server: a reload, or another machine, loses nothing.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("decide");
  const kept = document.getElementById("kept");
  const corrections = [...document.querySelectorAll("details.correct form")];
  const PAUSE = 800;
  let waiting = 0;
  let sent = "";
  let leaving = false;

  const fieldOf = (one) => one.elements.namedItem("field").value;
  const valueOf = (one) => one.elements.namedItem("value");

  // Corrections that were begun are opened again, with what was typed.
  for (const [field, [value, why]] of Object.entries(JSON.parse(form?.dataset.kept ?? "{}"))) {
    const one = corrections.find((each) => fieldOf(each) === field);
    if (!one) continue;
    one.closest("details").open = true;
    valueOf(one).value = value;
    const reason = one.querySelector(`[name=why] option[value="${CSS.escape(why)}"], [name=why][value="${CSS.escape(why)}"]`);
    if (reason?.matches("option")) reason.selected = true;
    else if (reason) reason.checked = true;
  }

  // What nobody touched in this window is left as another window of the same person may have kept it.
  const PARTS = ["verdict", "codes", "ground", "message", "corrections"];
  const touched = new Set();
  const partOf = (all, name) => JSON.stringify(name === "corrections" ? [...all].filter(([key]) => /^(correct|why)\./.test(key)) : all.getAll(name));

  function entered() {
    const all = new FormData(form);
    for (const one of corrections) {
      if (!one.closest("details").open) continue;
      const said = new FormData(one);
      all.set(`correct.${said.get("field")}`, said.get("value") ?? "");
      all.set(`why.${said.get("field")}`, said.get("why") ?? "");
    }
    return all;
  }

  function typed() {
    const all = entered();
    for (const name of PARTS) {
      if (partOf(all, name) !== partOf(begun, name)) touched.add(name);
      if (!touched.has(name)) all.append("left", name);
    }
    return all;
  }

  const begun = form ? entered() : null;

  async function save(last = false) {
    clearTimeout(waiting);
    const body = new URLSearchParams(typed());
    if (leaving || body.toString() === sent) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, credentials: "same-origin", keepalive: last });
      if (answer.status === 401) { kept.textContent = kept.dataset.out; return; }
      if (!answer.ok) throw new Error(String(answer.status));
      sent = body.toString();
      kept.textContent = kept.dataset.saved.replace("{time}", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }));
    } catch {
      kept.textContent = kept.dataset.failed;
      waiting = setTimeout(save, 5000);
    }
  }

  if (form) {
    sent = new URLSearchParams(typed()).toString();
    const later = (event) => {
      if (!event.target.closest("#decide, details.correct form, [form=decide]")) return;
      clearTimeout(waiting);
      waiting = setTimeout(save, PAUSE);
    };
    document.addEventListener("input", later);
    document.addEventListener("change", later);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
    document.addEventListener("submit", () => { leaving = true; clearTimeout(waiting); });
  }
});
