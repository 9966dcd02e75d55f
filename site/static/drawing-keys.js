// How a drawing of vis-network behaves in its page, the same everywhere: it lets the page scroll, has a
// name for those who do not see it, and is walked by keys.
"use strict";
window.paperkgDrawing = (() => {
  // The wheel and a finger that goes up or down scroll the page; with Ctrl, or two fingers, they zoom.
  function letScroll(holder) {
    holder.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    }, { capture: true, passive: true });
  }

  // Gives the part of vis-network that takes the focus a name, and its help.
  function name(holder, label) {
    const frame = holder.querySelector(".vis-network");
    frame.tabIndex = 0;
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", label);
    frame.setAttribute("aria-describedby", "graph-help");
  }

  const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  // Lets keys work while the drawing is in focus. here() is what they lead on from, step(here, way) what
  // comes next, if anything; pick(it) chooses it, enter(it) goes there, home() is where one begins,
  // zoom(by) makes all larger or smaller, say(text) tells what cannot be, in the words of nothing[way].
  function keys(holder, { here, step, pick, enter, home, zoom, say, nothing }) {
    holder.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (ARROWS[event.key]) {
        const next = step(here(), ARROWS[event.key]);
        if (next === undefined) say(nothing[ARROWS[event.key]]); else pick(next);
      } else if (event.key === "Enter") enter(here());
      else if (event.key === "Home") pick(home());
      else if (event.key === "+" || event.key === "=") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else return;
      event.preventDefault();
    });
  }

  return { letScroll, name, keys };
})();
