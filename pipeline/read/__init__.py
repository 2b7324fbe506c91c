"""Read a file into a `Document`: its words exactly, and what they say about themselves.

Text is kept as it stands but for line ends and the byte order mark. What kind of file it is, and
which encoding, is told by its content: a `.txt` that is a web page is read as one. A file that
cannot be read ends in one `ReadError`, which says what is wrong, where, and what to do.
"""

from pipeline.read.files import SUFFIXES, find_files
from pipeline.read.reader import read, read_bytes, read_text

__all__ = ["SUFFIXES", "find_files", "read", "read_bytes", "read_text"]
