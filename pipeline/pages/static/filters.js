// Show only the clauses that are asked for, under their headings. Within a group any of the boxes
// that are ticked will do; all groups must hold.
//
//   Tiaoli.filter.clear()         show everything
//   Tiaoli.filter.only("green")   show the clauses of one type
"use strict";

Tiaoli.filter = (() => {
  const FEW = 300; // rows that a browser lays out at once without being felt
  const form = document.getElementById("filters");
  const rows = document.getElementById("rows");
  const shown = document.getElementById("filter-shown");
  const clearer = document.getElementById("filter-clear");
  const nothing = document.getElementById("filter-nothing");
  let clauses = null;

  // Asked for when first needed, so that opening the page does not wait for it.
  function read() {
    clauses ??= [...rows.querySelectorAll(".clause")].map((row) => ({
      row,
      unit: row.dataset.unit,
      heading: row.classList.contains("heading-row"),
      types: row.dataset.types.split(" "),
      roles: row.dataset.roles.split(" "),
      dated: row.dataset.dated ? row.dataset.dated.split(" ") : [],
      unsure: "unsure" in row.dataset,
      flagged: "flagged" in row.dataset,
      words: null,
    }));
    return clauses;
  }

  function words(clause) {
    clause.words ??= [...clause.row.querySelectorAll(".zh, .draft")]
      .map((part) => part.textContent.toLowerCase())
      .join("\n");
    return clause.words;
  }

  function asked() {
    const ticked = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
    return {
      words: document.getElementById("filter-words").value.trim().toLowerCase(),
      types: ticked("type"),
      roles: ticked("role"),
      date: form.elements.dated?.value ?? "",
      only: ["unsure", "flagged"].filter((name) => form.elements[name]?.checked),
    };
  }

  function fits(clause, wanted) {
    return (
      (!wanted.types.length || wanted.types.some((type) => clause.types.includes(type))) &&
      (!wanted.roles.length || wanted.roles.some((role) => clause.roles.includes(role))) &&
      (!wanted.date || (wanted.date === "*" ? clause.dated.length : clause.dated.includes(wanted.date))) &&
      wanted.only.every((name) => clause[name]) &&
      (!wanted.words || words(clause).includes(wanted.words))
    );
  }

  // The units around one: 3.4.2 lies in 3.4 and in 3.
  function around(unit) {
    const parts = unit.split(".");
    return parts.map((_, at) => parts.slice(0, at + 1).join("."));
  }

  function say(count) {
    const all = rows.querySelectorAll(".clause").length;
    const some = count !== null;
    shown.textContent = some ? Tiaoli.say("filter.shown", { shown: count, all }) : "";
    clearer.hidden = !some;
    nothing.hidden = count !== 0;
    rows.classList.toggle("few", some && count < FEW);
  }

  function apply() {
    const wanted = asked();
    const everything = Object.values(wanted).every((one) => one.length === 0);
    const fitting = new Set(everything ? read() : read().filter((clause) => fits(clause, wanted)));
    const near = new Set(everything ? [] : [...fitting].flatMap((clause) => around(clause.unit)));
    for (const clause of read()) {
      const context = !fitting.has(clause) && clause.heading && near.has(clause.unit);
      clause.row.hidden = !fitting.has(clause) && !context;
      clause.row.classList.toggle("context", context);
    }
    for (const block of rows.querySelectorAll(".block")) {
      block.hidden = !block.querySelector(".clause:not([hidden])");
    }
    say(everything ? null : fitting.size);
  }

  let timer = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(apply, event.target.type === "search" ? 150 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply, 0));
  Tiaoli.onLanguage(() => clauses && apply());

  return {
    clear: () => form.reset(),
    only(type) {
      form.reset();
      for (const box of form.querySelectorAll('[name="type"]')) box.checked = box.value === type;
      apply();
    },
  };
})();
