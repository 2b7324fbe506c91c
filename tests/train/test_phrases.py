"""Train on a few hundred made-up clauses, and translate what was not among them."""

from __future__ import annotations

import bz2
import itertools
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jieba")
pytest.importorskip("pypinyin")
pytest.importorskip("sacrebleu")

from pipeline.artefacts import locate
from pipeline.train import phrases as train_phrases
from pipeline.train.phrases_extract import instances
from pipeline.train.phrases_language import count, smoothed
from pipeline.train.phrases_text import Corpus, packed, place_names, slotted, titled
from pipeline.train.translate_pairs import Pair
from pipeline.translate.glossary import Glossary, Term
from pipeline.translate.phrases import PhraseEngine
from pipeline.translate.phrases.places import Places
from pipeline.translate.phrases.words import Cutter

VERBS = {"建设": "build", "完善": "improve", "支持": "support", "推广": "promote", "扩大": "expand"}
NOUNS = {"图书馆": "libraries", "养老机构": "nursing homes", "充电桩": "charging piles",
         "湿地公园": "wetland parks", "冷链物流": "cold chain logistics"}  # fmt: skip
PLACES_TOLD = {"农村": "rural areas", "社区": "communities", "园区": "parks"}


def made_up() -> list[tuple[str, str]]:
    pairs = []
    for number, (verb, noun, place) in enumerate(itertools.product(VERBS, NOUNS, PLACES_TOLD)):
        did, what = VERBS[verb], NOUNS[noun]
        pairs.append(
            (f"{verb}{place}{noun}。", f"{did} {what} in {PLACES_TOLD[place]}.".capitalize())
        )
        if number % 3:
            amount = 13 + 7 * number
            pairs.append(
                (f"到2027年，{verb}{noun}{amount}个。", f"By 2027, {did} {amount} {what}.")
            )
    # Held out: this verb and noun are never seen together.
    return [(zh, en) for zh, en in pairs if not ("推广" in zh and "图书馆" in zh)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phrases")
    pairs = made_up()
    rows = [f"policy\t{zh}\t{en}\n" for zh, en in pairs[12:]]
    rows += [f"general\t{zh}\t{en}\n" for zh, en in pairs[12:60]]
    rows += [f"{name}\t{pairs[0][0]}\t{pairs[0][1]}\n" for name in ("report", "statistics", "term")]
    rows.append(f"law\t{pairs[1][0]}\t{pairs[1][1]}\n")
    with bz2.open(folder / "pairs.tsv.bz2", "wt", encoding="utf-8") as out:
        out.writelines(rows)
    held = "".join(f"policy\t{zh}\t{en}\n" for zh, en in pairs[:12])
    (folder / "dev.tsv").write_text(held, "utf-8")
    return folder


@pytest.fixture(scope="module")
def engine(folder: Path) -> PhraseEngine:
    train_phrases.main(["--data", str(folder), "--out", str(folder / "model")])
    (folder / "model" / "artefact.toml").write_text('weights = ["model.npz", "words.json.xz"]\n')
    return PhraseEngine.load(
        folder / "model", glossary=Glossary((Term("湿地公园", ("marsh parks",)),))
    )


def test_the_same_pairs_give_the_same_model(folder: Path, engine: PhraseEngine) -> None:
    train_phrases.main(["--data", str(folder), "--out", str(folder / "again")])
    for name in ("model.npz", "words.json.xz"):
        assert (folder / "again" / name).read_bytes() == (folder / "model" / name).read_bytes()
    assert engine.signature.startswith("model@")


def test_verbs_and_nouns_never_seen_together_are_told(engine: PhraseEngine) -> None:
    assert engine(["推广社区图书馆。"]) == ("Promote libraries in communities.",)


def test_figures_never_seen_are_told_by_rule(engine: PhraseEngine) -> None:
    assert engine(["到2031年，支持充电桩1.5万个。"]) == ("By 2031, support 15,000 charging piles.",)


def test_a_term_of_the_glossary_wins_over_the_table(engine: PhraseEngine) -> None:
    assert "marsh parks" in engine(["建设农村湿地公园。"])[0]


def test_an_unknown_word_is_not_dropped(engine: PhraseEngine) -> None:
    assert "ZX-9" in engine(["推广ZX-9充电桩。"])[0]


def test_a_draft_does_not_depend_on_its_neighbours(engine: PhraseEngine) -> None:
    clauses = ["推广社区图书馆。", "支持园区冷链物流。", ""]
    together = engine(clauses)
    assert together[::-1] == engine(clauses[::-1])
    assert together[2] == ""
    assert [engine([clause])[0] for clause in clauses] == list(together)


def test_candidates_differ_and_begin_with_the_draft(engine: PhraseEngine) -> None:
    several = engine.candidates("推广社区图书馆。", 4)
    assert several[0] == engine(["推广社区图书馆。"])[0]
    assert len(set(several)) == len(several) > 1


def test_slots_are_paired_by_value_across_orders() -> None:
    pair = Pair(
        "policy",
        "甲城3月5日投资2亿元，培训40人。",
        "Train 40 people, with 200 million yuan, on March 5.",
    )
    told = slotted(pair, Cutter({"投资": 3.0, "培训": 3.0}), Places(()), {})
    assert [(told.chinese[i], told.english[j]) for i, j in told.links] == [
        ("#d", "#d"), ("#n", "#n"), ("#n", "#n"),
    ]  # fmt: skip
    assert told.english[1] == "#n"
    assert [j for _, j in told.links][2] == 1


def test_phrases_keep_to_the_links() -> None:
    corpus = packed([slotted(Pair("policy", "甲乙丙", "c b a"), Cutter({}), Places(()), {})], 1)
    links = np.array([0, 1, 2]), np.array([2, 1, 0])
    found = {tuple(row[:4]) for row in instances(corpus, links).tolist()}
    assert (0, 1, 2, 1) in found
    assert (1, 2, 0, 2) in found
    assert (0, 3, 0, 3) in found
    assert (0, 1, 0, 1) not in found


def test_the_language_model_adds_up_to_one() -> None:
    words = ["a", "b", "c", "d"]
    text = [("a", "b", "c"), ("a", "b", "d"), ("b", "c"), ("a", "b", "c", "d")]
    target = ("<unk>", "<s>", "</s>", *words)
    at = np.cumsum([0, *map(len, text)])
    flat = np.array([target.index(word) for line in text for word in line], dtype=np.int32)
    none = np.array([], dtype=np.int64)
    corpus = Corpus(flat, at, flat, at, none, none, np.array(["policy"] * 4), (), target)
    same = np.arange(len(target), dtype=np.uint64)
    made = smoothed(count(corpus, same, np.ones(4), np.ones(4)), len(target))
    from pipeline.train.phrases_language import chances

    a = target.index("a")
    runs = np.array([(1 << 16 | a) << 16 | word for word in range(len(target))], dtype=np.uint64)
    spread = chances(made, runs, 3)
    assert spread.sum() == pytest.approx(1.0, abs=0.2)
    assert spread.argmax() == target.index("b")


def test_titles_are_told_from_sentences() -> None:
    assert titled("Smart Lamp Posts for Riverside Parks")
    assert not titled("Build lamp posts in parks.")


SOUNDS = {
    "several sounds": ("长治市", "Changzhi"),
    "of its own": ("乐清市", "Yueqing"),
    "between vowels": ("西安市", "Xi'an"),
    "a letter with dots": ("吕梁市", "Lüliang"),
    "not Chinese": ("呼和浩特市", "Hohhot"),
    "of several words": ("苏尼特左旗", "Sonid Left"),
    "told apart on pages alone": ("宿州市", "Suzhou"),
    "a city like its province": ("吉林市", "Jilin"),
}


@pytest.mark.parametrize(("name", "english"), SOUNDS.values(), ids=SOUNDS)
def test_places_are_named_as_maps_name_them(name: str, english: str) -> None:
    known = dict(line.split("\t")[::2] for line in place_names(locate("corpus", "gazetteer.tsv")))
    assert known[name] == english
