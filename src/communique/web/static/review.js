// Keys of the review. They work while the item has the focus, which it gets on arrival, and never while somebody writes.
"use strict";
(function () {
  const item = document.getElementById("item");
  if (!item) { return; }
  item.focus({ preventScroll: true });
  item.addEventListener("keydown", function (pressed) {
    const writes = pressed.target.matches("input, textarea, select");
    if (writes || pressed.ctrlKey || pressed.metaKey || pressed.altKey) { return; }
    const meant = item.querySelector('[data-key="' + CSS.escape(pressed.key.toLowerCase()) + '"]');
    if (!meant) { return; }
    pressed.preventDefault();
    if (meant.matches("select")) { meant.focus(); } else { meant.click(); }
  });
})();
