/* What is told beside a word: a card of who is named, a note that has no place in the margin, the
   kind and the hand of an insertion. It comes on hover, focus and tap; one can move onto it, it stays
   until one leaves, and Escape closes it (WCAG 1.4.13). All it tells stands elsewhere too, so its
   links are for the pointer only: it is the description of what it belongs to. */
(() => {
  "use strict";
  const main = document.querySelector(".archival-main");
  if (!main || !HTMLElement.prototype.showPopover) return;

  const SHOWS_AFTER = 250;
  const LEAVES_AFTER = 300;
  const MARGIN = 8;
  const GAP = 6;
  const TRIGGERS = "a[href], .archival-insertion, .archival-insertion-block, .archival-emendation";
  const ROOMS = ".archival-main, .archival-sidebar, .archival-sidenotes";

  const popup = document.createElement("div");
  popup.className = "archival-popup";
  popup.id = "archival-popup";
  popup.role = "tooltip";
  popup.popover = "manual";
  main.append(popup);

  const copy = (source) => {
    const made = source.cloneNode(true);
    for (const one of [made, ...made.querySelectorAll("[id], a")]) {
      one.removeAttribute("id");
      if (one.localName === "a") one.tabIndex = -1;
    }
    return made;
  };

  let cards;
  const cardOf = (link) => {
    cards ??= new Map(
      [...document.querySelectorAll("div.archival-card")].map((card) => [
        card.querySelector("a")?.href,
        card,
      ]),
    );
    return cards.get(link.href);
  };

  const element = (className, ...inner) => {
    const made = document.createElement("div");
    made.className = className;
    made.append(...inner);
    return made;
  };

  const noteOf = (mark) => {
    if (mark.hasAttribute("data-beside")) return null;
    const body = document.getElementById(mark.hash.slice(1))?.querySelector(".archival-note-body");
    if (!body) return null;
    const number = document.createElement("b");
    number.textContent = mark.textContent;
    return element("archival-popup-note", number, copy(body));
  };

  /* What to tell of an element, as a function that makes it, or null. */
  const tellingOf = (trigger) => {
    if (trigger.localName === "a") {
      if (trigger.role === "doc-noteref" || trigger.getAttribute("role") === "doc-noteref")
        return trigger.hasAttribute("data-beside") ? null : () => noteOf(trigger);
      const card = cardOf(trigger);
      return card ? () => copy(card) : null;
    }
    const words = titles.get(trigger) || trigger.title;
    return words ? () => element("archival-popup-words", words) : null;
  };

  const triggerOf = (target) => {
    let found = target.closest?.(TRIGGERS);
    while (found && !tellingOf(found)) found = found.parentElement?.closest(TRIGGERS);
    return found?.closest(ROOMS) && !found.closest(".archival-popup") ? found : null;
  };

  /* A browser's own tooltip would stand on ours. */
  const titles = new Map();
  const hold = (trigger) => {
    for (let one = trigger; one && one !== main; one = one.parentElement)
      if (one.title) {
        titles.set(one, one.title);
        one.removeAttribute("title");
      }
  };
  const release = () => {
    for (const [one, title] of titles) one.title = title;
    titles.clear();
  };

  let opener = null; // what the popup belongs to
  let pending = null; // what it will belong to, if the pointer stays
  let dismissed = null; // what it was closed for
  let timer = 0;
  let pointer = ""; // what a click comes from
  let point = null;

  const place = () => {
    const boxes = [...opener.getClientRects()];
    const box =
      boxes.find((one) => point && point.y >= one.top - 2 && point.y <= one.bottom + 2) || boxes[0];
    if (!box) return hide();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const above = box.top - GAP - MARGIN;
    const below = height - box.bottom - GAP - MARGIN;
    popup.style.maxBlockSize = "";
    const isBelow = popup.offsetHeight <= below || below >= above;
    popup.style.maxBlockSize = `${Math.max(isBelow ? below : above, 96)}px`;
    const left = Math.max(MARGIN, Math.min(box.left - 12, width - popup.offsetWidth - MARGIN));
    const top = isBelow ? box.bottom + GAP : box.top - GAP - popup.offsetHeight;
    popup.style.left = `${left + scrollX}px`;
    popup.style.top = `${top + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    pending = null;
    if (opener) {
      opener.removeAttribute("aria-describedby");
      opener = null;
      popup.hidePopover();
    }
    release();
  };

  const show = (trigger, at = null) => {
    const content = tellingOf(trigger)?.();
    hide();
    if (!content) return;
    hold(trigger);
    popup.replaceChildren(content);
    opener = trigger;
    point = at;
    popup.showPopover();
    popup.scrollTop = 0;
    place();
    trigger.setAttribute("aria-describedby", popup.id);
  };

  const leave = () => {
    clearTimeout(timer);
    pending = null;
    if (!opener) release();
    else if (!opener.matches(":focus-visible")) timer = setTimeout(hide, LEAVES_AFTER);
  };

  /* Only a pointer that moves is on its way to a word; a page that scrolls below it is not. */
  let at = null;
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.target === at) return;
    at = event.target;
    const trigger = popup.contains(event.target) ? opener : triggerOf(event.target);
    if (trigger !== dismissed) dismissed = null;
    if (!trigger || dismissed) return leave();
    if (trigger === pending) return;
    clearTimeout(timer);
    pending = null;
    if (trigger === opener) return;
    if (!opener) release();
    hold(trigger);
    pending = trigger;
    timer = setTimeout(show, SHOWS_AFTER, trigger, { y: event.clientY });
  });
  document.documentElement.addEventListener("pointerleave", () => {
    at = null;
    leave();
  });

  document.addEventListener("pointerdown", (event) => (pointer = event.pointerType), true);
  document.addEventListener(
    "keydown",
    (event) => {
      pointer = "";
      if (event.key !== "Escape" || !opener) return;
      dismissed = opener;
      hide();
    },
    true,
  );

  document.addEventListener("focusin", ({ target }) => {
    if (pointer || !target.matches(":focus-visible")) return;
    const trigger = triggerOf(target);
    if (trigger && (trigger === target || target.localName !== "a")) show(trigger);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target === opener && !popup.matches(":hover")) hide();
  });

  /* The first tap tells, the second follows. */
  document.addEventListener("click", (event) => {
    if (popup.contains(event.target)) return;
    const trigger = triggerOf(event.target);
    const isLink = Boolean(event.target.closest?.("a"));
    if (!trigger || (isLink && (pointer !== "touch" || trigger === opener))) return hide();
    if (trigger === opener && pointer === "touch") return hide();
    if (isLink) event.preventDefault();
    show(trigger, { y: event.clientY });
  });

  addEventListener("resize", hide);
  document.addEventListener("scroll", ({ target }) => {
    if (opener && target !== document && !popup.contains(target)) place();
  }, true);
})();
