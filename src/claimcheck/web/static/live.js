// Follows a claim that is being worked on: one stream while the tab is seen, none while it is hidden.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector("[data-live]");
  let stream = null;
  let last = "";

  function listen() {
    stream = new EventSource(note.dataset.live);
    stream.addEventListener("change", (event) => {
      const state = JSON.parse(event.data).state;
      if (state) last = state;
      clearTimeout(listen.timer);
      listen.timer = setTimeout(() => { if (last && last !== note.dataset.state) location.reload(); }, 300);
    });
  }

  function follow() {
    if (document.hidden) { stream?.close(); stream = null; } else if (!stream) listen();
  }

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => stream?.close());
  follow();
});
