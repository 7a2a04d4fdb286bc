/* The keyboard: from turn to turn, and to the search. A reader can turn it off (WCAG 2.1.4). */
(() => {
  "use strict";
  const body = document.body;
  const dialog = document.querySelector(".archival-keys");
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const set = (isOn) => {
    body.toggleAttribute("data-archival-no-keys", !isOn);
    try {
      localStorage.setItem("archival-keys", isOn ? "on" : "off");
    } catch {
      // It is off for this page.
    }
  };
  if (read("archival-keys") === "off") body.toggleAttribute("data-archival-no-keys", true);

  let help = () => {};
  if (dialog) {
    const choice = dialog.querySelector("input");
    help = () => {
      choice.checked = !body.hasAttribute("data-archival-no-keys");
      dialog.showModal();
    };
    choice.addEventListener("change", () => set(choice.checked));
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    document.querySelector(".archival-keys-button").addEventListener("click", help);
  }

  /* From turn to turn. */

  const turns = [...document.querySelectorAll("div.archival-turn")].filter((turn) =>
    turn.querySelector(":scope > .archival-turn-number"),
  );
  let last = null;
  const isSeen = (turn) => {
    const box = turn.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };
  const targeted = () => {
    last = document.querySelector(":target")?.closest("div.archival-turn") || last;
  };
  targeted();
  addEventListener("hashchange", targeted);
  document.addEventListener("focusin", ({ target }) => {
    last = target.closest("div.archival-turn") || last;
  });

  const current = () =>
    last && isSeen(last)
      ? last
      : turns.find((turn) => turn.getBoundingClientRect().bottom > 80) || turns.at(-1);

  const speakersOf = (turn) =>
    turn.dataset.speakers?.split(" ") || [turn.querySelector(".archival-speaker")?.textContent];

  const go = (step, isSameSpeaker) => {
    const from = current();
    const speakers = speakersOf(from);
    for (let at = turns.indexOf(from) + step; turns[at]; at += step) {
      if (isSameSpeaker && !speakersOf(turns[at]).some((one) => speakers.includes(one))) continue;
      last = turns[at];
      last.querySelector(":scope > .archival-turn-number").focus({ preventScroll: true });
      last.scrollIntoView({ block: "start" });
      return;
    }
  };

  const SEARCH = ".archival-find [name=q], .archival-search input";
  let origin = null; // where one was before one searched
  const search = () => {
    const field =
      document.querySelector(".archival-find [name=q]") ||
      document.querySelector(".archival-search input");
    field?.focus();
    field?.select();
  };
  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    if (target.matches(SEARCH)) origin = relatedTarget;
  });
  /* Out of the field, to where one was. What was typed stays: a browser of itself would take it. */
  const leaveSearch = (field) => {
    if (origin?.isConnected && origin.checkVisibility()) origin.focus({ preventScroll: true });
    else field.blur();
  };

  /* Sphinx's own script takes Escape from the browser, which would close the menu by it. */
  const leave = (event) => {
    const menu = document.querySelector(".archival-sidebar:popover-open");
    if (event.target.matches?.(SEARCH)) {
      event.preventDefault();
      leaveSearch(event.target);
    } else if (menu && !document.querySelector(".archival-popup:popover-open")) menu.hidePopover();
  };

  const ACTIONS = {
    "?": () => help(),
    "/": search,
    j: () => go(1, true),
    k: () => go(-1, true),
    n: () => go(1, false),
    p: () => go(-1, false),
  };
  /* On a keyboard of another script the key counts, not its letter. */
  const PLACES = { KeyJ: "j", KeyK: "k", KeyN: "n", KeyP: "p" };
  const FIELDS = "input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]";

  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key === "Escape") leave(event);
      if (event.target.closest?.(`${FIELDS}, dialog`) || document.querySelector("dialog[open]")) return;
      const isOurs = event.key in ACTIONS || (event.key > "\u024f" && event.key.length === 1);
      const key = event.key in ACTIONS ? event.key : PLACES[event.code];
      if (!isOurs || !key) return;
      if (!turns.length && PLACES[`Key${key.toUpperCase()}`]) return;
      // Sphinx's own script knows "/", and would not ask whether it is off.
      event.stopPropagation();
      if (body.hasAttribute("data-archival-no-keys")) return;
      event.preventDefault();
      ACTIONS[key]();
    },
    true,
  );
})();
