"""The translators' commands, run as a user would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from pipeline.cli.export import export
from pipeline.cli.import_ import import_
from pipeline.cli.memory import memory
from pipeline.cli.prove import prove
from pipeline.cli.terms import terms
from pipeline.cli.translate import translate
from pipeline.document import Reading
from pipeline.errors import ReadError, RecordError
from pipeline.export import record
from pipeline.translate import Translator
from pipeline.translate.bilingual import read_pairs
from tests.translate.conftest import Server
from tests.translate.test_translator import tree_of

app = typer.Typer()
for command in (prove, terms, export, translate):
    app.command()(command)
app.command("import")(import_)
app.add_typer(memory, name="memory")
SENTENCES = ("新增门店50家。", "企业必须公示。")
ENGLISH = ("Add 50 shops.", "Enterprises must publish it.")


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """The record of a drafted reading."""
    drafts = dict(zip(SENTENCES, ENGLISH, strict=True))
    tree = tree_of(*SENTENCES)
    translator = Translator(lambda sentences: tuple(drafts[s] for s in sentences))
    return record.write(Reading(tree, "tiaoli:test", drafts=translator(tree)), tmp_path)


def test_prove_says_ok_or_why_and_exits_1(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("新增门店50家。\tAdd 50 shops.\n新增门店50家。\tAdd 15 shops.\n", "utf-8")

    code, out, err = run("prove", path)

    assert out == "1\tok\n2\tnumber: 50 is missing; 15 is not in the source\n"
    assert code == 1
    assert err.startswith("1 of 2 flagged\nlooked at: figures, dates, ")


def test_prove_exits_0_where_all_holds_and_says_what_it_did_not_look_at(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("新增门店50家。\tAdd shops the 50 to.\n", "utf-8")

    code, out, err = run("prove", path)

    assert (code, out) == (0, "1\tok\n")
    assert err.startswith("0 of 1 flagged\n")
    assert err.endswith("; no terms (--terms); not at the English itself\n")
    assert run("prove", path, "--terms")[2].endswith(", terms; not at the English itself\n")


@pytest.mark.parametrize("words", ["", "\n\n", "zh\ten\n"], ids=["empty", "blank", "heading"])
def test_prove_of_no_segments_is_an_error(tmp_path: Path, words: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text(words, "utf-8")

    result = CliRunner().invoke(app, ["prove", str(path)])

    assert isinstance(result.exception, ReadError)
    assert "holds no segments" in str(result.exception)


def test_prove_with_terms(tmp_path: Path) -> None:
    path, glossary = tmp_path / "pairs.tsv", tmp_path / "terms.tsv"
    path.write_text("支持门店。\tSupport stores.\n", "utf-8")
    glossary.write_text("zh\ten\tdomain\n门店\tshops\tindustry\n", "utf-8")

    assert run("prove", path, "--glossary", glossary)[1] == "1\tterm: 门店 is not shops\n"


def test_translate_writes_one_line_per_line_and_nothing_else(
    tmp_path: Path, server: Server
) -> None:
    lines = ["新增门店50家。", "", "改善水质。", "新增门店50家。"]
    path = tmp_path / "clauses.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    drafts = {"新增门店50家。": "Add 15 shops.", "改善水质。": "Improve\nwater quality."}
    server.answer = lambda n, clauses: (200, json.dumps([drafts.get(c, "-") for c in clauses]))

    code, out, err = run(
        "translate", path, "--engine", "openai", "--model", "m", "--base-url", server.url
    )

    assert (code, err) == (0, "")
    assert out.split("\n") == ["Add 50 shops.", "", "Improve water quality.", "Add 50 shops.", ""]


def test_translate_from_a_memory_alone(tmp_path: Path) -> None:
    pairs, file, lines = tmp_path / "a.tsv", tmp_path / "m.db", tmp_path / "lines.txt"
    pairs.write_text("新增门店50家。\tAdd 50 shops.\n", "utf-8")
    lines.write_text("新增门店65家。\n改善水质。\n", "utf-8")
    run("memory", "add", file, pairs)

    code, out, err = run("translate", lines, "--engine", "none", "--memory", file)

    assert (code, out, err) == (0, "Add 65 shops.\n\n", "1 of 2 lines without a draft\n")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_translate_reads_every_encoding_that_read_does(
    tmp_path: Path, encoding: str, end: str
) -> None:
    pairs, file, lines = tmp_path / "a.tsv", tmp_path / "m.db", tmp_path / "lines.txt"
    pairs.write_text("新增门店50家。\tAdd 50 shops.\n改善水质。\tImprove water.\n", "utf-8")
    lines.write_bytes(end.join(["新增门店65家。", "", "改善水质。", ""]).encode(encoding))
    run("memory", "add", file, pairs)

    code, out, err = run("translate", lines, "--engine", "none", "--memory", file)

    assert (code, out, err) == (0, "Add 65 shops.\n\nImprove water.\n", "")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("none.txt", None, "no file", id="missing"),
        pytest.param("a.docx", b"PK\x03\x04", "use `tiaoli read --translate", id="word"),
        pytest.param("a.pdf", b"%PDF-1.7", "use `tiaoli read --translate", id="pdf"),
        pytest.param("a.txt", b"\x00\x01\x02" * 99, "binary", id="binary"),
    ],
)
def test_what_translate_cannot_take_is_an_error(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)

    result = CliRunner().invoke(app, ["translate", str(tmp_path / name)])

    assert isinstance(result.exception, ReadError)
    assert words in str(result.exception)


def test_translate_of_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")

    assert run("translate", tmp_path / "a.txt", "--engine", "none") == (0, "", "")


def test_memory_add_search_export_stats(tmp_path: Path) -> None:
    pairs, file, out = tmp_path / "a.tsv", tmp_path / "m.db", tmp_path / "all.tmx"
    pairs.write_text("新增门店50家。\tAdd 50 shops.\n改善水质。\tImprove water.\n", "utf-8")

    assert run("memory", "add", file, pairs, "--origin", "me")[1].endswith("2 new of 2\n")
    found = run("memory", "search", file, "新增门店65家。")[1].split("\t")
    assert found[:4] == ["0.99", "新增门店50家。", "Add 50 shops.", "me"]
    assert run("memory", "export", file, out)[0] == 0
    assert [pair.english for pair in read_pairs(out)] == ["Add 50 shops.", "Improve water."]
    assert run("memory", "stats", file)[1].startswith("2 segments of 2 sources")


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("memory", "stats", "{}"), id="stats"),
        pytest.param(("memory", "search", "{}", "改善水质。"), id="search"),
        pytest.param(("memory", "export", "{}", "{}.tmx"), id="export"),
        pytest.param(("translate", "-", "--engine", "none", "--memory", "{}"), id="translate"),
    ],
)
def test_a_memory_that_is_not_there_is_an_error_and_stays_away(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    path = tmp_path / "slip.db"

    result = CliRunner().invoke(app, [one.format(path) for one in arguments], input="改善水质。\n")

    assert isinstance(result.exception, RecordError)
    assert f"no memory {path}" in str(result.exception)
    assert not path.exists()


def test_search_finds_words_in_a_long_segment_or_says_that_there_are_none(tmp_path: Path) -> None:
    pairs, file = tmp_path / "a.tsv", tmp_path / "m.db"
    clause = "支持沿江各区依托渔港码头开展科技创新，培育新型经营主体。"
    pairs.write_text(f"{clause}\tSupport the districts.\n改善水质。\tImprove water.\n", "utf-8")
    run("memory", "add", file, pairs)

    code, out, err = run("memory", "search", file, "科技创新")
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    assert line.split("\t")[1:3] == [clause, "Support the districts."]
    assert 0 < float(line.split("\t")[0]) < 0.75
    # What is near comes once, though it holds the words as well.
    assert len(run("memory", "search", file, "改善水质。")[1].splitlines()) == 1

    code, out, err = run("memory", "search", file, "轨道交通")
    assert (code, out) == (0, "")
    assert err.startswith(f"nothing in {file} is 75% like 轨道交通")


@pytest.mark.parametrize(
    ("form", "ending"),
    [("xliff", ".xlf"), ("xliff12", ".xlf"), ("tmx", ".tmx"), ("docx", ".docx"),
     ("xlsx", ".xlsx"), ("csv", ".csv")],
)  # fmt: skip
def test_export_then_import_tells_edits_and_remembers(
    saved: Path, tmp_path: Path, form: str, ending: str
) -> None:
    out = tmp_path / f"out{ending}"
    assert run("export", saved, "--format", form, "--out", out)[0] == 0
    assert [pair.english for pair in read_pairs(out)] == list(ENGLISH)

    edited = tmp_path / "edited.tsv"
    edited.write_text(f"{SENTENCES[0]}\tAdd 55 shops.\n{SENTENCES[1]}\t{ENGLISH[1]}\n", "utf-8")
    kept = tmp_path / "m.db"
    code, told, warned = run("import", edited, "--reading", saved, "--memory", kept)

    assert (code, told) == (1, "1\tAdd 50 shops.\tAdd 55 shops.\n")
    assert "number: 50 is missing" in warned
    assert "1 of 2 segments changed" in warned
    assert "0 taken into" in warned
    assert "1 kept out: drafts that nobody" in warned
    assert "1 kept out: edits with a warning" in warned


@pytest.mark.parametrize("form", ["xliff", "xliff12", "tmx", "docx", "xlsx", "csv"])
@pytest.mark.parametrize("compared", [True, False], ids=["with record", "without"])
def test_drafts_that_nobody_touched_are_not_remembered_unless_asked_for(
    saved: Path, tmp_path: Path, form: str, compared: bool
) -> None:
    run("export", saved, "-f", form, "-o", tmp_path / "out")
    (path,) = (tmp_path / "out").iterdir() if (tmp_path / "out").is_dir() else [tmp_path / "out"]
    kept = tmp_path / "m.db"
    record = ["--reading", saved] if compared else []

    assert "0 taken into" in run("import", path, *record, "-m", kept)[2]
    assert "2 taken into" in run("import", path, *record, "-m", kept, "--all")[2]
    assert run("memory", "stats", kept)[1].startswith("2 segments")


def test_of_a_table_the_memory_takes_what_was_changed(saved: Path, tmp_path: Path) -> None:
    run("export", saved, "-f", "csv", "-o", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    (tmp_path / "b.csv").write_text(text.replace("Add 50", "Open 50"), "utf-8")
    kept = tmp_path / "m.db"

    code, told, said = run(
        "import", tmp_path / "b.csv", "-r", saved, "-m", kept, "--translator", "me"
    )

    assert (code, told) == (0, "1:1\tAdd 50 shops.\tOpen 50 shops.\n")
    assert "1 taken into" in said
    assert "1 kept out: drafts that nobody" in said
    run("memory", "export", kept, tmp_path / "all.tsv")
    assert (tmp_path / "all.tsv").read_text("utf-8") == f"{SENTENCES[0]}\tOpen 50 shops.\n"
    assert run("memory", "stats", kept)[1].endswith("1\tme\n")


def test_export_markdown_and_json(saved: Path, tmp_path: Path) -> None:
    assert run("export", saved, "-f", "markdown", "-o", tmp_path / "md")[0] == 0
    assert "Add 50 shops" in (tmp_path / "md" / "demo.md").read_text("utf-8")
    assert run("export", saved, "-f", "json", "-o", tmp_path / "json")[0] == 0
    again = json.loads((tmp_path / "json" / "demo.json").read_text("utf-8"))
    assert again == json.loads(saved.read_text("utf-8"))


def test_terms_lists_and_converts(tmp_path: Path) -> None:
    document, out = tmp_path / "plan.txt", tmp_path / "terms.tbx"
    document.write_text("优化营商环境。完善湿地公园管理。扩大湿地公园面积。营商环境。\n", "utf-8")

    code, told, _ = run("terms", document, "--out", out)
    lines = dict(line.split("\t", 1) for line in told.splitlines())

    code_of_wrong, told_of_wrong, _ = run("terms", document, "--out", tmp_path / "t.nope")
    assert (code_of_wrong, told_of_wrong) == (1, "")
    assert code == 0
    assert lines["营商环境"].startswith("2\tbusiness environment")
    assert lines["湿地公园"].startswith("2\t")
    assert run("terms", out)[1].startswith("营商环境\tbusiness environment")
