"""`tiaoli evaluate`: how good the shipped models are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.forms import Form, print_json, print_rows

FIELDS = ("model", "figure", "value")


def evaluate(
    model: Annotated[
        list[Path] | None, typer.Argument(help="Model folders; all that ship if none.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print them.")] = Form.table,
    as_json: Annotated[
        bool, typer.Option("--json", hidden=True, help="The same as --format json.")
    ] = False,
) -> None:
    """Print every figure of the models, each under the signature of the weights it is true of.

    The figures are those that training wrote into the model's folder (`figures.json`), taken on
    documents that the model had not seen.
    """
    from pipeline.artefacts import fingerprint

    found = {fingerprint(folder): _figures(folder) for folder in model or _shipped()}
    if as_json or form is Form.json:
        print_json(found)
    elif form is Form.csv:
        rows = [
            dict(zip(FIELDS, (signature, name, value), strict=True))
            for signature, figures in found.items()
            for name, value in _flat(figures)
        ]
        print_rows(rows, FIELDS, form)
    else:
        _print(found)


def _print(found: dict[str, dict[str, Any]]) -> None:
    for signature, figures in found.items():
        typer.echo(signature)
        for name, value in _flat(figures):
            typer.echo(f"  {name:<40} {value}")


def _shipped() -> list[Path]:
    from pipeline.artefacts import locate

    return sorted(path.parent for path in locate("models").glob("*/artefact.toml"))


def _figures(folder: Path) -> dict[str, Any]:
    path = folder / "figures.json"
    if not path.is_file():
        return {"figures": f"none kept; see {folder.name}/README.md"}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _flat(figures: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Nested figures as lines: `per_type platform f1`."""
    lines: list[tuple[str, str]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += _flat(value, f"{above}{name} ")
        else:
            lines.append((above + name, json.dumps(value, ensure_ascii=False).strip('"')))
    return lines
