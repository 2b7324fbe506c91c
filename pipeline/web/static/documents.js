// The list of documents: files dropped in are sent and watched until they are read; the list is
// fetched anew as the reading goes on; several documents are chosen to be compared.
"use strict";

(() => {
  const ENDINGS = [".txt", ".md", ".html", ".htm", ".docx", ".pdf"];
  const PAUSE = 700;
  const { largest } = Tiaoli.data("upload");
  const drop = document.getElementById("drop");
  const uploads = document.getElementById("uploads");
  const progress = document.getElementById("progress");
  let watching = false;
  let seen = "";

  // --- files ---

  function line(file) {
    const said = Tiaoli.element("span", { class: "said-of" });
    const bar = Tiaoli.element("progress", { max: 1, value: 0, "aria-label": file.name });
    const item = Tiaoli.element(
      "li", {}, Tiaoli.element("bdi", { class: "name" }, file.name), " ", bar, " ", said,
    );
    uploads.prepend(item);
    return {
      say(key, filled) {
        said.textContent = Tiaoli.say(key, filled);
        said.dataset.word = key;
        if (filled) said.dataset.filled = JSON.stringify(filled);
        else delete said.dataset.filled;
      },
      bar(value) {
        if (value === null) bar.removeAttribute("value");
        else bar.value = value;
      },
      end(state, detail) {
        bar.remove();
        item.classList.add(state);
        if (detail) item.append(" ", Tiaoli.element("span", { class: "wrong" }, detail));
      },
      link(id) {
        const open = Tiaoli.element("a", { href: `/documents/${encodeURIComponent(id)}` });
        open.dataset.word = "drop.open";
        open.textContent = Tiaoli.say("drop.open");
        item.append(" ", open);
      },
    };
  }

  function megabytes() {
    return Math.floor(largest / 1_000_000);
  }

  // Sent with XMLHttpRequest, which alone tells how much has gone.
  function send(file, shown) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/api/documents?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("X-Tiaoli-Token", Bench.token);
      request.upload.addEventListener("progress", (event) => shown.bar(event.loaded / event.total));
      request.addEventListener("error", () => failed(new Error(Tiaoli.say("problem.connection"))));
      request.addEventListener("load", () => {
        let said = {};
        try {
          said = JSON.parse(request.responseText);
        } catch {
          // Said by the status.
        }
        if (request.status === 201) done(said.id);
        else failed(new Error(said.detail ?? String(request.status)));
      });
      request.send(file);
    });
  }

  async function until(id, shown) {
    for (;;) {
      const one = await Bench.ask("GET", `/api/documents/${encodeURIComponent(id)}`);
      if (one.state !== "waiting") return one;
      shown.say(one.reading ? "drop.reading" : "drop.waiting");
      await new Promise((done) => setTimeout(done, PAUSE / 2));
    }
  }

  async function add(file) {
    const shown = line(file);
    const ending = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
    if (!ENDINGS.includes(ending)) return refuse(shown, "drop.wrong-kind");
    if (file.size > largest) return refuse(shown, "drop.too-large", { size: megabytes() });
    try {
      shown.say("drop.sending");
      const id = await send(file, shown);
      shown.bar(null);
      watch();
      const one = await until(id, shown);
      shown.say(one.state === "read" ? "drop.read" : "drop.failed");
      shown.end(one.state, one.state === "failed" ? one.reason : "");
      if (one.state === "read") {
        shown.link(id);
        Tiaoli.announce("drop.done", { name: file.name });
      }
    } catch (error) {
      shown.say("drop.failed");
      shown.end("failed", error.message);
    }
    await refresh();
  }

  function refuse(shown, key, filled) {
    shown.say(key, filled);
    shown.end("failed");
  }

  function take(files) {
    for (const file of files) add(file);
  }

  if (drop) {
    const input = document.getElementById("files");
    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
    const over = (event, on) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("over", on);
    };
    document.addEventListener("dragover", (event) => over(event, true));
    document.addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) over(event, false);
    });
    document.addEventListener("drop", (event) => {
      over(event, false);
      if (event.dataTransfer?.files.length) take([...event.dataTransfer.files]);
    });
  }

  // --- the list ---

  const chosen = new Set();

  function choose() {
    for (const box of document.querySelectorAll('#list input[name="document"]')) {
      if (box.checked) chosen.add(box.value);
      else chosen.delete(box.value);
    }
    const said = document.getElementById("chosen");
    if (chosen.size) {
      said.dataset.word = "list.chosen";
      said.dataset.filled = JSON.stringify({ count: chosen.size });
      said.textContent = Tiaoli.say("list.chosen", { count: chosen.size });
    } else {
      said.dataset.word = "list.compare-hint";
      delete said.dataset.filled;
      said.textContent = Tiaoli.say("list.compare-hint");
    }
    const atlas = document.getElementById("atlas").checked;
    document.getElementById("compare").disabled = chosen.size < (atlas ? 1 : 2);
  }

  // The page as the server sends it now; what is in it is escaped, and no script of it runs.
  async function refresh() {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["list", "shown"]) {
      const now = document.getElementById(id);
      const next = document.importNode(fresh.getElementById(id), true);
      const focus = document.activeElement?.closest(`#${id}`) ? document.activeElement : null;
      now.replaceWith(next);
      Tiaoli.translate(next);
      if (focus?.value) next.querySelector(`[value="${CSS.escape(focus.value)}"]`)?.focus();
    }
    for (const box of document.querySelectorAll('#list input[name="document"]')) {
      box.checked = chosen.has(box.value);
    }
    choose();
  }

  async function watch() {
    if (watching) return;
    watching = true;
    try {
      for (;;) {
        const now = await Bench.ask("GET", "/api/progress");
        tell(now);
        const state = JSON.stringify([now.read, now.failed, now.total]);
        if (seen && seen !== state) await refresh();
        seen = state;
        if (now.read + now.failed >= now.total) break;
        await new Promise((done) => setTimeout(done, PAUSE));
      }
    } catch (error) {
      Bench.wrong(error);
    }
    watching = false;
  }

  function tell(now) {
    const done = now.read + now.failed;
    progress.hidden = done >= now.total;
    const bar = progress.querySelector("progress");
    bar.max = now.total || 1;
    bar.value = done;
    const said = document.getElementById("progress-said");
    const filled = { read: now.read, total: now.total, failed: now.failed };
    said.dataset.filled = JSON.stringify(filled);
    said.textContent = Tiaoli.say("progress.said", filled);
  }

  document.addEventListener("change", (event) => {
    if (event.target.matches('#list input[name="document"], #atlas')) choose();
  });
  // A comparison takes seconds: the button says so, until the page is shown again.
  const compare = document.getElementById("compare");
  const comparing = (on) => {
    compare.dataset.word = on ? "list.comparing" : "list.compare";
    compare.textContent = Tiaoli.say(compare.dataset.word);
    compare.setAttribute("aria-busy", String(on));
  };
  document.getElementById("choice").addEventListener("submit", (event) => {
    comparing(true);
    Tiaoli.announce("list.comparing");
    // In the order of choosing: who wants one document compared with the others chooses it first.
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    query.delete("document");
    for (const id of chosen) query.append("document", id);
    location.assign(`/compare?${query}`);
  });
  addEventListener("pageshow", () => comparing(false));
  document.addEventListener("click", async (event) => {
    const again = event.target.closest("[data-again]");
    const look = event.target.closest("#look");
    if (!again && !look) return;
    try {
      if (look) await Bench.ask("POST", "/api/look");
      else {
        await Bench.ask("POST", `/api/documents/${encodeURIComponent(again.dataset.again)}/again`);
      }
      await refresh();
      await watch();
    } catch (error) {
      Bench.wrong(error);
    }
  });

  choose();
  watch();
})();
