// Task types and targets, corrected in a dialog. A save names the version that it was made from.
"use strict";

(() => {
  const { id, types, choices } = Tiaoli.data("coding");
  const dialog = document.getElementById("editor");
  const form = document.getElementById("editor-form");
  const fields = document.getElementById("editor-fields");
  const wrong = document.getElementById("editor-wrong");
  const none = document.getElementById("editor-none");
  const document_ = `/api/documents/${encodeURIComponent(id)}`;
  let saving = null;
  let from = null;

  const said = (tag, key, filled = {}) => {
    const made = Tiaoli.element(tag, { "data-word": key, "data-filled": JSON.stringify(filled) });
    made.textContent = Tiaoli.say(key, filled);
    return made;
  };

  function labelled(key, control) {
    return Tiaoli.element("label", {}, said("span", key), " ", control);
  }

  function options(names, chosen, before) {
    const select = Tiaoli.element("select");
    for (const name of names) {
      const option = said("option", `${before}.${name}`);
      option.value = name;
      option.selected = name === chosen;
      select.append(option);
    }
    return select;
  }

  function open(title, words, inside, save, { deletable = false, quoted = "" } = {}) {
    from = document.activeElement;
    document.getElementById("editor-title").replaceChildren(said("span", title, { words: quoted }));
    document.getElementById("editor-words").replaceChildren(
      Tiaoli.element("bdi", { lang: "zh-Hans" }, words),
    );
    fields.replaceChildren(...inside);
    wrong.textContent = "";
    none.hidden = !deletable;
    saving = save;
    dialog.showModal();
  }

  async function run(extra) {
    try {
      await saving(extra);
      dialog.close();
      Tiaoli.announce("coding.saved");
    } catch (error) {
      wrong.textContent = error.message;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run({});
  });
  none.addEventListener("click", () => run({ wrong: true }));
  document.getElementById("editor-cancel").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => from?.focus());

  async function put(path, place, body) {
    try {
      return await Bench.ask("PUT", path, {
        ...body,
        base: Number(place.dataset.version),
        author: Bench.who(),
      });
    } catch (error) {
      if (error.status === 409) {
        const { theirs } = error.said;
        place.dataset.version = theirs.version;
        const author = theirs.author || Tiaoli.say("drafts.somebody");
        throw new Error(
          Tiaoli.say("coding.conflict", { author, value: JSON.stringify(theirs.value) }),
        );
      }
      if (error instanceof Bench.Refused) throw error;
      throw new Error(Tiaoli.say("problem.connection"));
    }
  }

  function by(place, kept, wrongly = false) {
    const key = kept.author ? "coding.corrected-by" : "coding.corrected";
    const note = said("span", wrongly ? "coding.is-wrong" : key, { author: kept.author });
    place.querySelector(".by").replaceChildren(note);
  }

  // --- task types ---

  function typeLabels(names) {
    return names.flatMap((name) => {
      const label = said("span", `type-short.${name}`);
      label.classList.add("type", `type-${name}`);
      return [label, " "];
    });
  }

  function changeTypes(item) {
    const now = item.dataset.types ? item.dataset.types.split(",") : ["none"];
    const first = options(types, now[0], "type");
    const boxes = types.filter((name) => name !== "none").map((name) => {
      const box = Tiaoli.element("input", { type: "checkbox", value: name });
      box.checked = now.slice(1).includes(name);
      return box;
    });
    const also = Tiaoli.element(
      "fieldset", {}, said("legend", "coding.also"),
      ...boxes.map((box) => Tiaoli.element("label", {}, box, " ", said("span", `type.${box.value}`))),
    );
    const ban = () => {
      for (const box of boxes) box.disabled = first.value === "none" || box.value === first.value;
    };
    first.addEventListener("change", ban);
    ban();
    const words = item.querySelector(".words").textContent;
    open("coding.types", words, [labelled("coding.primary", first), also], async () => {
      const more = boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
      const given = first.value === "none" ? [] : [first.value, ...more];
      const path = `${document_}/clauses/${item.dataset.start}/label`;
      const kept = await put(path, item, { types: given });
      item.dataset.version = kept.version;
      item.dataset.types = kept.value.types.join(",");
      delete item.dataset.abstained;
      const shown = kept.value.types.length ? kept.value.types : ["none"];
      item.querySelector(".types").replaceChildren(...typeLabels(shown));
      by(item, kept);
    });
    first.focus();
  }

  // --- targets ---

  const TEXTS = ["value", "unit", "indicator", "deadline"];
  const ORDER = ["indicator", "comparator", "value", "unit", "change", "role", "deadline"];
  const WORD = { change: "coding.change-field" };

  function controls(given) {
    const made = {};
    for (const name of ORDER) {
      if (TEXTS.includes(name)) {
        const value = Array.isArray(given[name]) ? given[name].join("–") : given[name] ?? "";
        made[name] = Tiaoli.element("input", { type: "text", maxlength: 200 });
        made[name].value = value;
        const hint = `coding.${name}-hint`;
        if (hint in Tiaoli.data("words")) made[name].placeholder = Tiaoli.say(hint);
      } else made[name] = options(choices[name], given[name], "value");
    }
    return made;
  }

  function values(made, given) {
    const told = Object.fromEntries(ORDER.map((name) => [name, made[name].value]));
    const kept = told.deadline === (given.deadline ?? "") && told.deadline !== "";
    return { ...told, deadline_from: kept ? given.deadline_from : told.deadline && "clause" };
  }

  const inside = (made) => ORDER.map((name) => labelled(WORD[name] ?? `coding.${name}`, made[name]));

  function shownValue(value) {
    const one = (number) => number.toLocaleString("en", { maximumFractionDigits: 10 });
    return Array.isArray(value) ? value.map(one).join("–") : one(value);
  }

  function changeTarget(row) {
    const given = JSON.parse(row.dataset.fields);
    const made = controls(given);
    const clause = row.querySelector(".to-clause").getAttribute("href");
    const words = document.querySelector(clause).querySelector(".words").textContent;
    open("coding.quantity", words, inside(made), async (extra) => {
      const path = `${document_}/targets/${row.dataset.start}-${row.dataset.end}`;
      const kept = await put(path, row, { fields: values(made, given), ...extra });
      fill(row, kept);
    }, { deletable: true, quoted: row.dataset.words });
    made.indicator.focus();
  }

  function fill(row, kept) {
    const told = kept.value;
    row.dataset.version = kept.version;
    row.dataset.fields = JSON.stringify(told);
    row.classList.toggle("struck", Boolean(told.wrong));
    const chinese = (words) => Tiaoli.element("bdi", { lang: "zh-Hans" }, words);
    const cells = [
      chinese(told.indicator), said("span", `value.${told.comparator}`), shownValue(told.value),
      chinese(told.unit), said("span", `value.${told.change}`), said("span", `value.${told.role}`),
      told.deadline,
    ];
    cells.forEach((cell, at) => row.cells[at + 1].replaceChildren(cell));
    by(row, kept, Boolean(told.wrong));
  }

  function addTarget(item) {
    const words = item.querySelector(".words").textContent;
    const start = { comparator: "eq", change: "level", role: "target" };
    const made = controls(start);
    const sought = Tiaoli.element("input", { type: "text", lang: "zh-Hans", required: true });
    const place = { dataset: { version: "0" } };
    open("coding.add", words, [labelled("coding.words", sought), ...inside(made)], async () => {
      const told = { fields: values(made, start), words: sought.value };
      await put(`${document_}/clauses/${item.dataset.start}/target`, place, told);
      location.hash = "targets";
      location.reload();
    });
    sought.focus();
  }

  document.addEventListener("click", (event) => {
    const item = event.target.closest(".coded > li");
    const row = event.target.closest(".targets tbody tr");
    if (event.target.closest(".change") && item) changeTypes(item);
    else if (event.target.closest(".add") && item) addTarget(item);
    else if (event.target.closest(".change") && row) changeTarget(row);
    else if (event.target.closest(".to-clause")) {
      event.preventDefault();
      Tiaoli.showTab("types");
      const to = document.querySelector(event.target.closest(".to-clause").getAttribute("href"));
      to.scrollIntoView({ block: "center" });
      to.querySelector(".change").focus();
    }
  });

  // --- filters ---

  const which = document.getElementById("which");
  const find = document.getElementById("find");
  function filter() {
    const words = find.value.trim();
    for (const item of document.querySelectorAll(".coded > li")) {
      const fits =
        which.value === "all" ||
        (which.value === "abstained" && "abstained" in item.dataset) ||
        (which.value === "mine" && item.dataset.version !== "0");
      item.hidden = !fits || (words !== "" && !item.textContent.includes(words));
    }
  }
  which.addEventListener("change", filter);
  find.addEventListener("input", filter);

  if (location.hash === "#targets") Tiaoli.showTab("targets");
})();
