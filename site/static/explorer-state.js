// What is shown, as one plain value that the address bar holds: #p=bert&dir=anc&depth=3
"use strict";
(() => {
  const X = window.paperkgExplorer;
  const NONE = { p: "", end: "", dir: "both", depth: "2", cat: "", con: "", by: "", from: "", to: "", rel: "", at: "", embed: "" };
  const ALLOWED = {
    dir: /^(?:both|anc|desc)$/, depth: /^(?:[1-5]|all)$/, from: /^\d{1,4}$/, to: /^\d{1,4}$/,
    rel: /^[a-z_,]+$/, embed: /^1$/,
  };
  const listeners = [];
  let now = read(location.hash);

  // What an address says that cannot be is kept apart, to be named: bad holds [key, value].
  function read(hash) {
    const found = { ...NONE, bad: [] };
    for (const [key, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
      if (Object.hasOwn(NONE, key) && value.length < 300 && (!ALLOWED[key] || ALLOWED[key].test(value))) found[key] = value;
      else found.bad.push([key, value]);
    }
    return found;
  }
  function write(state) {
    const parts = Object.keys(NONE).filter((key) => state[key] !== NONE[key])
      .map((key) => `${key}=${encodeURIComponent(state[key]).replace(/%2C/g, ",").replace(/%7E/g, "~")}`);
    return `#${parts.join("&")}`;
  }
  function tell() { for (const listener of listeners) listener(now); }

  // Entries of the history know how many of this page's come before them, so that going back does
  // not lead out of it, and whether they differ from the one before by what is chosen alone.
  const step = () => history.state?.step || 0;
  function go(changes, { quietly = false } = {}) {
    const next = { ...now, ...changes, bad: [] };
    const hash = write(next);
    if (hash === write(now)) return;
    now = next;
    const chosen = quietly ? history.state?.chosen : Object.keys(changes).join() === "at";
    history[quietly ? "replaceState" : "pushState"]({ step: step() + (quietly ? 0 : 1), chosen }, "", hash === "#" ? location.pathname + location.search : hash);
    tell();
  }
  // Takes a value out of the address that has come to mean nothing; nobody is told.
  function forget(key) {
    now = { ...now, [key]: NONE[key] };
    const hash = write(now);
    history.replaceState({ step: step() }, "", hash === "#" ? location.pathname + location.search : hash);
  }
  function back() {
    if (!step()) return false;
    history.back();
    return true;
  }
  function follow() {
    const next = read(location.hash);
    if (write(next) === write(now) && !next.bad.length) return;
    now = next;
    tell();
  }
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);

  X.state = { get now() { return now; }, get chosen() { return history.state?.chosen; }, none: NONE, read, write, go, forget, back, follow: (listener) => listeners.push(listener) };
})();
