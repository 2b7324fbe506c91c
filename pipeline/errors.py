"""Everything the pipeline raises on purpose.

PipelineError
├── ReadError       a file could not be turned into a document
├── RecordError     a JSON record is not a reading, or contradicts itself
├── ArtefactError   a trained model or a shipped file is missing or is not the one promised
├── ExtraError      a command needs an optional part that is not installed
└── SettingsError   a settings file says something we do not understand

Anything else that escapes is a bug. A message says what is wrong, where, and what to do about it,
in that order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class PipelineError(Exception):
    """Catch this to catch everything the pipeline raises on purpose."""


class ReadError(PipelineError):
    """A file could not be turned into a document."""


class RecordError(PipelineError):
    """A JSON record is not a reading, or contradicts itself."""


class ArtefactError(PipelineError):
    """A trained model or a shipped file is missing or is not the one promised."""

    @classmethod
    def missing(cls, folder: Path, absent: list[str]) -> ArtefactError:
        """Name the files that `folder` lacks."""
        return cls(
            f"no {' or '.join(absent)} in {folder}; "
            "reinstall tiaoli, or restore the folder from the repository."
        )


class ExtraError(PipelineError):
    """A command needs an optional part that is not installed."""

    @classmethod
    def missing(cls, module: str, extra: str) -> ExtraError:
        """Name the module that could not be imported and the install line that brings it."""
        return cls(f"{module} is not installed; run `pip install 'tiaoli[{extra}]'`.")


class SettingsError(PipelineError):
    """A settings file says something we do not understand."""


@contextmanager
def during(stage: str, document_id: str) -> Iterator[None]:
    """Note which stage and which document an error came from, and let it pass."""
    try:
        yield
    except Exception as error:
        error.add_note(f"while running {stage} on {document_id}")
        raise
