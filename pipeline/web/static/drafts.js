// The translator's desk: a clause and its English, with what memory and glossary have and the
// proof of every keystroke beside it. A save names the version that it was made from; when
// somebody else saved meanwhile, both are shown and one is chosen.
"use strict";

(() => {
  const { id } = Tiaoli.data("drafts");
  const rows = [...document.querySelectorAll(".row")];
  const help = document.getElementById("help");
  const body = document.getElementById("help-body");
  const places = Object.fromEntries(
    ["checks", "matches", "terms"].map((name) => [name, document.getElementById(name)]),
  );
  const desk = document.querySelector(".desk");
  const narrow = matchMedia("(max-width: 60rem)");
  const WAIT = 250;
  // Renderings of a term beyond these are spellings and variants, which the checks know too.
  const SHOWN = 3;
  let here = null;
  let suggestions = [];
  let proved = { checks: [], terms: [] };
  let timer = 0;
  let asked = 0;

  const path = (row, what) =>
    `/api/documents/${encodeURIComponent(id)}/clauses/${row.dataset.start}/${what}`;
  const area = (row) => row.querySelector("textarea");
  const changed = (row) => area(row).value !== area(row).defaultValue;

  // --- what is beside the clause ---

  function empty(place, key) {
    place.replaceChildren(said("p", key, {}, "muted"));
  }

  function said(tag, key, filled = {}, kind = "") {
    const made = Tiaoli.element(tag, { class: kind || null, "data-word": key });
    made.dataset.filled = JSON.stringify(filled);
    made.textContent = Tiaoli.say(key, filled);
    return made;
  }

  function checkName(check) {
    const key = `check.${check}`;
    return key in Tiaoli.data("words") ? said("strong", key) : Tiaoli.element("strong", {}, check);
  }

  function showChecks() {
    const failed = proved.checks.filter((one) => !one.ok);
    if (!proved.checks.length) return empty(places.checks, "drafts.no-draft");
    if (!failed.length) {
      places.checks.replaceChildren(
        said("p", "drafts.all-hold", { count: proved.checks.length }, "right"),
      );
      return undefined;
    }
    const list = failed.map((one) =>
      Tiaoli.element(
        "li", {}, checkName(one.check), " ", Tiaoli.element("bdi", {}, one.detail),
      ),
    );
    places.checks.replaceChildren(
      said("p", "drafts.faults", { count: failed.length }, "wrong"),
      Tiaoli.element("ul", { class: "faults" }, ...list),
    );
    return undefined;
  }

  function showTerms() {
    if (!proved.terms.length) return empty(places.terms, "drafts.no-terms");
    // Without a draft nothing is left unsaid yet: nothing is checked either.
    const blank = !proved.checks.length;
    const list = proved.terms.flatMap((term) => [
      Tiaoli.element("dt", { lang: "zh-Hans" }, term.chinese),
      Tiaoli.element(
        "dd", { class: term.said ? "said-term" : null },
        Tiaoli.element("span", { lang: "en" }, term.renderings.slice(0, SHOWN).join(" / ")), " ",
        blank ? null : said("span", term.said ? "drafts.term-said" : "drafts.term-unsaid", {},
          term.said ? "small right" : "small wrong"),
      ),
    ]);
    places.terms.replaceChildren(Tiaoli.element("dl", {}, ...list));
    return undefined;
  }

  function showMatches() {
    if (!suggestions.length) return empty(places.matches, "drafts.no-matches");
    const list = suggestions.map((one, at) => {
      const english = one.adapted || one.english;
      const take = said("button", "drafts.take", { key: `Alt+${at + 1}` }, "small");
      take.type = "button";
      take.addEventListener("click", () => takeOver(at));
      const score = said("strong", "drafts.match", { score: Math.floor(100 * one.score) });
      const put = one.adapted && one.adapted !== one.english;
      return Tiaoli.element(
        "li", {},
        Tiaoli.element("p", {}, score, " ", put ? said("em", "drafts.adapted", {}, "right") : null),
        Tiaoli.element("p", { lang: "zh-Hans" }, one.chinese),
        Tiaoli.element("p", { lang: "en" }, english),
        Tiaoli.element(
          "p", { class: "small muted" },
          said("span", "drafts.from", { origin: one.origin, added: one.added.slice(0, 10) }),
        ),
        take,
      );
    });
    places.matches.replaceChildren(Tiaoli.element("ol", { class: "matches" }, ...list));
    return undefined;
  }

  function takeOver(at) {
    const one = suggestions[at];
    if (!here || !one) return;
    area(here).value = one.adapted || one.english;
    area(here).focus();
    typed(here);
  }

  async function prove(row) {
    if (row !== here) return; // who typed and went on has the checks of where they are now
    const mine = ++asked;
    const found = await Bench.ask("POST", path(row, "checks"), { english: area(row).value });
    if (mine !== asked || row !== here) return;
    proved = found;
    showChecks();
    showTerms();
  }

  async function open(row) {
    if (row === here) return;
    here?.classList.remove("here");
    here = row;
    row.classList.add("here");
    if (narrow.matches) row.append(help);
    else if (help.parentElement !== desk) desk.append(help);
    document.getElementById("help-pick").hidden = true;
    body.hidden = false;
    try {
      const [found] = await Promise.all([Bench.ask("GET", path(row, "suggestions")), prove(row)]);
      if (row !== here) return;
      suggestions = found;
      showMatches();
    } catch (error) {
      Bench.wrong(error);
    }
  }

  // --- saving ---

  function origin(row, key) {
    const place = row.querySelector(".origin");
    place.dataset.word = key;
    place.textContent = Tiaoli.say(key);
  }

  function typed(row) {
    row.classList.toggle("changed", changed(row));
    row.querySelector(".save").disabled = !changed(row) && row.dataset.origin === "saved";
    origin(row, changed(row) ? "drafts.unsaved" : `origin.${row.dataset.origin}`);
    clearTimeout(timer);
    timer = setTimeout(() => prove(row).catch(Bench.wrong), WAIT);
  }

  function settle(row, kept) {
    area(row).defaultValue = kept.value.english;
    row.dataset.version = kept.version;
    row.dataset.origin = "saved";
    faulty(row, kept.value.faults ?? 0);
    row.classList.remove("changed");
    row.classList.add("saved");
    origin(row, "origin.saved");
    row.querySelector(".save").disabled = !changed(row);
    if (changed(row)) typed(row);
    row.querySelector(".conflict")?.remove();
    counted();
  }

  function faulty(row, count) {
    const place = row.querySelector(".faulty");
    row.dataset.faults = count;
    place.hidden = count === 0;
    place.dataset.filled = JSON.stringify({ count });
    place.textContent = Tiaoli.say("drafts.faults", { count });
  }

  async function save(row) {
    const english = area(row).value;
    const told = { english, base: Number(row.dataset.version), author: Bench.who() };
    try {
      const kept = await Bench.ask("PUT", path(row, "draft"), told);
      if (area(row).value === english) area(row).value = kept.value.english;
      settle(row, kept);
      Tiaoli.announce("drafts.just-saved");
      return true;
    } catch (error) {
      if (error.status === 409) conflict(row, error.said.theirs);
      else Bench.wrong(error);
      return false;
    }
  }

  function conflict(row, theirs) {
    row.querySelector(".conflict")?.remove();
    const author = theirs.author || Tiaoli.say("drafts.somebody");
    const take = said("button", "drafts.theirs", {}, "small");
    const keep = said("button", "drafts.mine", {}, "small");
    for (const button of [take, keep]) button.type = "button";
    const box = Tiaoli.element(
      "div", { class: "conflict", role: "alert" },
      said("p", "drafts.conflict", { author }),
      Tiaoli.element("p", { lang: "en" }, theirs.value.english),
      take, " ", keep,
    );
    take.addEventListener("click", () => {
      area(row).value = theirs.value.english;
      settle(row, theirs);
      area(row).focus();
    });
    keep.addEventListener("click", () => {
      row.dataset.version = theirs.version;
      box.remove();
      save(row);
      area(row).focus();
    });
    row.querySelector(".english").append(box);
  }

  function counted() {
    const place = document.getElementById("count");
    const done = rows.filter((row) => row.dataset.origin === "saved").length;
    const filled = { saved: done, all: rows.length };
    place.dataset.word = "drafts.count";
    place.dataset.filled = JSON.stringify(filled);
    place.textContent = Tiaoli.say("drafts.count", filled);
  }

  // --- moving ---

  function step(row, by) {
    const shown = rows.filter((one) => !one.hidden);
    const next = shown[shown.indexOf(row) + by];
    if (!next) return;
    area(next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  for (const row of rows) {
    area(row).addEventListener("focus", () => open(row));
    area(row).addEventListener("input", () => typed(row));
    row.querySelector(".save").addEventListener("click", () => save(row));
    row.querySelector(".save").disabled = row.dataset.origin === "saved" || !area(row).value;
    row.classList.toggle("saved", row.dataset.origin === "saved");
  }

  document.addEventListener("keydown", async (event) => {
    const row = event.target.closest?.(".row");
    if (!row || !event.target.matches("textarea")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (await save(row)) step(row, 1);
    } else if (event.altKey && /^Digit[1-5]$/.test(event.code)) {
      event.preventDefault();
      takeOver(Number(event.code.at(-1)) - 1);
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(row, event.key === "ArrowDown" ? 1 : -1);
    }
  });

  document.getElementById("which").addEventListener("change", (event) => {
    for (const row of rows) {
      const done = row.dataset.origin === "saved";
      const fits = { all: true, open: !done, saved: done, flagged: row.dataset.faults !== "0" };
      row.hidden = !fits[event.target.value];
    }
  });

  document.getElementById("engine")?.addEventListener("click", async () => {
    const row = here;
    try {
      const found = await Bench.ask("POST", path(row, "engine"));
      area(row).value = found.english;
      typed(row);
    } catch (error) {
      Bench.wrong(error);
    }
  });

  addEventListener("beforeunload", (event) => {
    if (rows.some(changed)) event.preventDefault();
  });

  // --- for drafting.js, which fills in what the engine drafts in the background ---

  globalThis.Desk = {
    id,
    fill(start, english, faults) {
      const row = document.getElementById(`c${start}`);
      if (!row || !english || area(row).value || row.dataset.origin !== "none") return;
      area(row).value = english;
      area(row).defaultValue = english;
      row.dataset.origin = "model";
      faulty(row, faults);
      typed(row);
    },
  };

  counted();
})();
