/* How the text is shown: as published, clean or with the editor's hand; and one speaker's turns. */
(() => {
  "use strict";
  const body = document.body;
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Nothing is remembered where a reader allows no storage.
    }
  };

  /* The display. The style sheet does the work; early.js has set what was chosen before. */

  const radios = [...document.querySelectorAll('input[name="archival-display"]')];
  const texts = ":is(.archival-transcript, div.archival-turn)";
  const HIDDEN = ["original", "gloss", "identification", "sic"].map((kind) => `.archival-${kind}`);

  /* A blank that stood before what is hidden must not stand before a comma. */
  const CLOSES = /^[,.;:!?)\]’”»…]/;
  const OPENS = /[(\[‘“«]$/;
  const wrapBlank = (node, at) => {
    const blank = node.splitText(at);
    blank.splitText(1);
    const span = document.createElement("span");
    span.className = "archival-blank";
    blank.replaceWith(span);
    span.append(blank);
  };
  let hasBlanks = false;
  const markBlanks = () => {
    if (hasBlanks) return;
    hasBlanks = true;
    const found = `${texts} .archival-insertion:is(${HIDDEN}):not(:has(.archival-noteref))`;
    for (const insertion of document.querySelectorAll(found)) {
      const block = insertion.closest("p, li, td, th, dd, dt, h1, h2, h3, blockquote");
      if (!block) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      let before = null;
      let after = null;
      while (!after && walker.nextNode()) {
        const node = walker.currentNode;
        if (insertion.contains(node)) continue;
        if (insertion.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) after = node;
        else before = node;
      }
      if (!before || !after) continue;
      if (/[^ ] $/.test(before.data) && CLOSES.test(after.data))
        wrapBlank(before, before.data.length - 1);
      else if (OPENS.test(before.data) && after.data.startsWith(" ")) wrapBlank(after, 0);
    }
  };

  /* With the keyboard one reaches insertions where one looks for them: in the editor's hand. Else
     eighty of them would stand between a reader and the next link. */
  const reach = (isReached) => {
    const found = `${texts} :is(.archival-insertion, .archival-emendation)[title]`;
    for (const insertion of document.querySelectorAll(found))
      if (!isReached) insertion.removeAttribute("tabindex");
      else if (!insertion.closest("a")) insertion.tabIndex = 0;
  };

  const display = (name) => {
    if (name === "clean") markBlanks();
    reach(name === "hand");
    body.dataset.archivalDisplay = name;
  };

  if (radios.length) {
    const chosen =
      radios.find((radio) => radio.value === body.dataset.archivalDisplay) || radios[0];
    chosen.checked = true;
    display(chosen.value);
    for (const radio of radios)
      radio.addEventListener("change", () => {
        display(radio.value);
        store("archival-display", radio.value);
      });
  }

  /* One speaker's turns. The others stay, each cut to a line that opens on a click or, by the style
     sheet, when the keyboard comes into it. */

  const turnsOf = (documentId) =>
    [...document.querySelectorAll("div.archival-turn")].filter((turn) =>
      turn.id.startsWith(`${documentId}-t`),
    );

  for (const select of document.querySelectorAll(".archival-filter select")) {
    const status = select.closest(".archival-tools").querySelector(".archival-filter-status");
    select.value = "";
    select.addEventListener("change", () => {
      for (const turn of turnsOf(select.dataset.document)) {
        const speaks = (turn.dataset.speakers || "").split(" ").includes(select.value);
        turn.classList.toggle("is-muted", Boolean(select.value) && !speaks);
      }
      status.textContent = select.selectedOptions[0].dataset.status;
    });
  }

  const open = (turn) => {
    if (!turn?.classList.contains("is-muted")) return;
    turn.classList.remove("is-muted");
    document.dispatchEvent(new Event("archival-turns"));
  };
  document.addEventListener("click", ({ target }) => {
    if (!target.closest("a")) open(target.closest(".is-muted"));
  });
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    open(target?.closest(".is-muted"));
  });
})();
