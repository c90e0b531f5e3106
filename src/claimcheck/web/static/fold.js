// On a phone filters and counts fold away until they are asked for; on a wider page, or one turned to its side, filters
// stand open.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const filtering = document.querySelector(".filtering");
  const narrow = matchMedia("(max-width: 40rem)");
  const fold = () => {
    filtering.open = !narrow.matches || "narrowed" in filtering.dataset;
  };
  if (narrow.matches) document.querySelector(".by-reason")?.removeAttribute("open");
  if (filtering) {
    fold();
    narrow.addEventListener("change", fold);
  }
});
