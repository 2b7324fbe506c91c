// Drafting all that is empty: the server drafts in the background, the page fills in what comes.
// Who closes the page loses nothing; who opens it again sees how far it has come.
"use strict";

(() => {
  const button = document.getElementById("every");
  if (!button) return;
  const working = document.getElementById("drafting");
  const bar = document.getElementById("drafting-bar");
  const stop = document.getElementById("drafting-stop");
  const told = document.getElementById("drafting-said");
  const path = `/api/documents/${encodeURIComponent(Desk.id)}/drafting`;
  const PAUSE = 700;
  let filled = 0;
  let watching = false;

  function tell(key, values = {}) {
    told.dataset.word = key;
    told.dataset.filled = JSON.stringify(values);
    told.textContent = Tiaoli.say(key, values);
  }

  function show(now) {
    for (const one of now.made) Desk.fill(one.start, one.english, one.faults);
    filled += now.made.length;
    bar.max = now.total || 1;
    bar.value = now.done;
    button.disabled = now.running;
    stop.disabled = stop.disabled && now.running;
    working.hidden = !now.running;
    if (now.running) tell("drafts.drafting", { done: now.done, total: now.total });
    else if (now.failed) tell("drafts.drafting-failed", { reason: now.failed });
    else if (now.total) tell("drafts.drafted", { done: now.done });
    else tell("drafts.nothing-empty");
  }

  async function watch(first) {
    if (watching) return;
    watching = true;
    try {
      let now = first;
      for (show(now); now.running; show(now)) {
        await new Promise((done) => setTimeout(done, PAUSE));
        now = await Bench.ask("GET", `${path}?after=${filled}`);
      }
    } catch (error) {
      button.disabled = false;
      working.hidden = true;
      Bench.wrong(error);
    }
    watching = false;
  }

  button.addEventListener("click", async () => {
    button.disabled = true;
    filled = 0;
    try {
      await watch(await Bench.ask("POST", path));
    } catch (error) {
      button.disabled = false;
      Bench.wrong(error);
    }
  });

  stop.addEventListener("click", () => {
    stop.disabled = true; // what is being drafted at the moment still comes
    Bench.ask("POST", `${path}/stop`).catch(Bench.wrong);
  });

  Bench.ask("GET", path).then((now) => (now.running ? watch(now) : undefined), Bench.wrong);
})();
