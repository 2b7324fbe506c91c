// Tables that sort: <table class="sortable"> whose <th> hold a <button>. A cell sorts by its
// data-value where it has one (numbers as numbers, empty ones last), else by its words.
//
//   Tiaoli.csv(fields, rows)            the text of a CSV file; rows are objects or arrays
//   Tiaoli.download(name, type, text)   hand a file to the reader
"use strict";

(() => {
  const COLLATORS = new Map();

  function collator() {
    const tag = document.documentElement.lang;
    if (!COLLATORS.has(tag)) COLLATORS.set(tag, new Intl.Collator(tag, { numeric: true }));
    return COLLATORS.get(tag);
  }

  function value(row, column) {
    const cell = row.cells[column];
    const said = cell.dataset.value ?? cell.textContent.trim();
    if (said === "") return null;
    return cell.dataset.value !== undefined && !Number.isNaN(Number(said)) ? Number(said) : said;
  }

  function compare(one, other) {
    if (typeof one === "number" && typeof other === "number") return one - other;
    return collator().compare(String(one), String(other));
  }

  function sort(table, heading) {
    const column = heading.cellIndex;
    const down = heading.getAttribute("aria-sort") === "ascending";
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row, column), row]);
    const empty = rows.filter(([key]) => key === null);
    const full = rows.filter(([key]) => key !== null);
    full.sort(([one], [other]) => (down ? -1 : 1) * compare(one, other));
    body.append(...[...full, ...empty].map(([, row]) => row));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("table.sortable thead th button");
    if (button) sort(button.closest("table"), button.closest("th"));
  });

  // A cell that a spreadsheet would run as a formula is given a quote in front.
  function cell(said) {
    if (said === null || said === undefined) return "";
    let text = Array.isArray(said) ? JSON.stringify(said) : String(said);
    if (typeof said === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  Tiaoli.csv = (fields, rows) =>
    [fields, ...rows.map((row) => (Array.isArray(row) ? row : fields.map((field) => row[field])))]
      .map((cells) => cells.map(cell).join(","))
      .join("\r\n") + "\r\n";

  Tiaoli.download = (name, type, text) => {
    // Spreadsheets take a CSV for UTF-8 only when it says so at its head.
    const blob = new Blob([type === "text/csv" ? "\ufeff" : "", text], { type });
    const link = Tiaoli.element("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
})();
