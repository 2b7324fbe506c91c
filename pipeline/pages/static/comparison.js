// The page of a comparison: figures open their clauses, filters, files of the charts.
"use strict";

(() => {
  const data = Tiaoli.data("openings");
  const figures = Tiaoli.data("figures");
  const { element, say } = Tiaoli;
  const dialog = document.getElementById("opened");
  const heading = document.getElementById("opened-title");
  const body = document.getElementById("opened-body");
  let open = null;

  // Phrases that this page alone has, such as names of documents, stand in both languages beside
  // each other.
  function speak() {
    for (const one of document.querySelectorAll("[data-en][data-zh]")) {
      one.textContent = one.dataset[Tiaoli.language];
    }
    if (open !== null) fill(open);
    count();
  }

  // Marks are offsets in code points, and a character beyond the BMP is two units in JavaScript.
  function marked(words, marks) {
    const points = Array.from(words);
    const parts = [];
    let at = 0;
    for (const [start, end] of marks) {
      if (start < at) continue;
      parts.push(points.slice(at, start).join(""));
      parts.push(element("mark", { class: "open" }, points.slice(start, end).join("")));
      at = end;
    }
    parts.push(points.slice(at).join(""));
    return parts;
  }

  function clause([number, marks, note]) {
    const [owner, id, citation, words, types] = data.clauses[number];
    const source = data.documents[owner];
    const made = element("article");
    if (words === null) made.append(element("p", { class: "muted" }, say("comparison.no-words")));
    else made.append(element("blockquote", { lang: "zh-Hans" }, ...marked(words, marks)));
    const where = element("p", { class: "source" });
    if (note) where.append(element("strong", {}, note[Tiaoli.language]), " · ");
    where.append(source.name[Tiaoli.language]);
    if (source.title) where.append(" · ", element("bdi", { lang: "zh-Hans" }, source.title));
    if (citation) where.append(" · ", element("span", { lang: "zh-Hans" }, citation));
    where.append(" · ", say("comparison.clause-at", { clause: id }), " ");
    for (const type of types) {
      const safe = /^[a-z][a-z0-9_-]*$/.test(type) ? type : "unknown";
      const key = `type-short.${type}`;
      const name = key in Tiaoli.data("words") ? say(key) : type;
      where.append(element("span", { class: `type type-${safe}` }, name), " ");
    }
    made.append(where);
    return made;
  }

  function fill(number) {
    const { title, clauses, of } = data.openings[number];
    heading.textContent = title[Tiaoli.language];
    body.replaceChildren();
    if (!clauses.length) body.append(element("p", {}, say("comparison.nothing-behind")));
    else if (of > clauses.length) {
      const shown = say("comparison.shown-of", { shown: clauses.length, count: of });
      body.append(element("p", { class: "muted small" }, shown));
    }
    body.append(...clauses.map(clause));
  }

  // Closed, a dialog gives the focus back by itself.
  function show(number) {
    open = number;
    fill(number);
    dialog.showModal();
    dialog.scrollTop = 0;
    heading.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const found = link && /^#o(\d+)$/.exec(link.getAttribute("href"));
    if (found) {
      event.preventDefault();
      show(Number(found[1]));
    } else if (event.target === dialog || event.target.id === "opened-close") dialog.close();
  });
  dialog.addEventListener("close", () => {
    open = null;
  });

  // Which indicators are shown.
  const sides = document.querySelectorAll("[data-side]");
  for (const button of sides) {
    button.addEventListener("click", () => {
      for (const other of sides) other.setAttribute("aria-pressed", String(other === button));
      for (const row of document.querySelectorAll("[data-row]")) {
        row.hidden = button.dataset.side !== "all" && row.dataset.row !== button.dataset.side;
      }
    });
  }

  // Which counterparts are shown, a page at a time.
  const STEP = 20;
  const pairs = [...document.querySelectorAll("#pairs .pair")];
  const more = document.getElementById("pair-more");
  const wanted = document.getElementById("pair-document");
  const aspect = document.getElementById("pair-aspect");
  let most = STEP;

  function count() {
    if (!pairs.length) return;
    const has = (list, one) => !one || list.split(" ").includes(one);
    const fitting = pairs.filter(
      (pair) => has(pair.dataset.document, wanted.value) && has(pair.dataset.aspect, aspect.value),
    );
    for (const pair of pairs) pair.hidden = true;
    for (const pair of fitting.slice(0, most)) pair.hidden = false;
    more.hidden = fitting.length <= most;
    const shown = Math.min(most, fitting.length);
    document.getElementById("pair-count").textContent = say("comparison.shown-of", {
      shown,
      count: fitting.length,
    });
  }

  for (const choice of [wanted, aspect]) {
    choice?.addEventListener("change", () => {
      most = STEP;
      count();
    });
  }
  more?.addEventListener("click", () => {
    const next = pairs.filter((pair) => !pair.hidden).length;
    most += STEP;
    count();
    pairs.filter((pair) => !pair.hidden)[next]?.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("beforeprint", () => {
    for (const pair of pairs) pair.hidden = false;
  });
  window.addEventListener("afterprint", count);

  // The files of a chart. On its own it has the colours of light paper.
  function file(name) {
    const drawn = document.querySelector(`#figure-${name} svg`).cloneNode(true);
    const colours = figures[name].colours;
    drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const text = new XMLSerializer().serializeToString(drawn);
    return text.replace(/var\(--([\w-]+)\)/g, (whole, colour) => colours[colour] ?? whole);
  }

  async function picture(name) {
    const text = file(name);
    const box = document.querySelector(`#figure-${name} svg`).viewBox.baseVal;
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = element("canvas", { width: box.width * 2, height: box.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  document.addEventListener("click", async (event) => {
    const { svg, png, csv } = event.target.dataset ?? {};
    if (svg) Tiaoli.download(`${svg}.svg`, "image/svg+xml", file(svg));
    if (png) Tiaoli.download(`${png}.png`, "image/png", await picture(png));
    if (csv) Tiaoli.download(`${csv}.csv`, "text/csv", figures[csv].csv);
  });

  Tiaoli.onLanguage(speak);
  speak();
})();
