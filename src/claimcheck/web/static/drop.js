// Files may be dropped anywhere on a page that takes some: those that missed the field would open in the page's place.
// While files go up the field takes no others, and neither does the page.
"use strict";
for (const kind of ["dragover", "dragleave", "drop"]) {
  addEventListener(kind, (event) => {
    const field = document.querySelector("main input[type=file]:not([capture])");
    const dropped = event.dataTransfer;
    if (!field || !dropped?.types.includes("Files")) return;
    event.preventDefault();
    const taken = !field.disabled && (field.multiple || dropped.items.length === 1);
    dropped.dropEffect = taken ? "copy" : "none";
    field.classList.toggle("over", taken && kind === "dragover");
    if (kind !== "drop" || !taken) return;
    const all = new DataTransfer(); // what was chosen or dropped before and waits for a button goes with it
    for (const file of [...(field.multiple ? field.files : []), ...dropped.files]) all.items.add(file);
    field.files = all.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
