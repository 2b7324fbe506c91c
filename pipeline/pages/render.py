"""Turn a template and its data into one page: self-contained, or linked for a server.

A self-contained page holds its styles, scripts, words and data, and a policy (CSP) that lets
nothing else run: each style and script is named by its hash, and nothing may be fetched. Hence no
`style="…"` and no `onclick="…"` in templates; lengths go into SVG attributes, or are set by script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.codebook import NONE, Codebook, TaskType
from pipeline.pages import theme
from pipeline.pages.languages import TAGS, Language, Wanted, Words
from pipeline.pages.safe import embedded, plain, visible
from pipeline.pages.titles import Title, place_name

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"
STYLES = ("base.css",)
SCRIPTS = ("base.js",)


@dataclass(frozen=True, slots=True)
class Page:
    """What makes up one page; `render` makes it HTML.

    `template` extends `base.html`. `styles` and `scripts` are files of `static/`, after those of
    the base. `data` goes in as JSON, a script reads it with `Tiaoli.data(name)`. `context` is what
    the template alone needs. `words` names files of `words/`, or is the words themselves.
    """

    template: str
    title: str
    language: Wanted = "auto"
    words: Words = field(default_factory=Words.load)
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    types: Sequence[TaskType] = ()


def render(page: Page, *, linked: str = "", folders: Iterable[Path] = ()) -> str:
    """The HTML of `page`.

    With `linked`, such as `/static`, styles and scripts are linked from there instead of inlined,
    and no policy is set: the server sends its own. The theme is then `theme.css`, which is no file:
    serve `theme_css()`. `folders` with templates and static files of one's own go before ours.
    """
    roots = tuple(folders)
    language: Language = "zh" if page.language == "zh" else "en"
    words = _with_types(page.words, _types(page))
    speaker = _Speaker(words, language)
    template = environment(*roots).get_template(page.template)
    assets = {"linked": linked, "styles": page.styles, "scripts": page.scripts}
    if not linked:
        assets = _inlined(page, roots)
    return template.render(
        page=page,
        title=plain(page.title),
        lang=TAGS[language],
        language=language,
        assets=assets,
        data={"words": words.phrases, **page.data},
        **{name: getattr(speaker, name) for name in SPOKEN},
        **page.context,
    )


def theme_css(types: Sequence[TaskType] = ()) -> str:
    """The generated part of the styles: the theme's variables and the classes of task types."""
    return theme.stylesheet(types or _codebook_types())


@cache
def environment(*folders: Path) -> Environment:
    """Jinja's environment: everything is escaped, and an unknown name is an error."""
    places = [folder / "templates" for folder in folders] + [TEMPLATES]
    made = Environment(
        loader=FileSystemLoader(places),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"visible": visible, "plain": plain, "embedded": embedded, "zh": chinese}
    made.globals["type_class"] = theme.type_class
    return made


def chinese(text: str) -> Markup:
    """Words of a document, marked as Chinese and kept from turning round what stands beside."""
    return Markup('<bdi lang="zh-Hans">{}</bdi>').format(visible(text))


def digest(text: str) -> str:
    """The hash by which a policy names an inlined style or script: `'sha256-…'`."""
    hashed = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(hashed).decode()}'"


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The policy of a page with these sources of styles and scripts, and no others."""
    return (
        f"default-src 'none'; style-src {' '.join(styles)}; script-src {' '.join(scripts)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def static(name: str, folders: Iterable[Path] = ()) -> str:
    """A style or script by its name, from the first folder that has it."""
    places = [folder / "static" for folder in folders] + [STATIC]
    found = next((place / name for place in places if (place / name).is_file()), STATIC / name)
    return found.read_text("utf-8")


def _inlined(page: Page, folders: tuple[Path, ...]) -> dict[str, Any]:
    css = [theme_css(page.types), *(static(name, folders) for name in (*STYLES, *page.styles))]
    styles = ["\n".join(css)]
    scripts = [static(name, folders) for name in (*SCRIPTS, *page.scripts)]
    # Inside <style> and <script> nothing is escaped, so nothing may look like their end.
    if any("</" in text for text in styles) or any("</script" in text for text in scripts):
        raise ValueError("a style or script contains a closing tag; write it in two pieces.")
    return {
        "linked": "",
        "styles": [Markup(text) for text in styles],
        "scripts": [Markup(text) for text in scripts],
        "policy": policy(map(digest, styles), map(digest, scripts)),
    }


@dataclass(frozen=True, slots=True)
class _Speaker:
    """What templates say words with; a script says them again when the language is switched.

    `w(key)` is an element with the words, `named(group, name)` the same for the word of a name in
    the data, or the name where there is none; `said(key)` the attributes for an element of one's
    own, `label(key)`, `tip(key)` and `hint(key)` its aria-label, title and placeholder.
    `called(title)` is what a document is called, `place(name)` a place, in English where known.
    """

    words: Words
    language: Language

    def say(self, key: str, **filled: object) -> str:
        return self.words.say(key, self.language, **filled)

    def w(self, key: str, **filled: object) -> Markup:
        named = self.said(key, **filled)
        return Markup("<span {}>{}</span>").format(named, self.say(key, **filled))

    def named(self, group: str, name: str) -> Markup:
        key = f"{group}.{name}"
        return self.w(key) if key in self.words.phrases else visible(name)

    def called(self, title: Title) -> Markup:
        if title.own:
            return chinese(title.zh)
        return Markup('<i class="stand-in">{}</i>').format(self._either(title.en, title.zh))

    def place(self, name: str) -> Markup:
        named = place_name(name)
        return chinese(name) if named["en"] == name else self._either(named["en"], name)

    def _either(self, english: str, zh: str) -> Markup:
        return self.w("either", en=plain(english), zh=plain(zh))

    def said(self, key: str, **filled: object) -> Markup:
        return self._kept("word", key, filled)

    def label(self, key: str, **filled: object) -> Markup:
        return self._attribute("aria-label", "word-label", key, filled)

    def tip(self, key: str, **filled: object) -> Markup:
        return self._attribute("title", "word-tip", key, filled)

    def hint(self, key: str, **filled: object) -> Markup:
        return self._attribute("placeholder", "word-hint", key, filled)

    def _attribute(self, name: str, field: str, key: str, filled: Mapping[str, object]) -> Markup:
        kept = self._kept(field, key, filled)
        return Markup('{}="{}" {}').format(name, self.say(key, **filled), kept)

    def _kept(self, field: str, key: str, filled: Mapping[str, object]) -> Markup:
        """The key, and what fills the phrase, for the script that says it again."""
        if not filled:
            return Markup('data-{}="{}"').format(field, key)
        packed = json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
        return Markup('data-{}="{}" data-filled="{}"').format(field, key, packed)


SPOKEN = ("w", "named", "say", "said", "label", "tip", "hint", "called", "place")


def _types(page: Page) -> Sequence[TaskType]:
    return page.types or _codebook_types()


@cache
def _codebook_types() -> tuple[TaskType, ...]:
    codebook = Codebook.load()
    return (*codebook.types, codebook.none)


def _with_types(words: Words, types: Sequence[TaskType]) -> Words:
    """The words with the names of the task types: `type.green` long, `type-short.green` short."""
    named = {}
    for kind in types:
        short = kind.name.replace("_", " ").replace("-", " ").capitalize()
        english, zh = kind.english or short, kind.chinese or kind.name
        short = english if kind.name == NONE else short
        named[f"type.{kind.name}"] = {"en": english, "zh": zh}
        named[f"type-short.{kind.name}"] = {"en": short, "zh": zh}
    return words.with_phrases(named)
