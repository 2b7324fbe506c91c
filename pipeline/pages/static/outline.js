// The outline folds, and shows where in the document the reader is.
"use strict";

(() => {
  const outline = document.querySelector(".outline");
  const folds = [...outline.querySelectorAll(".fold[aria-expanded]")];

  function fold(button, open) {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).classList.toggle("folded", !open);
  }

  outline.addEventListener("click", (event) => {
    const button = event.target.closest(".fold[aria-expanded]");
    if (button) fold(button, button.getAttribute("aria-expanded") !== "true");
  });
  document.getElementById("fold-all").addEventListener("click", () => folds.forEach((one) => fold(one, false)));
  document.getElementById("unfold-all").addEventListener("click", () => folds.forEach((one) => fold(one, true)));

  // A copy button comes into the order of Tab with its entry only: Tab, then Tab again to copy.
  outline.addEventListener("focusin", (event) => {
    for (const button of outline.querySelectorAll('.copy[tabindex="0"]')) button.tabIndex = -1;
    const near = event.target.closest("li")?.querySelector(":scope > .copy");
    if (near) near.tabIndex = 0;
  });

  const links = new Map();
  for (const link of outline.querySelectorAll("a")) {
    links.set(link.getAttribute("href").slice(3), link);
  }
  let current = null;
  let waiting = false;

  function follow() {
    waiting = false;
    const rows = document.getElementById("rows").getBoundingClientRect();
    const top = document.querySelector(".top").getBoundingClientRect().bottom + 40;
    if (rows.bottom < 0 || rows.top > top || rows.width === 0) return;
    const unit = document.elementFromPoint(rows.left + 4, top)?.closest(".clause")?.dataset.unit;
    if (unit === undefined) return;
    let id = unit;
    while (id && !links.has(id)) id = id.slice(0, Math.max(0, id.lastIndexOf(".")));
    const link = links.get(id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    current = link ?? null;
  }

  document.addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(follow);
      waiting = true;
    },
    { passive: true },
  );
})();
