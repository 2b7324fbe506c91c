"""Read Chinese municipal policy documents, clause by clause.

>>> from pipeline import Pipeline, read_text
>>> reading = Pipeline()(read_text("一、目标\\n到2025年，培育高新技术企业1.5万家以上。"))
>>> [reading.tree.words(clause) for clause in reading.tree]
['一、目标', '到2025年，培育高新技术企业1.5万家以上。']
>>> [(q.value, q.unit, q.deadline) for q in reading.findings.quantities]
[(15000, '家', '2025')]
"""

from __future__ import annotations

__version__ = "0.1.0"

# `read`, `segment` and `extract` name a function here and a module below. They are imported at
# once, not on demand: an import of the module later on would take the function's place.
from pipeline.document import Document, Reading
from pipeline.errors import PipelineError
from pipeline.export.record import from_record, to_record
from pipeline.extract import extract
from pipeline.flow import Pipeline
from pipeline.read import find_files, read, read_text
from pipeline.segment import segment
from pipeline.settings import Settings

__all__ = [
    "Document",
    "Pipeline",
    "PipelineError",
    "Reading",
    "Settings",
    "__version__",
    "extract",
    "find_files",
    "from_record",
    "read",
    "read_text",
    "segment",
    "to_record",
]
