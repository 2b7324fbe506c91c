"""Read Chinese municipal policy documents, clause by clause."""

__version__ = "0.1.0"
