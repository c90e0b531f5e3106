// On a phone the filters fold away until they are asked for.
const filtering = document.querySelector(".filtering");
if (filtering && !("narrowed" in filtering.dataset) && matchMedia("(max-width: 40rem)").matches) filtering.open = false;
