/* Before the page is painted: the colours and the display that the reader chose before. */
(() => {
  const read = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  document.body.dataset.theme = read("theme") || "auto";
  document.body.dataset.archivalDisplay = read("archival-display") || "published";
})();
