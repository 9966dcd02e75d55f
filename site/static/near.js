// Starts the drawing of the near lineage at the paper itself where not all of it fits.
"use strict";
for (const figure of document.querySelectorAll("figure.near")) {
  const scroll = figure.querySelector(".scroll");
  const hint = figure.querySelector(".swipe");
  const start = () => {
    const more = scroll.scrollWidth > scroll.clientWidth + 1;
    if (hint) { hint.classList.toggle("on", more); hint.classList.toggle("off", !more); }
    const box = scroll.querySelector(".here rect").getBoundingClientRect();
    const frame = scroll.getBoundingClientRect();
    scroll.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  };
  start();
  window.addEventListener("resize", start);
}
