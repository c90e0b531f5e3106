// Moments in the reader's own zone; pages say them in UTC, and that stays to be seen by pointing at one.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const tongue = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const whole = new Intl.DateTimeFormat(tongue, { day: "numeric", month: tongue === "en-GB" ? "short" : "long", year: "numeric", ...hour });
  const short = new Intl.DateTimeFormat(tongue, hour);

  function tell() {
    for (const one of document.querySelectorAll("time[datetime]:not([title])")) {
      const moment = new Date(one.dateTime);
      if (Number.isNaN(moment.getTime())) continue;
      one.title = one.textContent;
      one.textContent = ("clock" in one.dataset ? short : whole).format(moment);
    }
  }
  tell();
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
});
