"""The base of all pages: their words, colours, safety and policy."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook import Codebook, TaskType
from pipeline.pages import theme
from pipeline.pages.languages import FOLDER, LANGUAGES, Words
from pipeline.pages.render import STATIC, TEMPLATES, Page, render
from pipeline.pages.safe import embedded, plain, visible

FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
INLINED = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)
USED = re.compile(r"\b(?:w|say|said|label|tip|hint|announce)\(\s*[\"']([\w.-]+)[\"'][,)]")
UNSEEN = "[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x00-\x08\ud800-\udfff]"
FETCHED = re.compile(r"https?://(?!www\.w3\.org/)|@import|\bfetch\(|\seval\(|new Function")
SHIPPED = [*TEMPLATES.glob("*.html"), *STATIC.iterdir()]
PIECES = (
    "</script>",
    "<!--",
    "<script>",
    "&lt;",
    '"',
    "\u2028",
    "\u202e",
    "\u2067",
    "\0",
    "\ud800",
)
ANYTHING = st.lists(st.sampled_from(PIECES) | st.characters(codec=None), max_size=12).map("".join)


def names(phrase: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase)} - {None}


@pytest.mark.parametrize("name", FILES)
def test_every_phrase_is_said_in_both_languages(name: str) -> None:
    for key, said in Words.load(name).phrases.items():
        if key == "either":
            continue
        assert all(said[language].strip() for language in LANGUAGES), key
        assert names(said["en"]) == names(said["zh"]), key


@pytest.mark.parametrize("name", FILES)
def test_chinese_is_written_with_chinese_punctuation(name: str) -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;:!?.()]|[,;:!?()][\u4e00-\u9fff]")

    assert not [
        said["zh"] for said in Words.load(name).phrases.values() if wrong.search(said["zh"])
    ]


def test_every_phrase_that_pages_say_is_there() -> None:
    known = Words.load(*FILES).phrases.keys()
    files = [*TEMPLATES.glob("*.html"), *STATIC.glob("*.js")]
    said = {(key, path.name) for path in files for key in USED.findall(path.read_text("utf-8"))}

    assert len(said) > 5
    assert not {(key, where) for key, where in said if key not in known}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param('[a]\nen = "one"\n', "not said in both", id="one language is missing"),
        pytest.param('a = "one"\n', "stands alone", id="a phrase without a language"),
        pytest.param('[skip]\nen = "a"\nzh = "b"\n', "again", id="a key of the base"),
    ],
)
def test_words_that_are_not_whole_are_refused(words: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text((FOLDER / "base.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "mine.toml").write_text(words, "utf-8")

    with pytest.raises(ValueError, match=message):
        Words.load("mine", folder=tmp_path)


def test_the_edge_of_a_bar_stands_out_from_its_paper() -> None:
    edge, paper = theme.COLOURS["edge"], theme.COLOURS["paper"]

    assert theme.contrast(edge.light, paper.light) >= 3
    assert theme.contrast(edge.dark, paper.dark) >= 3


def test_words_on_the_page_stand_out_from_its_paper() -> None:
    for name, ground in itertools.product(theme.TEXT, ("paper", "surface")):
        text, paper = theme.COLOURS[name], theme.COLOURS[ground]
        assert theme.contrast(text.light, paper.light) >= 4.5, (name, ground)
        assert theme.contrast(text.dark, paper.dark) >= 4.5, (name, ground)


@pytest.mark.parametrize("name", ["quantity", "deadline", "body"])
def test_ink_can_be_read_on_the_wash_of_a_mark(name: str) -> None:
    ink, wash = theme.COLOURS["ink"], theme.COLOURS[f"{name}-wash"]

    assert min(theme.contrast(ink.light, wash.light), theme.contrast(ink.dark, wash.dark)) >= 7


@given(st.from_regex(r"\A#[0-9a-f]{6}\Z"))
def test_any_colour_of_a_codebook_can_be_seen_and_read_on(colour: str) -> None:
    paper, ink = theme.COLOURS["paper"], theme.COLOURS["ink"]
    bar, tint = theme.strong(colour), theme.tinted(colour)

    assert theme.contrast(bar.light, paper.light) >= 2
    assert theme.contrast(bar.dark, paper.dark) >= 2
    assert theme.contrast(ink.light, tint.light) >= 4.5
    assert theme.contrast(ink.dark, tint.dark) >= 4.5


# What the colour-blind see of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1).
BLINDNESS = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
SEEN = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
Matrix = tuple[tuple[float, float, float], ...]


def lab(colour: str, seen: Matrix) -> tuple[float, float, float]:
    """The colour in CIE L*a*b* as eyes with this matrix see it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(1.0, max(0.0, sum(m * c for m, c in zip(row, linear, strict=True)))) for row in seen
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("eyes", ["all", *BLINDNESS])
@pytest.mark.parametrize("paper", ["light", "dark"])
def test_task_types_are_told_apart_by_all_eyes(eyes: str, paper: str) -> None:
    """A difference of 2.3 is just seen; the nearest two were 16 apart."""
    seen = BLINDNESS.get(eyes, SEEN)
    bars = [getattr(theme.strong(kind.colour), paper) for kind in Codebook.load().types]

    for one, other in itertools.combinations(bars, 2):
        pairs = zip(lab(one, seen), lab(other, seen), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 >= 15, (one, other)


def test_types_of_another_codebook_get_a_colour_and_their_name() -> None:
    types = theme.task_types(["供给型", "green", "none"], Codebook.load())

    assert [kind.name for kind in types] == ["green", "供给型", "none"]
    assert types[1].colour in theme.PALETTE


@given(ANYTHING)
def test_no_text_breaks_out_of_the_data_of_a_page(text: str) -> None:
    packed = str(embedded({"text": text}))

    assert json.loads(packed) == {"text": text}
    assert not re.search("[<>\u2028\u2029\ud800-\udfff]", packed)


@given(ANYTHING)
def test_no_text_becomes_markup_or_stays_unseen(text: str) -> None:
    shown = str(visible(text))
    tags = re.sub(r'<span class="unseen" title="[^"<>]*">U\+[0-9A-F]{4,6}</span>', "", shown)

    assert not re.search('[<>"]', tags)
    for form in (shown, plain(text)):
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x00-\x08\ud800-\udfff]", form
        )
        form.encode("utf-8")


def test_the_policy_lets_run_what_the_page_holds_and_nothing_else() -> None:
    html = render(Page("base.html", title="</title><script>alert(1)</script>"))
    blocks = INLINED.findall(html)
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for _, text in blocks
    }
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)

    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none'")
    assert "unsafe" not in allowed
    assert set(re.findall(r"'sha256-[^']*'", allowed)) == hashes
    assert "alert(1)</script>" not in html


@pytest.mark.parametrize(
    "path", [*TEMPLATES.glob("*.html"), *STATIC.iterdir()], ids=lambda p: p.name
)
def test_nothing_is_fetched_and_nothing_needs_a_laxer_policy(path: Path) -> None:
    text = path.read_text("utf-8")

    assert not re.search(
        r"https?://(?!www\.w3\.org/)|@import|\bfetch\(|\seval\(|new Function", text
    )
    if path.suffix == ".html":
        assert not re.search(r"\s(style|on[a-z]+)=|<script>(?!\{\{ text \}\})", text)


@pytest.mark.parametrize(
    ("wanted", "tag", "words"),
    [
        pytest.param("auto", "en", "Skip to content", id="English until the browser is asked"),
        pytest.param("en", "en", "Skip to content", id="English"),
        pytest.param("zh", "zh-Hans", "跳到正文", id="Chinese"),
    ],
)
def test_a_page_begins_in_the_language_asked_for(wanted: str, tag: str, words: str) -> None:
    html = render(Page("base.html", title="澜州", language=wanted))  # type: ignore[arg-type]

    assert f'<html lang="{tag}" data-language="{wanted}">' in html
    assert f">{words}</a>" in html


def test_a_page_of_a_server_links_what_a_file_holds() -> None:
    html = render(Page("base.html", title="澜州", scripts=("tabs.js",)), linked="/static")

    assert 'src="/static/base.js"' in html
    assert 'src="/static/tabs.js"' in html
    assert 'href="/static/theme.css"' in html
    assert not INLINED.search(html)
    assert "Content-Security-Policy" not in html


def test_own_templates_and_styles_go_first(tmp_path: Path) -> None:
    for folder, name, text in (
        ("templates", "mine.html", '{% extends "base.html" %}{% block main %}mine{% endblock %}'),
        ("static", "mine.css", ".mine { color: red }"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, "utf-8")

    html = render(Page("mine.html", title="澜州", styles=("mine.css",)), folders=(tmp_path,))

    assert ".mine { color: red }" in html
    assert "\nmine</main>" in html


def test_a_style_that_ends_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "bad.css").write_text("</style>", "utf-8")

    with pytest.raises(ValueError, match="closing tag"):
        render(Page("base.html", title="澜州", styles=("bad.css",)), folders=(tmp_path,))


def test_a_type_of_a_hostile_name_reaches_no_style() -> None:
    hostile = TaskType("x}</style><script>", "x", colour="#123456")

    html = render(Page("base.html", title="澜州", types=(hostile,)))

    assert "x}</style>" not in html
    assert "</style><script>" not in html.replace("</style>\n", "")
