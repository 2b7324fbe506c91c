"""spaCy: a reading as a `Doc` with span groups, many readings as a `DocBin`.

    doc.text == reading.document.text        doc.sents are the clauses
    doc.spans["clauses"]      labelled heading or sentence, id: the clause's
    doc.spans["types"]        one per clause and task type, id: the clause's
    doc.spans["quantities"]   labelled target, achieved, …, id: place in the record's list
    doc.spans["indicators"], ["deadlines"]   as the quantities, same ids
    doc.spans["milestones"], ["bodies"], ["citations"], ["units"]

`doc.user_data["tiaoli"]` is the record, without the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.document import Reading, Span
from pipeline.errors import ExtraError
from pipeline.export.record import to_record
from pipeline.export.tokens import storable, tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

# A stretch, its label, its id.
Labelled = tuple[Span, str, str]


def to_doc(reading: Reading, vocab: Vocab | None = None) -> Doc:
    """The reading as a spaCy `Doc`; `vocab` is that of the pipeline that will use it.

    A lone surrogate, which spaCy cannot hold, becomes �.
    """
    spacy_tokens = _spacy()
    found = tokens(reading)
    starts = {clause.span.start for clause in reading.tree.clauses}
    doc: Doc = spacy_tokens.Doc(
        vocab if vocab is not None else _vocab(),
        words=[storable(reading.document[token]) for token in found],
        spaces=[False] * len(found),
        sent_starts=[token.start in starts for token in found],
    )
    first = {token.start: number for number, token in enumerate(found)}
    last = {token.end: number + 1 for number, token in enumerate(found)}
    for group, items in _groups(reading).items():
        doc.spans[group] = [
            spacy_tokens.Span(doc, first[span.start], last[span.end], label, span_id=name)
            for span, label, name in items
            if len(span)
        ]
    doc.user_data["tiaoli"] = _record(reading)
    return doc


def write_docbin(readings: Iterable[Reading], path: Path) -> Path:
    """Write readings as one `DocBin`, which `DocBin().from_disk(path)` opens."""
    made = _spacy().DocBin(store_user_data=True)
    vocab = _vocab()
    for reading in readings:
        made.add(to_doc(reading, vocab))
    made.to_disk(path)
    return path


def _groups(reading: Reading) -> dict[str, list[Labelled]]:
    findings = reading.findings
    spans = {clause.id: clause.span for clause in reading.tree.clauses}
    numbered = [(str(number), one) for number, one in enumerate(findings.quantities)]
    return {
        "units": [(unit.span, unit.kind, unit.id) for unit in reading.tree.units],
        "clauses": [(one.span, one.role, one.id) for one in reading.tree.clauses],
        "types": [
            (spans[label.clause], name, label.clause)
            for label in reading.labels
            for name in label.types
        ],
        "quantities": [(one.span, one.role, number) for number, one in numbered],
        "indicators": [(one.indicator, one.role, n) for n, one in numbered if one.indicator],
        "deadlines": list(_deadlines(reading)),
        "milestones": [
            (one.span, one.deadline, str(number))
            for number, one in enumerate(findings.milestones)
        ],
        "bodies": [(one.span, one.role, str(n)) for n, one in enumerate(findings.bodies)],
        "citations": [(one.span, "document", str(n)) for n, one in enumerate(findings.citations)],
    }  # fmt: skip


def _deadlines(reading: Reading) -> Iterator[Labelled]:
    for number, quantity in enumerate(reading.findings.quantities):
        if quantity.deadline and quantity.deadline_span:
            yield quantity.deadline_span, quantity.deadline, str(number)


def _record(reading: Reading) -> dict[str, Any]:
    record = to_record(reading)
    del record["document"]["text"]
    return record


def _vocab() -> Vocab:
    from spacy.vocab import Vocab

    return Vocab()


def _spacy() -> Any:
    try:
        import spacy.tokens
    except ImportError:
        raise ExtraError.missing("spacy", "compare") from None
    return spacy.tokens
