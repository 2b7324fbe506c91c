"""A reading as it stands: what people saved in the place of what the machine found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document import Draft, Findings, Label, Quantity, Reading, Span
from pipeline.web import codings
from pipeline.web.desk import Desk
from pipeline.web.revisions import Revisions


def as_it_stands(reading: Reading, revisions: Revisions, desk: Desk) -> Reading:
    """The reading with saved labels, targets and drafts, and with what the memory knows.

    What people wrote is proved again.
    """
    return replace(
        reading,
        labels=tuple(_labels(reading, revisions)),
        findings=_findings(reading, revisions),
        drafts=tuple(_drafts(reading, revisions, desk)),
    )


def _labels(reading: Reading, revisions: Revisions) -> Iterable[Label]:
    """A person's answer is certain: it scores 1 and does not abstain."""
    saved = revisions.of("label", reading.document.sha256)
    found = {label.clause: label for label in reading.labels}
    for clause in reading.tree:
        last, machine = saved.get(clause.span), found.get(clause.id)
        if last is not None:
            types = tuple(last.value["types"])
            given = types or ("none",)
            names = dict.fromkeys((*(machine.scores if machine else ()), *given))
            scores = {name: 1.0 if name in given else 0.0 for name in names}
            yield Label(clause.id, types, scores)
        elif machine is not None:
            yield machine


def _findings(reading: Reading, revisions: Revisions) -> Findings:
    found = {one.span: one for one in reading.findings.quantities}
    stand = codings.targets(reading, revisions)
    quantities = [
        found[one.span] if not one.version else _quantity(reading, one, found.get(one.span))
        for one in stand
        if not one.wrong
    ]
    return replace(reading.findings, quantities=tuple(quantities))


def _quantity(reading: Reading, target: codings.Target, found: Quantity | None) -> Quantity:
    """A corrected target as a quantity; what no form asks for is as the machine found it.

    Its indicator is sought before the quantity, then behind it.
    """
    said = target.fields
    value = said["value"]
    same = found is not None and (found.deadline or "") == said["deadline"]
    indicator = _nearest(reading.document.text, said["indicator"], target.span)
    return Quantity(
        clause=target.clause,
        span=target.span,
        value=(value[0], value[1]) if isinstance(value, list) else value,
        unit=said["unit"],
        comparator=said["comparator"],
        change=said["change"],
        role=said["role"],
        indicator=indicator,
        deadline=said["deadline"] or None,
        deadline_from=said["deadline_from"] or ("context" if said["deadline"] else None),
        deadline_span=found.deadline_span if found and same else None,
        per=found.per if found else None,
        baseline=found.baseline if found else None,
        scope=found.scope if found else None,
        binding=found.binding if found else None,
    )


def _nearest(text: str, words: str, span: Span) -> Span | None:
    """The place of these words that ends nearest before a quantity, or else the next after it."""
    if not words:
        return None
    start = text.rfind(words, 0, span.end)
    if start < 0:
        start = text.find(words, span.end)
    return None if start < 0 else Span(start, start + len(words))


def _drafts(reading: Reading, revisions: Revisions, desk: Desk) -> Iterable[Draft]:
    """The English of each clause from where the desk has it: saved, remembered, or drafted."""
    saved = revisions.of("draft", reading.document.sha256)
    found = {draft.clause: draft for draft in reading.drafts}
    for clause in reading.tree:
        chinese = reading.tree.words(clause).strip()
        last = saved.get(clause.span)
        known = None if last else desk.memory.exact(chinese)
        english = last.value["english"] if last else (known.english if known else "")
        if english:
            terms = tuple((t.chinese, t.said) for t in desk.terms(chinese, english) if t.said)
            checks = desk.checks(chinese, english)
            yield Draft(clause.id, english, "memory", 1.0, terms, checks)
        elif clause.id in found:
            yield found[clause.id]
