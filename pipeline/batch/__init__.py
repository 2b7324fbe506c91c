"""The path of many documents: parallel, resumable, one document's failure is its alone.

    sources ──▶ items ──pool or Ray──▶ outcomes (kept by content and signature) ──▶ tables

What was read once with the same signature is not read again. Killed at any point and started
again, a run ends in the same tables, byte for byte, as one that was never interrupted, whatever the
number of jobs: the tables are written at the end, from what was kept, in the order of names.
"""

from pipeline.batch.fault import BatchError
from pipeline.batch.pool import Limits
from pipeline.batch.run import Plan, run

__all__ = ["BatchError", "Limits", "Plan", "run"]
