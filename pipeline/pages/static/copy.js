// Buttons with data-copy put its words on the clipboard and say so. Where many begin alike, what they
// begin with stands once, as data-copy-before of an element around them.
"use strict";

(() => {
  // A file opened from disk may be refused the clipboard; the old way still works there.
  function byHand(text) {
    const area = Tiaoli.element("textarea", { class: "hidden-but-read" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byHand(text);
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const before = button.closest("[data-copy-before]")?.dataset.copyBefore ?? "";
    const done = await copy(before + button.dataset.copy);
    Tiaoli.announce(done ? "copied" : "copy-failed");
    button.focus();
  });
})();
