// Tabs: <div role="tablist"> of <button role="tab" aria-controls="panel">. Without script, and in
// print, every panel is there. The tab is kept in the address, so that it can be linked to.
//
//   Tiaoli.showTab("targets")    show the panel of that id
"use strict";

Tiaoli.showTab = (() => {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  function show(id, { focus = false } = {}) {
    const chosen = tabs.find((tab) => tab.getAttribute("aria-controls") === id);
    if (!chosen) return false;
    for (const tab of tabs) {
      const here = tab === chosen;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
      panel(tab).classList.toggle("away", !here);
    }
    if (focus) chosen.focus();
    document.dispatchEvent(new CustomEvent("tiaoli:tab", { detail: id }));
    return true;
  }

  function step(tab, key) {
    const at = tabs.indexOf(tab);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    if (!(key in steps)) return false;
    const next = tabs[(steps[key] + tabs.length) % tabs.length];
    show(next.getAttribute("aria-controls"), { focus: true });
    return true;
  }

  for (const tab of tabs) {
    tab.addEventListener("click", () => show(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      if (step(tab, event.key)) event.preventDefault();
    });
  }
  if (tabs.length) show(tabs[0].getAttribute("aria-controls"));
  return show;
})();
