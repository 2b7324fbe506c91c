"""The CTranslate2 engine, with a small network made on the spot and with written-out candidates."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ArtefactError
from pipeline.translate import Glossary, Term
from pipeline.translate.forcing import wanted
from pipeline.translate.offline import OfflineEngine
from pipeline.translate.parts import MAX_LIST, fitting, joined
from pipeline.translate.pieces import piece_spans

CLAUSES = (
    "推进数字政府建设。",
    "",
    "到2031年，新增养老床位1.2万张以上。",
    "（三）优化营商环境",
    "  ",
    "推进数字政府建设。",
    "完善公共服务体系，提升治理水平；支持企业技术改造，" * 3,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained model in the form that ships."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    pytest.importorskip("ctranslate2")
    import torch
    from sentencepiece import SentencePieceTrainer

    from pipeline.train.translate import install
    from pipeline.train.translate_model import Shape, build, pack, state

    made = tmp_path_factory.mktemp("made")
    (made / "text.txt").write_text("\n".join([*CLAUSES, "Advance reform and improve it."]), "utf-8")
    SentencePieceTrainer.train(
        input=str(made / "text.txt"), model_prefix=str(made / "spm"), vocab_size=360,
        byte_fallback=True, user_defined_symbols=["<pol>"], unk_id=0, eos_id=1, bos_id=-1,
        pad_id=-1, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    from sentencepiece import SentencePieceProcessor

    vocabulary = SentencePieceProcessor(model_file=str(made / "spm.model"))
    torch.manual_seed(3)
    shape = Shape(encoder_layers=1, decoder_layers=1, width=32, heads=2, inner=64)
    model = build(shape, vocabulary.get_piece_size() + 1)
    with torch.no_grad():
        model.get_input_embeddings().weight[-1].zero_()
        for weights in model.parameters():
            weights.mul_(4)  # so that no two candidates are equally likely
    pack(made / "trained", state(model), shape, {})
    install(made / "trained", made, made / "zh-en")
    return made / "zh-en"


def test_one_draft_per_clause_and_none_for_none(folder: Path) -> None:
    engine = OfflineEngine.load(folder, beam=2, threads=1)
    drafts = engine(CLAUSES)
    assert len(drafts) == len(CLAUSES)
    assert [not draft for draft in drafts] == [not clause.strip() for clause in CLAUSES]
    assert drafts[0] == drafts[5]
    assert engine(()) == ()


def test_a_draft_does_not_depend_on_its_neighbours(folder: Path) -> None:
    engine = OfflineEngine.load(folder, beam=2, threads=1)
    together = engine(CLAUSES)
    assert tuple(engine([clause])[0] for clause in CLAUSES) == together
    assert engine(CLAUSES[::-1]) == together[::-1]


@pytest.mark.parametrize(
    "clause",
    ["推进改革" * 300, "A1b2C3d4" * 90 + "。", "（" + "改善水质；" * 130 + "）。", "㗊龘" * 300],
    ids=["without a mark", "a code", "within brackets", "signs that it does not know"],
)
def test_no_clause_is_too_long_for_the_network(folder: Path, clause: str) -> None:
    engine = OfflineEngine.load(folder, threads=1)

    (draft,) = engine([clause])
    (nats,) = engine.belief([clause], ["Advance reform. " * 300])

    assert draft
    assert nats < 0


def test_the_signature_names_the_weights(folder: Path) -> None:
    assert OfflineEngine.load(folder).signature.startswith("zh-en@")


def test_no_torch_at_run_time(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; "
        "from pipeline.translate.offline import OfflineEngine; "
        f"OfflineEngine.load(Path({str(folder)!r}))(['推进改革。']); "
        "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=root, check=True
    )
    assert done.stdout.strip() == "[]"


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"no model\.bin.*tiaoli train translate") as caught:
        OfflineEngine.load(tmp_path)
    assert "none to draft from a memory alone" in str(caught.value)
    assert "reinstall" not in str(caught.value)


@dataclass(frozen=True)
class Result:
    hypotheses: list[list[str]]
    scores: list[float]
    attention: list[list[list[float]]]


def result(candidates: Sequence[str], looks: Sequence[int] = (), width: int = 2) -> Result:
    """Candidates, the likelier first; word n of each looks at piece `looks[n]` of the clause."""
    attention = [
        [[float(at == look) for at in range(width)] for look in [*looks, *[0] * 99][: len(words)]]
        for words in map(str.split, candidates)
    ]
    scores = [-1.0 - n / 100 for n in range(len(candidates))]
    return Result([[f"▁{w}" for w in text.split()] for text in candidates], scores, attention)


@dataclass
class Written:
    """A model that gives written-out candidates, and notes how it was asked."""

    candidates: list[str]
    asked: list[dict[str, Any]] = field(default_factory=list)

    def translate_batch(self, sources: Sequence[Sequence[str]], **how: Any) -> list[Result]:
        self.asked.append(how)
        return [result(self.candidates[: how["num_hypotheses"]]) for _ in sources]


class Words:
    """A vocabulary whose pieces are words; Chinese is cut at spaces that nobody sees."""

    def encode(self, words: str, out_type: type) -> list[str]:
        return [f"▁{word}" for word in words.split()]

    def decode(self, pieces: list[str]) -> str:
        return " ".join(piece.lstrip("▁") for piece in pieces)


def drafted(clause: str, candidates: list[str]) -> str:
    return OfflineEngine(Written(candidates), Words())([clause])[0]


CHOSEN = {
    "the likeliest, where it proves": (
        "新增学位3200个。",
        ["Add 3,200 school places.", "Increase school places by 3,200."],
        "Add 3,200 school places.",
    ),
    "the one with the figure right": (
        "新增学位3200个。",
        ["Add 32,000 school places.", "Add 3,200 school places."],
        "Add 3,200 school places.",
    ),
    "the likeliest with its figure put right, where none proves": (
        "新增学位3200个。",
        ["Add 32,000 school places.", "Increase school places by 320."],
        "Add 3,200 school places.",
    ),
    "the one that says all": (
        "改善水质，保护耕地，发展旅游。",
        ["Improve water quality.", "Improve water quality, protect farmland and develop tourism."],
        "Improve water quality, protect farmland and develop tourism.",
    ),
}


@pytest.mark.parametrize(("clause", "candidates", "best"), CHOSEN.values(), ids=CHOSEN)
def test_the_candidate_that_proves_best_is_taken(
    clause: str, candidates: list[str], best: str
) -> None:
    assert drafted(clause, candidates) == best


class Numbering:
    """A model that answers every part with its place among the parts."""

    def translate_batch(self, sources: Sequence[Sequence[str]], **how: Any) -> list[Result]:
        return [result([f"Part {n}."]) for n, _ in enumerate(sources, start=1)]


def test_the_parts_of_a_long_clause_are_joined_in_order() -> None:
    long = "推进" + "改革" * 40 + "；完善" + "服务" * 40 + "；支持" + "企业" * 40 + "。"
    engine = OfflineEngine(Numbering(), Words())
    assert engine(["推进改革。", long]) == ("Part 1.", "Part 2; part 3; part 4.")


def test_the_search_is_kept_from_running_in_circles() -> None:
    model = Written(["Advance reform."])
    OfflineEngine(model, Words())(["推进改革。"])

    assert model.asked[0]["no_repeat_ngram_size"] == 6


def test_several_drafts_are_those_of_the_search_the_likeliest_first() -> None:
    candidates = ["Add 32,000 school places.", "Add 3,200 school places."]
    engine = OfflineEngine(Written(candidates), Words())

    assert engine.several(["新增学位3200个。", ""]) == [candidates, [""]]


def test_no_search_may_leave_chinese() -> None:
    model = Written(["Add places."])
    engine = OfflineEngine(model, Words(), chinese=[["建设"]])

    engine.several(["新增学位5个。"])
    engine(["新增学位5个。"])

    assert [asked["suppress_sequences"] for asked in model.asked[:2]] == [[["建设"]]] * 2


@dataclass
class Obedient:
    """A model that leaves out what it is not made to say, and goes on with what it would say."""

    drafts: dict[str, str]
    looks: dict[str, list[int]]
    begun: list[list[str]] = field(default_factory=list)

    def translate_batch(self, sources: Sequence[Sequence[str]], **how: Any) -> list[Result]:
        answers = []
        for begun in how["target_prefix"]:
            self.begun.append(begun)
            head = " ".join(piece.lstrip("▁") for piece in begun)
            tail = self.drafts[head]
            looks = self.looks.get(head, [])
            answers.append(result([f"{head} {tail}".strip()], looks, width=len(sources[0])))
        return answers


class Cut:
    """A vocabulary that cuts these clauses by hand."""

    def encode(self, words: str, out_type: type) -> list[str]:
        if words.startswith("<pol>"):
            return ["<pol>", *words.removeprefix("<pol>").replace("|", "").partition("数字政府")]
        return [f"▁{word}" for word in words.split()]

    def decode(self, pieces: list[str]) -> str:
        return " ".join(piece.lstrip("▁") for piece in pieces)


DIGITAL = Glossary((Term("数字政府", ("digital government",)),))


def test_a_missing_term_is_forced_where_the_model_looked_at_it() -> None:
    """推进 数字政府 建设: the third word looked at the term, so the search begins anew there."""
    model = Obedient(
        {"": "Advance the numeric building.", "Advance the digital government": "development."},
        {"": [1, 1, 2, 3]},
    )
    engine = OfflineEngine(model, Cut(), glossary=DIGITAL)

    assert engine(["推进数字政府建设"]) == ("Advance the digital government development.",)
    assert model.begun[1] == ["▁Advance", "▁the", "▁digital", "▁government"]


def test_what_forcing_spoils_is_put_in_instead() -> None:
    """Made to go on behind the term, the model drops a figure: its first draft is mended."""
    model = Obedient(
        {"": "Build 30 numeric sites.", "Build 30 digital government": "of 70 and 80."},
        {"": [1, 1, 2, 3]},
    )
    engine = OfflineEngine(model, Cut(), glossary=DIGITAL)

    assert engine(["建设30个数字政府网站"])[0].startswith("Build 30 digital government")


def test_a_forced_draft_begins_with_a_capital() -> None:
    model = Obedient({"": "Numeric grows.", "Digital government": "grows."}, {"": [2, 3]})
    engine = OfflineEngine(model, Cut(), glossary=DIGITAL)

    assert engine(["数字政府发展"]) == ("Digital government grows.",)


def test_without_a_glossary_nothing_but_figures_is_forced() -> None:
    model = Obedient({"": "Advance the numeric building."}, {"": [1, 1, 2, 3]})

    assert OfflineEngine(model, Cut())(["推进数字政府建设"]) == ("Advance the numeric building.",)


def test_a_draft_says_figures_and_no_chinese(folder: Path) -> None:
    engine = OfflineEngine.load(folder, beam=2, threads=1)
    drafts = engine(["推进数字政府建设。", "新增养老床位1.2万张以上。"])

    assert not any(letter.isdigit() or "一" <= letter <= "鿿" for letter in drafts[0])
    assert "12,000" in drafts[1]


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        pytest.param("2026年3月1日起施行。", ["March 1, 2026"], id="a day"),
        pytest.param("2026年6月底前完成。", ["the end of June 2026"], id="the end of a month"),
        pytest.param("到2026年底建成。", ["the end of 2026"], id="the end of a year"),
        pytest.param("3月1日起施行。", ["March 1"], id="a day of no year"),
        pytest.param("违反第十二条规定。", ["Article 12"], id="an article"),
        pytest.param("推广5G，新增50家。", ["5G", "50"], id="Latin and a figure"),
        pytest.param("投资90亿元以上。", ["at least 9 billion yuan"], id="a bound and a unit"),
        pytest.param("占比达到 3 5 %。", [], id="torn figures are the repair's business"),
    ],
)
def test_what_a_draft_without_figures_lacks(clause: str, words: list[str]) -> None:
    assert [one.words for one in wanted(clause, "Do it.", None)] == words


def test_places_of_pieces_in_a_clause() -> None:
    pieces = ["<pol>", "▁", "建设", "<0xE4>", "<0xBA>", "<0x86>", "2", "4", "%", "</s>"]
    spans = piece_spans(pieces, "建设了２４％")

    assert [(span.start, span.end) for span in spans] == [
        (0, 0), (0, 0), (0, 2), (2, 2), (2, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 6),
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_pieces_never_stand_outside_the_clause(text: str) -> None:
    spans = piece_spans(["<pol>", *text, "</s>"], text)

    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("clause", "draft"),
    [
        pytest.param("（二）推进改革。", "(2) Part 1.", id="an item"),
        pytest.param("3.推进改革。", "3. Part 1.", id="a point"),
        pytest.param("第五条 推进改革。", "Article 5 Part 1.", id="an article"),
        pytest.param("一、", "I.", id="a number alone"),
        pytest.param("3.5万人参加。", "Part 35,000.", id="a figure is no number of a clause"),
    ],
)
def test_the_number_of_a_clause_needs_no_model(clause: str, draft: str) -> None:
    assert OfflineEngine(Numbering(), Words())([clause])[0].startswith(draft)


@given(st.text(alphabet="推进改革，；。、（）“”服务", max_size=700))
def test_parts_hold_every_word_in_order(clause: str) -> None:
    parts = [part.words for part in fitting(clause)]
    marks = str.maketrans("", "", "，；。、")
    assert "".join(parts).translate(marks) == clause.strip().translate(marks)


@given(st.text(alphabet="推进改革，；。、服务", max_size=900))
def test_parts_fit_where_there_is_a_place_to_cut(clause: str) -> None:
    longest = max(
        (len(piece) for piece in clause.replace("；", "，").replace("、", "，").split("，")),
        default=0,
    )
    assert all(len(part.words) <= MAX_LIST + longest + 1 for part in fitting(clause))


CUTS = {
    "short": ("推进改革。", ["推进改革。"]),
    "at the semicolon": (
        "推进" + "改革" * 20 + "；完善" + "服务" * 20 + "。",
        ["推进" + "改革" * 20 + "。", "完善" + "服务" * 20 + "。"],
    ),
    "in parts of like length": (
        "改" * 40 + "，" + "革" * 34 + "，" + "服务" * 5 + "。",
        ["改" * 40 + "。", "革" * 34 + "，" + "服务" * 5 + "。"],
    ),
    "not inside brackets": (
        "推进改革（" + "服务；" * 60 + "），完善" + "服务" * 20 + "。",
        ["推进改革（" + "服务；" * 60 + "）。", "完善" + "服务" * 20 + "。"],
    ),
    "inside brackets where it must be": (
        "（" + "服务；" * 120 + "）。",
        ["（" + "服务；" * 78 + "服务。", "服务；" * 41 + "）。"],
    ),
    "anywhere where it must be": ("服" * 500, ["服" * 240, "服" * 240, "服" * 20]),
    "a list stays whole": ("推进" + "改革、" * 22 + "等。", ["推进" + "改革、" * 22 + "等。"]),
}


@pytest.mark.parametrize(("clause", "parts"), CUTS.values(), ids=CUTS)
def test_long_clauses_are_cut(clause: str, parts: list[str]) -> None:
    assert [part.words for part in fitting(clause)] == parts


@pytest.mark.parametrize(
    ("drafts", "whole"),
    [
        pytest.param(["Improve it.", "Protect it."], "Improve it, protect it.", id="two"),
        pytest.param(["Improve it.", "Lanzhou grows."], "Improve it, Lanzhou grows.", id="a name"),
        pytest.param(["Improve it.", "AI grows."], "Improve it, AI grows.", id="capitals"),
        pytest.param(["Improve it.", "A park opens."], "Improve it, a park opens.", id="A"),
        pytest.param(["", "Protect it."], "Protect it.", id="nothing first"),
        pytest.param(["Improve it", "Protect it."], "Improve it Protect it.", id="no full stop"),
        pytest.param(['Be "safe."', "Protect it."], 'Be "safe," protect it.', id="a quotation"),
        pytest.param(["Improve it.", "High-end goods."], "Improve it, high-end goods.", id="-"),
        pytest.param(["Improve it.", "Fully, at once."], "Improve it, fully, at once.", id=","),
        pytest.param(["Improve it.", "In-depth work."], "Improve it, in-depth work.", id="In-"),
        pytest.param(["Improve it.", "A-level sites."], "Improve it, A-level sites.", id="A-"),
        pytest.param(["Improve it.", "May-June sales."], "Improve it, May-June sales.", id="May-"),
    ],
)
def test_drafts_of_parts_are_joined(drafts: list[str], whole: str) -> None:
    parts = fitting("改" * 40 + "，" + "革" * 40 + "。")

    assert joined(parts, drafts, lambda word: word != "lanzhou") == whole


@pytest.mark.parametrize(
    ("begun", "small"),
    [("Unswervingly", True), ("Unify", True), ("Attracting", True), ("July", False),
     ("Adhere", True), ("Enrich", True), ("Enforce", True), ("Alfred", False),
     ("Qingping", False), ("Italy", False), ("Party", False)],
)  # fmt: skip
def test_words_no_name_ends_like_begin_small_where_joined(begun: str, small: bool) -> None:
    parts = fitting("改" * 40 + "，" + "革" * 40 + "。")
    whole = joined(parts, ["Improve it.", f"{begun} go on."], lambda word: False)

    assert whole == f"Improve it, {begun.lower() if small else begun} go on."
