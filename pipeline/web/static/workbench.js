// What every page of the workbench needs: asking the server, and remembering who is at work.
//
//   await Bench.ask("PUT", "/api/…", {…})   the answer as JSON; throws Bench.Refused
//   Bench.who()                             the name that is saved with changes
//   Bench.wrong(error)                      say what went wrong
"use strict";

const Bench = (() => {
  const token = document.querySelector('meta[name="tiaoli-token"]').content;

  class Refused extends Error {
    constructor(status, said) {
      super(said.detail ?? String(status));
      this.status = status;
      this.said = said;
    }
  }

  async function ask(method, path, body) {
    const headers = { "X-Tiaoli-Token": token };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    let said = {};
    try {
      said = await answer.json();
    } catch {
      // A server that is stopping answers nothing.
    }
    if (!answer.ok) throw new Refused(answer.status, said);
    return said;
  }

  function wrong(error) {
    if (error instanceof Refused) Tiaoli.announce("problem.refused", { detail: error.message });
    else Tiaoli.announce("problem.connection");
  }

  const name = document.getElementById("who");
  const stored = (() => {
    try {
      return localStorage;
    } catch {
      return { getItem: () => null, setItem: () => {} };
    }
  })();
  if (name) {
    name.value = stored.getItem("tiaoli.who") ?? "";
    name.addEventListener("change", () => stored.setItem("tiaoli.who", name.value.trim()));
  }

  // The server sends pages in the language that was chosen last.
  Tiaoli.onLanguage(() => {
    document.cookie = `tiaoli-language=${Tiaoli.language}; path=/; SameSite=Strict; max-age=31536000`;
  });

  return { ask, wrong, Refused, token, who: () => (name?.value ?? "").trim() };
})();
