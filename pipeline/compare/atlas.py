"""The atlas: features of real documents without their text, so that a comparison works at once.

    readings ──build──▶ documents.parquet  facts, mix of types, specificity, firmness, strength
                        clauses.parquet    where each clause stands, its vector and signature
                        targets.parquet    indicator, value, unit, bound, role, deadline
                        terms.parquet      how often each document uses each word

Vectors are cut to half their width and kept as int8. No sentence can be read back from them: they
add up what a clause's pieces mean, and the signature keeps one byte of each least hash.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from pipeline.artefacts import locate, require
from pipeline.compare.atlas_schema import WIDTH, schema
from pipeline.compare.collection import Collection, Encode, Passage, Source, comparable
from pipeline.compare.emphasis import Interval, emphasis
from pipeline.compare.formulas import Formulas
from pipeline.compare.indicators import Ontology
from pipeline.compare.keyness import Words
from pipeline.compare.results import Usual
from pipeline.compare.signatures import sign
from pipeline.compare.table import Cell, Key, stated
from pipeline.compare.tasks import tasks
from pipeline.compare.vectors import from_int8, to_int8
from pipeline.document import Reading, Span
from pipeline.errors import ArtefactError, ExtraError

FILES = ("documents.parquet", "clauses.parquet", "targets.parquet", "terms.parquet")
# A word of one document alone says where it is from more than what it is about.
LEAST_DOCUMENTS = 2
SHARES = ("with_figure", "with_deadline", "with_body")
QUARTILES = (0.25, 0.5, 0.75)
Tables = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The tables of an atlas in memory, as columns. Build one with `load`."""

    documents: Any
    clauses: Any
    targets: Any
    terms: Any

    @classmethod
    def load(cls, folder: Path | None = None) -> Atlas:
        """The atlas that ships, or the one in `folder`."""
        folder = require(folder or locate("corpus", "atlas"), *FILES)
        return cls(*(_parquet().read_table(folder / name) for name in FILES))

    def sources(self) -> tuple[Source, ...]:
        """The facts of every document."""
        names = [field.name for field in fields(Source)]
        return tuple(Source(**row) for row in self.documents.select(names).to_pylist())

    def only(self, wanted: Callable[[Mapping[str, Any]], bool]) -> Atlas:
        """The atlas of those documents whose facts are `wanted`."""
        import pyarrow as pa
        import pyarrow.compute as pc

        rows = self.documents.to_pylist()
        for row in rows:
            row["year"] = (row["issued"] or "")[:4]
        kept = [row["number"] for row in rows if wanted(row)]
        place = pa.array(kept, pa.int32())
        tables = []
        for table in (self.documents, self.clauses, self.targets, self.terms):
            column = "number" if "number" in table.column_names else "document"
            found = table.filter(pc.is_in(table[column], value_set=place))
            renamed = pc.index_in(found[column], value_set=place)
            tables.append(found.set_column(found.column_names.index(column), column, renamed))
        return Atlas(*tables)

    def collection(self) -> Collection:
        """The clauses, to be searched by their vectors."""
        import numpy as np

        names = ("document", "clause", "start", "end", "task")
        columns = (self.clauses[name].to_pylist() for name in names)
        passages = tuple(
            Passage(owner, clause, Span(start, end), task)
            for owner, clause, start, end, task in zip(*columns, strict=True)
        )
        packed = np.frombuffer(b"".join(self.clauses["vector"].to_pylist()), np.int8)
        return Collection(self.sources(), passages, from_int8(packed.reshape(-1, WIDTH)))

    def statements(self, first: int = 0) -> Iterator[tuple[Key, Cell]]:
        """What the documents state about indicators; their numbers begin at `first`."""
        for row in self.targets.to_pylist():
            written = f"{row['value']:g}" + ("" if row["high"] is None else f"–{row['high']:g}")
            yield (
                (row["indicator"], row["measure"], row["unit"]),
                Cell(
                    first + row["document"], row["clause"], Span(row["start"], row["end"]),
                    row["name"], row["value"], row["high"], f"{written} {row['unit']}".strip(),
                    row["bound"], row["role"], row["deadline"], row["base"],
                ),
            )  # fmt: skip

    def usual(self) -> dict[str, Usual]:
        """The quartiles of every share over the documents, by the names that `emphasis` uses."""
        import numpy as np

        shares: dict[str, list[float]] = {}
        for row in self.documents.select([*SHARES, "firmness", "mix"]).to_pylist():
            for name, value in (
                *((name, row[name]) for name in (*SHARES, "firmness")),
                *((f"type:{name}", value) for name, value in row["mix"] or ()),
            ):
                if value is not None:
                    shares.setdefault(name, []).append(value)
        return {
            name: Usual(len(values), *(round(float(q), 4) for q in np.quantile(values, QUARTILES)))
            for name, values in shares.items()
        }

    def usage(self) -> Counter[str]:
        """How often all documents together use each word."""
        return _usage(self.terms)


def usage(folder: Path | None = None) -> Counter[str]:
    """How often the documents of the atlas that ships use each word; only words are read."""
    folder = require(folder or locate("corpus", "atlas"), "terms.parquet")
    return _usage(_parquet().read_table(folder / "terms.parquet"))


def _usage(terms: Any) -> Counter[str]:
    total = terms.group_by("term").aggregate([("count", "sum")])
    return Counter(
        dict(zip(total["term"].to_pylist(), total["count_sum"].to_pylist(), strict=True))
    )


def build(
    readings: Iterable[Reading],
    encode: Encode,
    ontology: Ontology,
    words: Words | None = None,
    formulas: Formulas | None = None,
) -> Atlas:
    """The atlas of `readings`; a document that comes twice counts once.

    Which clauses set a task is asked of the `formulas` that ship unless others are given.
    """
    import pyarrow as pa

    tables: Tables = {name: [] for name in ("documents", "clauses", "targets", "terms")}
    seen: set[str] = set()
    formulas = formulas or Formulas.load()
    for reading in readings:
        sha256 = reading.document.sha256
        if sha256 not in seen:
            seen.add(sha256)
            known = tasks(reading, formulas)
            _add(tables, len(seen) - 1, reading, known, encode, ontology, words)
    spread = Counter(row["term"] for row in tables["terms"])
    tables["terms"] = [row for row in tables["terms"] if spread[row["term"]] >= LEAST_DOCUMENTS]
    made = {name: pa.Table.from_pylist(rows, schema(name)) for name, rows in tables.items()}
    return Atlas(**made)


def write(atlas: Atlas, folder: Path) -> int:
    """Write the tables to `folder`; return how many bytes they take."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = (atlas.documents, atlas.clauses, atlas.targets, atlas.terms)
    for name, table in zip(FILES, tables, strict=True):
        _parquet().write_table(table, folder / name, compression="zstd", compression_level=19)
    return sum((folder / name).stat().st_size for name in FILES)


def merge(one: Atlas, other: Atlas) -> Atlas:
    """Both atlases in one; of a document that is in both, the first one's features are kept."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = set(one.documents["sha256"].to_pylist())
    added = other.only(lambda row: row["sha256"] not in known)
    offset = one.documents.num_rows
    joined = []
    for mine, theirs in zip(
        (one.documents, one.clauses, one.targets, one.terms),
        (added.documents, added.clauses, added.targets, added.terms),
        strict=True,
    ):
        column = "number" if "number" in theirs.column_names else "document"
        moved = pc.add(theirs[column], pa.scalar(offset, pa.int32()))
        theirs = theirs.set_column(theirs.column_names.index(column), column, moved)
        try:
            joined.append(pa.concat_tables([mine, theirs.cast(mine.schema)]))
        except (pa.ArrowInvalid, ValueError) as error:
            raise ArtefactError(
                f"the atlases do not have the same columns ({error}); rebuild the older one."
            ) from error
    return Atlas(*joined)


def _add(
    tables: Tables,
    number: int,
    reading: Reading,
    known: frozenset[str],
    encode: Encode,
    ontology: Ontology,
    words: Words | None,
) -> None:
    """Append the features of one document to the tables."""
    tree, document = reading.tree, reading.document
    clauses = comparable(tree)
    texts = [tree.words(clause) for clause in clauses]
    tables["documents"].append({"number": number, **_facts(reading)})
    for clause, vector, signature in zip(
        clauses, to_int8(encode(texts)[:, :WIDTH]), sign(texts), strict=True
    ):
        span = clause.span
        told = f"{document.sha256}:{span.start}:{span.end}".encode()
        tables["clauses"].append(
            {
                "id": int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big"),
                "document": number,
                "clause": clause.id,
                "start": span.start,
                "end": span.end,
                "task": clause.id in known,
                "vector": vector.tobytes(),
                "signature": signature.tobytes(),
            }
        )
    for (indicator, kind, unit), cell in stated(number, reading, ontology):
        row = {"document": number, "indicator": indicator, "measure": kind, "unit": unit}
        tables["targets"].append(row | _cell(cell))
    if words:
        counts = words([document.text])
        tables["terms"] += [
            {"document": number, "term": term, "count": count}
            for term, count in sorted(counts.items())
        ]


def _facts(reading: Reading) -> dict[str, Any]:
    stressed = emphasis(reading)
    shares = {name: getattr(stressed, name).value for name in SHARES}
    return {
        **asdict(Source.of(reading.document)),
        "characters": len(reading.document.text),
        "sentences": stressed.sentences,
        **shares,
        "firmness": stressed.firmness.value if stressed.firmness else None,
        "strength": stressed.strength,
        "mix": sorted((name, _value(share)) for name, share in stressed.mix.items()),
        "signature": reading.signature,
    }


def _value(share: Interval) -> float:
    return share.value


def _cell(cell: Cell) -> dict[str, Any]:
    names = ("clause", "name", "value", "high", "bound", "role", "deadline", "base")
    return {
        **{name: getattr(cell, name) for name in names},
        "start": cell.span.start,
        "end": cell.span.end,
    }


def _parquet() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise ExtraError.missing("pyarrow", "data") from None
    return parquet
