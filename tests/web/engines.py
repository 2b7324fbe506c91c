"""Engines that tests send to the process that drafts."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from pipeline.errors import PipelineError
from pipeline.translate.translator import Translator


def crosses() -> Translator:
    """Draws as many crosses as a clause has characters."""
    return Translator(_crosses)


def slow() -> Translator:
    """As `crosses`, at a fifth of a second a portion."""
    return Translator(_slowly)


def broken() -> Translator:
    """Cannot be loaded."""
    raise PipelineError("no model today")


def dying() -> Translator:
    """Takes its process with it."""
    os._exit(3)


def _crosses(sentences: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"Draft {'x' * len(chinese)}." for chinese in sentences)


def _slowly(sentences: Sequence[str]) -> tuple[str, ...]:
    time.sleep(0.2)
    return _crosses(sentences)
