/* Notes beside the line of their mark, where the window has a margin for them. They are copies: the
   list below the text stays, the mark's link leads there, and screen readers and the keyboard know
   nothing of the margin. They take no part in the layout, so nothing moves when they come. */
(() => {
  "use strict";
  const frame = document.querySelector(".archival-frame.has-document");
  const main = frame?.querySelector(".archival-main");
  const marks = main
    ? [...main.querySelectorAll('.archival-noteref > a[role="doc-noteref"]')].filter(
        (mark) => !mark.closest(".archival-notes"),
      )
    : [];
  if (!marks.length) return;

  const GAP = 12;
  const FAR = 480; // a note that would stand further below its line is none beside it
  const narrow = matchMedia("(max-width: 76rem)");
  const margin = document.createElement("div");
  margin.className = "archival-sidenotes";
  margin.setAttribute("aria-hidden", "true");
  const notes = new Map();

  const make = (mark) => {
    const source = document.getElementById(mark.hash.slice(1));
    const body = source?.querySelector(".archival-note-body")?.cloneNode(true);
    if (!body) return null;
    for (const one of body.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const link of body.querySelectorAll("a")) link.tabIndex = -1;
    const number = document.createElement("b");
    number.textContent = mark.textContent;
    const note = document.createElement("div");
    note.className = "archival-sidenote";
    note.append(number, body);
    return note;
  };

  const fill = () => {
    const seen = new Set();
    for (const mark of marks) {
      const note = seen.has(mark.hash) ? null : make(mark);
      seen.add(mark.hash);
      if (note) notes.set(mark, note);
    }
    margin.append(...notes.values());
    frame.append(margin);
  };

  /* All is measured before anything is moved. */
  const place = () => {
    if (narrow.matches) {
      for (const mark of notes.keys()) mark.removeAttribute("data-beside");
      return;
    }
    if (!notes.size) fill();
    const start = margin.getBoundingClientRect().top;
    const contents = frame.querySelector(".archival-contents")?.getBoundingClientRect();
    let end = contents?.height ? contents.bottom - start + 2 * GAP : -GAP;
    const measured = [...notes].map(([mark, note]) => {
      const box = mark.closest(".is-muted") ? null : mark.getClientRects()[0];
      const line = parseFloat(getComputedStyle(note).lineHeight);
      const wanted = box ? (box.top + box.bottom - line) / 2 + 4 - start : 0;
      return { mark, note, isShown: Boolean(box), wanted, height: note.offsetHeight };
    });
    for (const { mark, note, isShown, wanted, height } of measured) {
      const top = Math.max(wanted, end + GAP);
      const isBeside = isShown && top - wanted < FAR;
      note.classList.toggle("is-away", !isBeside);
      mark.toggleAttribute("data-beside", isBeside);
      if (!isBeside) continue;
      note.style.translate = `0 ${Math.round(top)}px`;
      end = top + height;
    }
  };

  let frameRequest = 0;
  const later = () => {
    cancelAnimationFrame(frameRequest);
    frameRequest = requestAnimationFrame(place);
  };

  place();
  new ResizeObserver(later).observe(main);
  narrow.addEventListener("change", later);
  document.fonts?.addEventListener("loadingdone", later);
  document.addEventListener("change", later);
  document.addEventListener("archival-turns", later);

  /* Which note belongs to which mark is seen from either. */
  const pair = ({ target, type }) => {
    for (const [mark, note] of notes) {
      const isIt = type !== "pointerleave" && (note.contains(target) || mark.contains(target));
      note.classList.toggle("is-current", isIt);
      mark.classList.toggle("is-current", isIt);
    }
  };
  document.addEventListener("pointerover", pair);
  document.addEventListener("focusin", pair);
})();
