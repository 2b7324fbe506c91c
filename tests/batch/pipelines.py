"""Pipelines that tests send to workers: one that reads, and one that documents can bring down."""

from __future__ import annotations

import os
import random
import signal
import sys
import time

from pipeline.document import ClauseTree, Document
from pipeline.flow import Pipeline
from pipeline.segment import segment


def plain() -> Pipeline:
    """Segments and extracts, without models."""
    return Pipeline()


def fragile() -> Pipeline:
    """Does what the document says: hangs, eats memory, kills its worker, or has a bug."""
    return Pipeline(segment=_obey, signature="fragile")


def slow() -> Pipeline:
    """As `plain`, at a third of a second a document, so that a test can interrupt it."""
    return Pipeline(segment=_dawdle)


def deadly() -> Pipeline:
    """As `plain`, in a worker that is killed at random: as it starts, or over any document."""
    if random.random() < 0.2 and "spawn_main" in str(sys.orig_argv):
        os.kill(os.getpid(), signal.SIGKILL)
    return Pipeline(segment=_chance)


def _chance(document: Document) -> ClauseTree:
    if random.random() < 0.2:
        os.kill(os.getpid(), signal.SIGKILL)
    return segment(document)


def _dawdle(document: Document) -> ClauseTree:
    time.sleep(0.3)
    return segment(document)


def _obey(document: Document) -> ClauseTree:
    if "睡" in document.text:
        time.sleep(60)
    if "忆" in document.text:
        _ = bytearray(8_000_000_000)
    if "亡" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "错" in document.text:
        raise ValueError("a bug")
    return segment(document)
