"""Documents in object storage: `s3://bucket/plans/*.pdf`, `gs://…`, whatever fsspec can open.

An object is told from its next version by what the storage says of it (its ETag, or its size and
time), so that finding out what is new costs a listing and not a download.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pipeline.errors import ExtraError, ReadError
from pipeline.read import SUFFIXES
from pipeline.settings import Read

MARKS = ("ETag", "etag", "md5Hash", "content_md5", "generation", "LastModified", "mtime", "created")


def is_remote(source: str) -> bool:
    """Whether fsspec must open it.

    >>> is_remote("s3://plans/2024"), is_remote("plans/2024")
    (True, False)
    """
    return "://" in source


def objects(source: str) -> Iterator[tuple[str, str]]:
    """The address and the version of each document under `source`: a folder, a glob, an object."""
    try:
        files, root = _fsspec().core.url_to_fs(source)
        if any(mark in root for mark in "*?["):
            found = files.glob(root, detail=True)
        elif files.isdir(root):
            found = files.find(root, detail=True)
        else:
            found = {root: files.info(root)}
    except (OSError, ValueError, ImportError) as error:  # ImportError names what to install
        raise ReadError(f"cannot list {source}: {error}; check the address and access.") from error
    for name in sorted(found):
        kind = found[name].get("type")
        if kind == "file" and (name == root or PurePosixPath(name).suffix.lower() in SUFFIXES):
            yield files.unstrip_protocol(name), _version(found[name])


def content(address: str, limits: Read) -> bytes:
    """The bytes of one object, unless they are over the limit."""
    try:
        with _fsspec().open(address, "rb") as file:
            data: bytes = file.read(limits.max_bytes + 1)
    except Exception as error:  # each storage has errors of its own
        raise ReadError(f"cannot open {address}: {error!r}; check it.") from error
    return data


def _version(info: dict[str, Any]) -> str:
    return " ".join(str(info[mark]) for mark in ("size", *MARKS) if info.get(mark) is not None)


def _fsspec() -> Any:
    try:
        import fsspec  # type: ignore[import-untyped]
    except ImportError:
        raise ExtraError.missing("fsspec", "ray") from None
    return fsspec
