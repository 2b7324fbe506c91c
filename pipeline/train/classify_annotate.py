"""Clauses to label, out to the tools that coders use, and their labels back.

    Label Studio   a JSON list of tasks; comes back as its JSON export
    doccano        JSONL with `text` and `label`
    Prodigy        JSONL for the recipe `choice`; comes back with `accept` and `answer`
    CSV            a table with an empty column `types`

Whatever the tool, labels come back as `Coding`s, which `write_csv` turns into the table that
training reads.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from pipeline.codebook import NONE, Codebook
from pipeline.errors import RecordError

COLUMNS = ("id", "clause", "types", "heading", "before", "document", "coder")
_CONTEXT = ("id", "heading", "before", "document")


@dataclass(frozen=True, slots=True)
class Task:
    """A clause to label, with its context and what the model would say."""

    id: str
    clause: str
    heading: str = ""
    before: str = ""
    document: str = ""
    suggested: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Coding:
    """What one coder said of one clause; `types` is empty for none."""

    id: str
    clause: str
    types: tuple[str, ...]
    coder: str = ""
    heading: str = ""
    before: str = ""
    document: str = ""


def _context(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in _CONTEXT}


def to_labelstudio(tasks: Sequence[Task], codebook: Codebook) -> str:
    """Tasks for Label Studio, what the model would say as a prediction."""
    rows: list[dict[str, Any]] = [
        {
            "data": {"clause": task.clause, **_context(task)},
            "predictions": [
                {
                    "model_version": f"{codebook.name} {codebook.version}",
                    "score": task.score,
                    "result": [
                        {
                            "from_name": "types",
                            "to_name": "clause",
                            "type": "choices",
                            "value": {"choices": list(task.suggested or (NONE,))},
                        }
                    ],
                }
            ],
        }
        for task in tasks
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def labelstudio_config(codebook: Codebook) -> str:
    """The labelling interface to paste into a new Label Studio project."""
    choices = "\n".join(
        f"    <Choice value={quoteattr(kind.name)} background={quoteattr(kind.colour)} "
        f"hint={quoteattr(kind.definition)}/>"
        for kind in (*codebook.types, codebook.none)
    )
    return (
        "<View>\n"
        '  <Text name="heading" value="$heading"/>\n'
        '  <Text name="before" value="$before"/>\n'
        '  <Header value="Clause"/>\n'
        '  <Text name="clause" value="$clause"/>\n'
        '  <Choices name="types" toName="clause" choice="multiple" required="true">\n'
        f"{choices}\n"
        "  </Choices>\n"
        "</View>\n"
    )


def from_labelstudio(text: str) -> list[Coding]:
    """The labels of a JSON export; cancelled annotations are left out."""
    found = []
    for row in _json(text, "a Label Studio export"):
        data = row["data"]
        for annotation in row.get("annotations", ()):
            if annotation.get("was_cancelled"):
                continue
            types = [
                choice
                for result in annotation.get("result", ())
                if result.get("type") == "choices"
                for choice in result["value"]["choices"]
            ]
            coder = annotation.get("completed_by", "")
            if isinstance(coder, Mapping):
                coder = coder.get("email") or coder.get("id", "")
            found.append(_coding(data, data["clause"], types, coder))
    return found


def to_doccano(tasks: Sequence[Task], codebook: Codebook) -> str:
    """Lines for a doccano project of the kind text classification; labels are suggestions."""
    return _lines(
        {**_context(task), "text": task.clause, "label": list(task.suggested or (NONE,))}
        for task in tasks
    )


def from_doccano(text: str) -> list[Coding]:
    """The labels of a JSONL export; unlabelled lines are left out."""
    rows = [row for row in _jsonl(text, "a doccano export") if row.get("label")]
    return [_coding(row, row["text"], row["label"], row.get("username", "")) for row in rows]


def to_prodigy(tasks: Sequence[Task], codebook: Codebook) -> str:
    """Lines for `prodigy mark … --view-id choice`; what the model would say is ticked."""
    options = [
        {"id": kind.name, "text": kind.chinese or kind.name}
        for kind in (*codebook.types, codebook.none)
    ]
    return _lines(
        {
            "text": task.clause,
            "options": options,
            "accept": list(task.suggested or (NONE,)),
            "meta": {**_context(task), "score": task.score},
        }
        for task in tasks
    )


def from_prodigy(text: str) -> list[Coding]:
    """The labels of `prodigy db-out`; what was rejected or ignored is left out."""
    return [
        _coding(
            row.get("meta", {}),
            row["text"],
            row.get("accept", ()),
            row.get("_annotator_id") or row.get("_session_id") or "",
        )
        for row in _jsonl(text, "a Prodigy export")
        if row.get("answer", "accept") == "accept" and row.get("accept")
    ]


def to_csv(tasks: Sequence[Task], codebook: Codebook) -> str:
    """A table with an empty column `types` to fill in."""
    rows = [
        [task.id, task.clause, "", task.heading, task.before, task.document, ""] for task in tasks
    ]
    return _table(rows)


def from_csv(text: str) -> list[Coding]:
    """The rows of a table whose column `types` was filled in."""
    found = []
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        if row.get("types"):
            types = row["types"].replace(";", ",").split(",")
            found.append(_coding(row, row["clause"], types, row.get("coder") or ""))
    return found


def write_csv(codings: Iterable[Coding]) -> str:
    """The table that `tiaoli train classify --labels` reads."""
    return _table(
        [
            [
                coding.id,
                coding.clause,
                ",".join(coding.types) or NONE,
                coding.heading,
                coding.before,
                coding.document,
                coding.coder,
            ]
            for coding in codings
        ]
    )


EXPORTS: dict[str, Callable[[Sequence[Task], Codebook], str]] = {
    "labelstudio": to_labelstudio,
    "doccano": to_doccano,
    "prodigy": to_prodigy,
    "csv": to_csv,
}
IMPORTS: dict[str, Callable[[str], list[Coding]]] = {
    "labelstudio": from_labelstudio,
    "doccano": from_doccano,
    "prodigy": from_prodigy,
    "csv": from_csv,
}


def read_codings(path: Path, tool: str, codebook: Codebook) -> list[Coding]:
    """The labels in a file that `tool` exported; a type that the codebook lacks is an error."""
    try:
        found = IMPORTS[tool](path.read_text("utf-8"))
    except (KeyError, TypeError) as error:
        raise RecordError(
            f"{path} is no export of {tool}: {error!r} is missing in a row."
        ) from error
    for coding in found:
        for name in coding.types:
            if name not in codebook.names:
                raise RecordError(
                    f"{path} has the type {name!r}, the codebook {codebook.name!r} has not; "
                    "mend the labels in the tool, or name the codebook they were made for."
                )
    return found


def _coding(context: Mapping[str, Any], clause: str, types: Iterable[str], coder: object) -> Coding:
    given = tuple(dict.fromkeys(name.strip() for name in types if name.strip() not in ("", NONE)))
    where = {name: str(context.get(name) or "") for name in _CONTEXT}
    return Coding(clause=clause, types=given, coder=str(coder), **where)


def _table(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _json(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise RecordError(f"this is not {what}: {error}; export it again as JSON.") from error


def _jsonl(text: str, what: str) -> list[dict[str, Any]]:
    return [_json(line, what) for line in text.splitlines() if line.strip()]
