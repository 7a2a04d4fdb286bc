/* Citations: copied with a click, for a document, for a turn, and for the words that are selected. */
(() => {
  const LOCATOR = "\ue000", ADDRESS = "\ue001", LONG = 80, EDGE = 4;
  const boxes = [...document.querySelectorAll(".archival-cite")];
  if (!boxes.length) return;
  const words = boxes[0].dataset;
  const said = document.createElement("p");
  said.className = "archival-cite-said";
  said.setAttribute("role", "status");
  document.body.append(said);

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const plain = (html) => {
    const element = document.createElement("template");
    element.innerHTML = html;
    return element.content.textContent;
  };
  const copyOld = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "archival-cite-said";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  const copy = async (html, button) => {
    const text = plain(html);
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([text], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      })]);
    } catch {
      copyOld(text);
      button.focus();
    }
    const before = button.textContent;
    said.textContent = button.textContent = words.copied;
    setTimeout(() => { button.textContent = before; said.textContent = ""; }, 1500);
  };

  for (const box of boxes) {
    for (const button of box.querySelectorAll("button")) {
      button.hidden = false;
      button.onclick = () => copy(button.previousElementSibling.innerHTML, button);
    }
    addEventListener("pointerdown", (event) => { if (!box.contains(event.target)) box.open = false; });
    // Whoever goes on with the keyboard leaves nothing open on the text.
    box.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !box.contains(relatedTarget)) box.open = false; });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      if (box.contains(document.activeElement)) box.querySelector("summary").focus();
    });
  }

  /* Where a passage is, and how it is cited. */
  const page = () => (document.querySelector("link[rel=canonical]")?.href || location.href).split("#")[0];
  const numberOf = (turn) => turn.querySelector(".archival-turn-number")?.dataset.number || "";
  const boxOf = (turn) => boxes.findLast((box) => box.compareDocumentPosition(turn) & Node.DOCUMENT_POSITION_FOLLOWING);
  const cited = (first, last, address) => {
    const one = first === last;
    const numbers = one ? numberOf(first) : `${numberOf(first)}–${numberOf(last)}`;
    const passage = boxOf(first)?.querySelector("template")?.innerHTML;
    if (!passage) return escaped(address);
    return passage.replace(LOCATOR, () => escaped((one ? words.turn : words.turns).replace("%s", numbers)))
      .replace(ADDRESS, () => escaped(address));
  };

  /* A text fragment: https://wicg.github.io/scroll-to-text-fragment/ */
  const encoded = (text) => encodeURIComponent(text).replace(/-/g, "%2D");
  const tidy = (text) => text.replace(/\s+/g, " ").trim();
  const isLetter = (sign) => /[\p{L}\p{N}\p{M}]/u.test(sign || "");
  const wholeWords = (range) => {
    const whole = range.cloneRange();
    const { startContainer: start, endContainer: end } = range;
    let { startOffset: from, endOffset: to } = range;
    if (start.nodeType === Node.TEXT_NODE && isLetter(start.data[from])) while (isLetter(start.data[from - 1])) from -= 1;
    if (end.nodeType === Node.TEXT_NODE && isLetter(end.data[to - 1])) while (isLetter(end.data[to])) to += 1;
    whole.setStart(start, from);
    whole.setEnd(end, to);
    return whole;
  };
  const blockOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p, li, dd, blockquote, div");
  const fragment = (selection) => {
    const range = wholeWords(selection.getRangeAt(0));
    const lines = selection.toString().split(/\n+/).map(tidy).filter(Boolean);
    const start = blockOf(range.startContainer), end = blockOf(range.endContainer);
    let text;
    if (start === end && lines.length < 2 && tidy(range.toString()).length <= LONG) {
      const quote = tidy(range.toString());
      text = encoded(quote);
      const around = document.createRange();
      if (tidy(document.querySelector("main, body").textContent).split(quote).length > 2) {
        around.setStart(start, 0);
        around.setEnd(range.startContainer, range.startOffset);
        const before = tidy(around.toString()).split(" ").slice(-EDGE).join(" ");
        if (before) text = `${encoded(before)}-,${text}`;
      }
    } else {
      const head = document.createRange(), tail = document.createRange();
      head.setStart(range.startContainer, range.startOffset);
      if (start === end) head.setEnd(range.endContainer, range.endOffset);
      else head.setEnd(start, start.childNodes.length);
      tail.setStart(...(start === end ? [range.startContainer, range.startOffset] : [end, 0]));
      tail.setEnd(range.endContainer, range.endOffset);
      const first = tidy(head.toString()).split(" ").slice(0, EDGE).join(" ");
      const last = tidy(tail.toString()).split(" ").slice(-EDGE).join(" ");
      text = [first, last].filter(Boolean).map(encoded).join(",");
    }
    return text;
  };

  /* The small bar beside a turn's number, or below selected words. */
  const bar = document.createElement("span");
  bar.className = "archival-cite-bar";
  bar.setAttribute("role", "group");
  const link = document.createElement("button"), cite = document.createElement("button");
  link.type = cite.type = "button";
  link.textContent = words.link;
  bar.append(cite, link);
  let passage = null, timer = 0;

  const hide = () => { passage = null; bar.remove(); };
  const show = (first, last, address, label, after, rect) => {
    passage = { first, last, address };
    cite.textContent = label;
    bar.setAttribute("aria-label", label);
    if (after.matches(".archival-turn-number")) after.after(bar);
    else after.append(bar);
    const origin = bar.offsetParent.getBoundingClientRect();
    const room = document.documentElement.clientWidth - bar.offsetWidth - 8;
    bar.style.insetInlineStart = `${Math.max(8, Math.min(rect.left, room)) - origin.left}px`;
    bar.style.insetBlockStart = `${rect.bottom - origin.top + 2}px`;
  };
  link.onclick = () => copy(escaped(passage.address), link);
  cite.onclick = () => copy(cited(passage.first, passage.last, passage.address), cite);
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection

  const ofTurn = (number) => {
    const turn = number.closest(".archival-turn");
    show(turn, turn, `${page()}#${turn.id}`, words.citeTurn, number, number.getBoundingClientRect());
  };
  const later = (what, delay) => { clearTimeout(timer); timer = setTimeout(what, delay); };
  const hasFocus = () => bar.contains(document.activeElement) || document.activeElement === bar.previousElementSibling;
  const hasSelection = () => !getSelection().isCollapsed;
  const isOurs = (target) => target instanceof Element && target.closest(".archival-turn-number, .archival-cite-bar");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || hasSelection()) return;
    const over = isOurs(event.target);
    if (over && over !== bar) later(() => ofTurn(over), 250);
    else if (over) clearTimeout(timer);
    else if (passage && !hasFocus()) later(hide, 350);
  });
  document.addEventListener("focusin", (event) => {
    const over = isOurs(event.target);
    if (over && over !== bar && over.matches(":focus-visible")) ofTurn(over);
    else if (!over && !hasSelection()) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !passage) return;
    if (bar.contains(document.activeElement) && bar.previousElementSibling?.matches("a")) bar.previousElementSibling.focus();
    hide();
  });
  document.addEventListener("selectionchange", () => later(() => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.toString().trim()) {
      if (passage && !hasFocus()) hide();
      return;
    }
    if (bar.contains(document.activeElement)) return;
    bar.remove(); // its words are none of the text
    const range = selection.getRangeAt(0);
    const turns = [...document.querySelectorAll("div.archival-turn")].filter((turn) => range.intersectsNode(turn));
    const block = blockOf(range.endContainer);
    if (!turns.length || !block.closest(".archival-turn")) return hide();
    const [first, last] = [turns[0], turns.at(-1)];
    const address = `${page()}#${first.id}:~:text=${fragment(selection)}`;
    show(first, last, address, words.citeWords, block, [...range.getClientRects()].at(-1));
  }, 200));
})();
