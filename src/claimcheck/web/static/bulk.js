// A folder of files goes up a few at a time, with its progress; then rows are looked at until all are decided.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const AT_ONCE = 8;

  // One answer of the server's drawn in place of the page; what was refused on the way, or did not go up, is said on top.
  function draw(text, refused, left) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    for (const old of fresh.querySelectorAll("[data-refused]")) old.remove();
    document.querySelector("main").replaceWith(document.adoptNode(fresh));
    const alert = document.getElementById("lost");
    if (left.length) {
      alert.querySelector("p").textContent = alert.dataset.lost.replace("{n}", left.length);
      alert.hidden = false;
    }
    const list = document.createElement("div");
    list.append(...refused);
    alert.before(list);
    listen();
    for (const one of [...refused, alert]) {
      if (one.hidden) continue;
      one.setAttribute("tabindex", "-1");
      one.focus();
      return;
    }
  }

  async function send(form, chosen) {
    const bar = document.getElementById("progress");
    bar.hidden = false;
    bar.max = chosen.length;
    const refused = [];
    let text = "";
    for (let at = 0; at < chosen.length; at += AT_ONCE) {
      const sent = new FormData();
      sent.append("form", form.elements.form.value);
      for (const file of chosen.slice(at, at + AT_ONCE)) sent.append("files", file);
      try {
        const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
        if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
        text = await answer.text();
        const said = new DOMParser().parseFromString(text, "text/html");
        if (!said.getElementById("add")) throw new Error("signed out");
        refused.push(...[...said.querySelectorAll("[data-refused]")].map((one) => document.adoptNode(one)));
      } catch {
        return draw(text || document.documentElement.outerHTML, refused, chosen.slice(at));
      }
      bar.value = Math.min(at + AT_ONCE, chosen.length);
    }
    draw(text, refused, []);
  }

  function listen() {
    const form = document.getElementById("add");
    const files = document.getElementById("files");
    document.getElementById("upload").hidden = true;
    document.getElementById("progress").hidden = true; // the page may be as it was while files went up, drawn anew
    files.disabled = false;
    files.addEventListener("change", () => {
      if (!files.files.length) return;
      const chosen = [...files.files];
      files.disabled = true;
      send(form, chosen);
    });
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
  listen();
  again();
});
