"""What the pipeline knows about a policy document.

Every type here is frozen, and every position is a half-open span of code points in
`Document.text`. A stage never edits what an earlier stage returned: it returns a new layer that
points back at the text by span and at clauses by id.

    Document ──segment──▶ ClauseTree ──extract──▶ Findings
                              └──────classify──▶ Labels    all together: Reading
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Genre = Literal["decision", "opinion", "measures", "plan", "work_report", "regulation", "notice"]
Level = Literal["central", "province", "city", "county"]
UnitKind = Literal[
    "title", "doc_number", "salutation", "volume", "chapter", "section", "part", "subpart", "item",
    "subitem", "article", "bullet", "lead", "ordinal_lead", "responsible", "box", "attachment",
    "signature", "date", "note", "paragraph",
]  # fmt: skip
ClauseRole = Literal["heading", "sentence"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
Change = Literal["level", "increase", "decrease", "multiple"]
QuantityRole = Literal["target", "achieved", "incentive", "condition", "other"]
DeadlineSource = Literal["clause", "context"]
BodyRole = Literal["lead", "responsible", "cooperating"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span cannot run from {self.start} to {self.end}")

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Place:
    """The place that a document governs, with its GB/T 2260 code: 成都市, 510100, city."""

    name: str
    code: str | None
    level: Level


@dataclass(frozen=True, slots=True)
class Document:
    """One published document (政策文件), as text. `read` makes these; nothing edits them.

    `issued` is a date in EDTF, as exact as the document states it: `2020-12-31`, `2020-12`, `2020`.
    """

    id: str
    text: str
    source: str = ""
    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    place: Place | None = None
    genre: Genre | None = None
    issued: str | None = None

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8 (not of the file), by which data sets name a document."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or part of a line that opens a level (层级单元), down to its last descendant.

    In `（四）优化格局` the marker is `（四）` and the heading `优化格局`. A run-in heading (`lead`)
    has a heading and no marker, a provision (`第三条 …`) a marker and no heading. `depth` is 0 for
    units that stand outside the numbering: titles, salutations, notes on responsible bodies.
    `parent` is None at the top. `citation` is what a scholar prints: 三（四）2.
    """

    id: str
    kind: UnitKind
    marker: str
    heading: Span | None
    span: Span
    parent: str | None
    depth: int
    citation: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence or one heading (条款): the thing that is coded, extracted from, translated."""

    id: str
    unit: str
    span: Span
    role: ClauseRole


@dataclass(frozen=True)
class ClauseTree:
    """The units and clauses of one document, both in reading order.

    The clauses tile the text: every character that is not white space lies in exactly one.
    """

    document: Document
    units: tuple[Unit, ...]
    clauses: tuple[Clause, ...]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses)

    def words(self, clause: Clause) -> str:
        """The clause as written."""
        return self.document[clause.span]

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        """The units by their ids; no slots here, so that this index is made only once."""
        return {unit.id: unit for unit in self.units}

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id; KeyError if there is none."""
        return self.by_id[unit_id]

    def path(self, clause: Clause) -> tuple[Unit, ...]:
        """The units that a clause stands in, outermost first."""
        path: list[Unit] = []
        at: str | None = clause.unit
        while at is not None:
            path.append(self.by_id[at])
            at = self.by_id[at].parent
        return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that spoke for a type, and how much the log odds of the type owe to them."""

    type: str
    span: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Label:
    """The task types of a clause (任务类型), primary first; `scores` has every type and `none`.

    `reasons` are there on request: finding them takes a hundred times as long as the types do.
    """

    clause: str
    types: tuple[str, ...]
    scores: Mapping[str, float]
    abstained: bool = False
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, standing for an amount (数量), as in the codebook.

    `value` is a pair for a range. `deadline` is EDTF. `deadline_span` quotes the words that the
    deadline came from, in this clause or, where `deadline_from` is "context", in an earlier one.
    """

    clause: str
    span: Span
    value: float | tuple[float, float]
    unit: str
    comparator: Comparator
    change: Change
    role: QuantityRole
    indicator: Span | None = None
    deadline: str | None = None
    deadline_from: DeadlineSource | None = None
    deadline_span: Span | None = None
    per: str | None = None
    baseline: str | None = None
    scope: str | None = None
    binding: bool | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated goal without a quantity (节点目标): 到2025年，初步建成…."""

    clause: str
    span: Span
    deadline: str
    deadline_from: DeadlineSource


@dataclass(frozen=True, slots=True)
class Body:
    """A body named as answerable for a clause (责任单位)."""

    clause: str
    span: Span
    name: str
    role: BodyRole


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that a clause cites: its title in 《》, its number, or both."""

    clause: str
    span: Span
    title: str | None
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that `extract` found in one document, each layer in reading order."""

    quantities: tuple[Quantity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    bodies: tuple[Body, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One proof of a draft: what was checked, whether it held, and if not, why."""

    check: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The English of one clause (译稿), where it came from, and what was proved of it."""

    clause: str
    english: str
    origin: Literal["memory", "model"]
    match: float = 1.0
    terms: tuple[tuple[str, str], ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one pass found out about one document (解读结果).

    Two readings are comparable when their signatures are equal.
    """

    tree: ClauseTree
    signature: str
    labels: tuple[Label, ...] = ()
    findings: Findings = field(default_factory=Findings)
    drafts: tuple[Draft, ...] = ()

    @property
    def document(self) -> Document:
        """The document that was read."""
        return self.tree.document
