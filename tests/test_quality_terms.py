"""Terms at places that were read: where each is a term, and where it is cut across a seam.

`corpus/labels/seams.tsv` has the places, without their words; `chosen` were read before the rule
was chosen, `held` after it. Places where the rule or a word cutter objects are far commoner in it
than in documents.
"""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

import pytest

from pipeline.artefacts import locate
from pipeline.document import Span
from pipeline.translate import Glossary

DOMAIN = Path(__file__).resolve().parents[2] / "shared" / "data" / "domain.jsonl.xz"
NEAR = 400

pytestmark = pytest.mark.skipif(
    not DOMAIN.exists(), reason="needs the documents in ../shared/data/domain.jsonl.xz"
)


@pytest.fixture(scope="module")
def told() -> Counter[tuple[str, bool, bool]]:
    """How often a place of a part is a term, and is found."""
    rows = locate("corpus", "labels", "seams.tsv").read_text("utf-8").splitlines()[1:]
    places = [row.split("\t") for row in rows]
    texts = _texts({doc for _, doc, *_ in places})
    glossary = Glossary.load()
    counts: Counter[tuple[str, bool, bool]] = Counter()
    for part, doc, start, end, is_term in places:
        text, at, to = texts[doc], int(start), int(end)
        if glossary.get(text[at:to]) is None:
            continue
        found = _found(glossary, text, Span(at, to))
        if found is not None or is_term == "0":
            counts[part, is_term == "1", bool(found)] += 1
    return counts


def _texts(wanted: set[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    with lzma.open(DOMAIN, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document["sha256"][:12] in wanted:
                texts[document["sha256"][:12]] = document["text"]
    return texts


def _found(glossary: Glossary, text: str, span: Span) -> bool | None:
    """Whether the term is found; None where a longer one is that holds it."""
    first = text.rfind("\n", 0, span.start) + 1
    first = max(first, span.start - NEAR)
    last = text.find("\n", span.end)
    last = min(span.end + NEAR, len(text) if last < 0 else last)
    own = Span(span.start - first, span.end - first)
    spans = [found.span for found in glossary.find(text[first:last])]
    if any(one.start <= own.start and own.end <= one.end and one != own for one in spans):
        return None
    return own in spans


@pytest.mark.parametrize(
    ("part", "precise", "caught"), [("chosen", 0.99, 0.92), ("held", 0.97, 0.97)]
)
def test_terms_across_seams_are_refused(
    told: Counter[tuple[str, bool, bool]], part: str, precise: float, caught: float
) -> None:
    refused, kept = told[part, False, False], told[part, False, True]
    wrongly = told[part, True, False]
    assert told[part, True, True] > 200
    assert refused + kept > 25
    assert refused / (refused + wrongly) >= precise
    assert refused / (refused + kept) >= caught
