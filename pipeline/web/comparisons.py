"""Compare chosen documents, one comparison at a time, and keep the last few."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.compare import Comparer
from pipeline.compare.atlas import Atlas
from pipeline.compare.keyness import Words
from pipeline.compare.results import Comparison
from pipeline.document import Reading
from pipeline.errors import ExtraError

KEPT = 4


@dataclass(slots=True)
class Comparisons:
    """Makes comparisons; the matcher and the atlas are loaded at the first."""

    _comparer: Comparer | None = None
    _atlas: Atlas | None = None
    _made: OrderedDict[str, Comparison] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, readings: Sequence[Reading], *, with_atlas: bool) -> Comparison:
        """Compare the first reading with the others, and with the atlas that ships."""
        # A reading's labels and targets may be corrected, so its document does not name it.
        said = repr([(one.document, one.labels, one.findings) for one in readings])
        key = f"{with_atlas}:{hash(said)}"
        with self._turn:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            first, *others = readings
            found = self._loaded()(first, others, self._shipped() if with_atlas else None)
            self._made[key] = found
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return found

    def _loaded(self) -> Comparer:
        if self._comparer is None:
            self._comparer = Comparer.load(words=_words())
        return self._comparer

    def _shipped(self) -> Atlas:
        if self._atlas is None:
            self._atlas = Atlas.load()
        return self._atlas


def _words() -> Words | None:
    """What cuts text into words, if it is installed; a comparison does without."""
    try:
        return Words.load()
    except ExtraError:
        return None
