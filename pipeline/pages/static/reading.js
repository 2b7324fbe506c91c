// The rest of the page of a reading: links into the text from every tab, the table of targets and
// its download, the years under the timeline.
"use strict";

(() => {
  const text = document.getElementById("text");
  const table = document.getElementById("target-table");
  let reached = null;

  // A link to a clause shows the text, and the clause even if it was filtered away.
  function reach(hash) {
    const place = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!place) return null;
    if (place.matches('[role="tabpanel"]')) Tiaoli.showTab(place.id);
    if (!text.contains(place)) return null;
    Tiaoli.showTab("text");
    const clause = place.closest(".clause");
    if (clause?.hidden) Tiaoli.filter.clear();
    reached?.classList.remove("reached");
    reached = clause;
    clause?.classList.add("reached");
    return place;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reach(link.getAttribute("href"));
    const share = event.target.closest("[data-only-type]");
    if (share) {
      Tiaoli.showTab("text");
      Tiaoli.filter.only(share.dataset.onlyType);
      document.getElementById("rows").scrollIntoView({ block: "start" });
    }
  });
  window.addEventListener("hashchange", () => reach(location.hash)?.scrollIntoView());
  reach(location.hash)?.scrollIntoView();

  document.getElementById("all-quantities")?.addEventListener("change", (event) => {
    table.classList.toggle("all", event.target.checked);
  });

  // What the reader sees is what is downloaded, in the order in which it is seen.
  document.getElementById("download-targets")?.addEventListener("click", () => {
    const { name, fields, rows } = Tiaoli.data("quantities");
    const seen = [...table.tBodies[0].rows].filter((row) => row.offsetParent !== null);
    const chosen = seen.map((row) => rows[Number(row.dataset.row)]);
    Tiaoli.download(`${name}-targets.csv`, "text/csv", Tiaoli.csv(fields, chosen));
  });

  for (const year of document.querySelectorAll("[data-left]")) {
    year.style.left = `${year.dataset.left}%`;
  }

  // On a narrow screen the text comes first: filters and outline are opened when wanted.
  if (window.matchMedia("(max-width: 60rem)").matches) {
    for (const part of document.querySelectorAll("[data-open-wide]")) part.open = false;
  }
})();
