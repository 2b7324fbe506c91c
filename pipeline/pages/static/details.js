// What was found, shown at its mark: on hover, on focus, on a tap. One stop per clause for Tab, the
// arrow keys go from mark to mark; Escape closes.
"use strict";

(() => {
  const KINDS = ["quantity", "indicator", "deadline", "body", "citation", "term"];
  const rows = document.getElementById("rows");
  const box = document.getElementById("details");
  const off = new Set();
  let shownAt = null;
  let pinned = false;
  let timer = 0;

  const listed = (mark) => mark.dataset.findings.split(" ").map(Number);

  function dated(finding) {
    if (!finding.deadline) return null;
    const date = finding.deadline.replace("/", " – ");
    if (!finding.quote) return date;
    const from = finding.from === "context" ? "detail.deadline-context" : "detail.deadline-clause";
    return Tiaoli.say(from, { date, quote: finding.quote });
  }

  // Each kind of finding as pairs of a key of the words and a value; empty values are left out.
  const FACTS = {
    quantity: (one) => [
      ["amount", one.amount[Tiaoli.language] + (one.per ? `/${Tiaoli.named("per", one.per)}` : "")],
      ["role", Tiaoli.named("role", one.role)],
      ["indicator", one.indicator, "zh-Hans"],
      ["english", one.english, "en"],
      ["deadline", dated(one)],
      ["baseline", one.baseline],
      ["scope", one.scope, "zh-Hans"],
    ],
    milestone: (one) => [
      ["deadline", one.deadline.replace("/", " – ")],
      ["words", one.words, "zh-Hans"],
    ],
    body: (one) => [
      ["name", one.name, "zh-Hans"],
      ["role", Tiaoli.named("body", one.role)],
    ],
    citation: (one) => [
      ["title", one.title, "zh-Hans"],
      ["number", one.number, "zh-Hans"],
    ],
    term: (one) => [
      ["chinese", one.chinese, "zh-Hans"],
      ["english", one.english, "en"],
    ],
  };

  function described(finding) {
    const facts = Tiaoli.element("dl");
    for (const [key, value, lang] of FACTS[finding.kind](finding)) {
      if (!value) continue;
      facts.append(
        Tiaoli.element("dt", {}, Tiaoli.say(`detail.${key}`)),
        Tiaoli.element("dd", {}, Tiaoli.element("bdi", { lang }, value)),
      );
    }
    return [Tiaoli.element("h3", {}, Tiaoli.say(`mark.${finding.kind}`)), facts];
  }

  function place() {
    if (!shownAt) return;
    const gap = 6;
    const at = shownAt.getClientRects()[0];
    if (!at) return hide();
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.max(gap, Math.min(at.left, document.documentElement.clientWidth - width - gap));
    const below = shownAt.getBoundingClientRect().bottom + gap;
    const top = below + height > window.innerHeight ? Math.max(gap, at.top - height - gap) : below;
    box.style.translate = `${left}px ${top}px`;
  }

  function pair(mark, on) {
    const numbers = new Set(listed(mark));
    for (const other of mark.closest(".clause").querySelectorAll(".mark")) {
      const same = other !== mark && listed(other).some((number) => numbers.has(number));
      other.classList.toggle("paired", on && same);
    }
  }

  function show(mark) {
    clearTimeout(timer);
    if (shownAt === mark) return;
    if (shownAt) hide();
    const findings = Tiaoli.data("findings");
    box.replaceChildren(...listed(mark).flatMap((number) => described(findings[number])));
    box.hidden = false;
    shownAt = mark;
    mark.setAttribute("aria-describedby", "details");
    pair(mark, true);
    place();
  }

  function hide() {
    clearTimeout(timer);
    if (!shownAt) return;
    shownAt.removeAttribute("aria-describedby");
    pair(shownAt, false);
    shownAt = null;
    pinned = false;
    box.hidden = true;
  }

  function later(what, wait) {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  }

  const markOf = (event) => {
    const mark = event.target.closest?.(".mark");
    return mark?.getAttribute("role") ? mark : null;
  };

  rows.addEventListener("pointerover", (event) => {
    const mark = event.pointerType === "mouse" && !pinned ? markOf(event) : null;
    if (mark) later(() => show(mark), 100);
  });
  rows.addEventListener("pointerout", (event) => {
    if (markOf(event) && !pinned && document.activeElement !== shownAt) later(hide, 250);
  });
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", () => pinned || later(hide, 250));
  rows.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
  });
  rows.addEventListener("focusout", (event) => markOf(event) && hide());
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark) {
      show(mark);
      pinned = true;
    } else if (!box.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("scroll", place, { passive: true });
  Tiaoli.onLanguage(hide);

  // One mark of each clause can be reached with Tab; the arrow keys pass that on.
  const active = (mark) =>
    KINDS.some((kind) => !off.has(kind) && (mark.classList.contains(kind) || mark.querySelector(`.${kind}`)));

  function makeStops() {
    for (const clause of rows.querySelectorAll(".clause")) {
      let first = true;
      for (const mark of clause.querySelectorAll(".mark")) {
        if (off.size && !active(mark)) {
          mark.removeAttribute("role");
          mark.removeAttribute("tabindex");
          continue;
        }
        mark.setAttribute("role", "button");
        mark.setAttribute("tabindex", first ? "0" : "-1");
        first = false;
      }
    }
  }

  rows.addEventListener("keydown", (event) => {
    const mark = markOf(event);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!mark) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (shownAt === mark) hide();
      else show(mark);
    } else if (step) {
      event.preventDefault();
      const marks = [...mark.closest(".clause").querySelectorAll(".mark[role]")];
      const next = marks[(marks.indexOf(mark) + step + marks.length) % marks.length];
      mark.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.name !== "mark") return;
    const kind = event.target.value;
    if (event.target.checked) off.delete(kind);
    else off.add(kind);
    rows.classList.toggle(`no-${kind}`, off.has(kind));
    makeStops();
  });
  makeStops();
})();
