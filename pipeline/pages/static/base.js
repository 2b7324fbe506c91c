// What every page needs: its data, its words in two languages, its colours.
//
//   Tiaoli.data("reading")              the JSON of <script id="data-reading">
//   Tiaoli.say(key, {count: 3})         a phrase in the language of the moment
//   Tiaoli.named("role", "target")      the word for a name in the data; the name if there is none
//   Tiaoli.element("td", {class: "wide", lang: "zh-Hans"}, "words", child)
//   Tiaoli.onLanguage(() => …)          called when the reader switches
//   Tiaoli.announce("copied")           said by screen readers and shown for a moment
"use strict";

const Tiaoli = (() => {
  const TAGS = { en: "en", zh: "zh-Hans" };
  const root = document.documentElement;
  const listeners = [];
  const parsed = new Map();
  let language = "en";

  function data(name) {
    if (!parsed.has(name)) {
      parsed.set(name, JSON.parse(document.getElementById(`data-${name}`).textContent));
    }
    return parsed.get(name);
  }

  function say(key, filled) {
    const phrase = data("words")[key]?.[language];
    if (phrase === undefined) throw new Error(`no words for ${key}`);
    if (!filled) return phrase;
    return phrase.replace(/\{(\w+)\}/g, (whole, name) => (name in filled ? filled[name] : whole));
  }

  function named(group, name) {
    const key = `${group}.${name}`;
    return Object.hasOwn(data("words"), key) ? say(key) : String(name);
  }

  // Attributes and children are set as text, never parsed: policy text may hold markup.
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) {
        made.setAttribute(name, value);
      }
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  function translate(within) {
    const filled = (one) => (one.dataset.filled ? JSON.parse(one.dataset.filled) : undefined);
    for (const one of within.querySelectorAll("[data-word]")) {
      one.textContent = say(one.dataset.word, filled(one));
    }
    const attributes = { wordLabel: "aria-label", wordTip: "title", wordHint: "placeholder" };
    for (const [field, attribute] of Object.entries(attributes)) {
      const name = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      for (const one of within.querySelectorAll(`[data-${name}]`)) {
        one.setAttribute(attribute, say(one.dataset[field], filled(one)));
      }
    }
  }

  function speak(wanted) {
    const before = root.lang;
    language = wanted;
    root.lang = TAGS[wanted];
    if (before !== root.lang) translate(document);
    for (const button of document.querySelectorAll("[data-to-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.toLanguage === wanted));
    }
    for (const listener of listeners) listener();
  }

  function announce(key, filled) {
    const place = document.getElementById("said");
    place.textContent = say(key, filled);
    place.classList.add("shown");
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => {
      place.classList.remove("shown");
      place.textContent = "";
    }, 2500);
  }

  // A page opened from a file may have no storage; then nothing is remembered.
  function remembered(name) {
    try {
      return localStorage.getItem(`tiaoli.${name}`);
    } catch {
      return null;
    }
  }

  function remember(name, value) {
    try {
      localStorage.setItem(`tiaoli.${name}`, value);
    } catch {
      // Nothing to be done.
    }
  }

  function firstLanguage() {
    const wanted = root.dataset.language;
    if (wanted !== "auto") return wanted;
    const known = [remembered("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
    return known.find((tag) => tag in TAGS) ?? "en";
  }

  function colour(wanted) {
    if (wanted === "auto") delete root.dataset.colours;
    else root.dataset.colours = wanted;
    for (const choice of document.querySelectorAll("[data-to-colours]")) choice.value = wanted;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-to-language]");
    if (!button) return;
    remember("language", button.dataset.toLanguage);
    speak(button.dataset.toLanguage);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-to-colours]")) return;
    remember("colours", event.target.value);
    colour(event.target.value);
  });

  root.classList.add("scripted");
  colour(["light", "dark"].find((name) => name === remembered("colours")) ?? "auto");
  speak(firstLanguage());

  return {
    data,
    say,
    named,
    element,
    translate,
    announce,
    onLanguage: (listener) => listeners.push(listener),
    get language() {
      return language;
    },
  };
})();
