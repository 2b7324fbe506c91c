"""Files that no reader should meet, and some good documents among them."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

WORDS = "一、目标\n到2025年，培育高新技术企业30家以上，建成澜州实验室。\n"
GOOD = 5
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"

Content = Callable[[random.Random], bytes]


def _cut(name: str) -> Content:
    data = (SAMPLES / name).read_bytes()
    return lambda dice: data[: dice.randrange(1, len(data))]


def _bent(name: str) -> Content:
    data = (SAMPLES / name).read_bytes()

    def bend(dice: random.Random) -> bytes:
        bent = bytearray(data)
        for _ in range(20):
            bent[dice.randrange(len(bent))] = dice.randrange(256)
        return bytes(bent)

    return bend


def _deep(dice: random.Random) -> bytes:
    depth = dice.randrange(1_000, 30_000)
    return (f"<html><body>{'<div>' * depth}{WORDS}{'</div>' * depth}").encode()


def _bomb(dice: random.Random) -> bytes:
    """Sixty megabytes of one character, or a billion laughs, in a small archive."""
    return _packed(laughing=dice.random() < 0.5)


@cache
def _packed(*, laughing: bool) -> bytes:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    laugh = f'<!DOCTYPE x [<!ENTITY a0 "a">{laughs}]><x>&a8;</x>'.encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", laugh if laughing else b"<w:p>" + b" " * 60_000_000)
    return packed.getvalue()


def _mixed(dice: random.Random) -> bytes:
    """Words in one encoding, and then in another."""
    first, second = dice.sample(["utf-8", "gb18030", "utf-16", "big5hkscs", "utf-32"], 2)
    return "目標平臺".encode(first) * 9 + "目標平臺".encode(second) * 9


KINDS: tuple[tuple[str, Content], ...] = (
    (".txt", lambda dice: dice.randbytes(dice.randrange(3_000))),
    (".pdf", lambda dice: b"%PDF-1.7\n" + dice.randbytes(2_000)),
    (".docx", lambda dice: b"PK\x03\x04" + dice.randbytes(2_000)),
    (".docx", _cut("action-plan.docx")),
    (".pdf", _cut("work-report.pdf")),
    (".docx", _bent("action-plan.docx")),
    (".pdf", _bent("work-report.pdf")),
    (".html", _deep),
    (".txt", _mixed),
    (".docx", _bomb),
    (".txt", lambda dice: WORDS.encode("utf-16-le")[dice.randrange(9) :]),
    (".html", lambda dice: WORDS.encode("gb18030") + b"<" * dice.randrange(5_000)),
    (".txt", lambda dice: ("（" * dice.randrange(9_000) + "1、" * dice.randrange(9_000)).encode()),
)


def write_hostile(folder: Path, count: int) -> int:
    """Write `count` hostile files and `GOOD` good ones; how many files that is, links included."""
    dice = random.Random(count)
    place = os.fsencode(folder)
    for number in range(count):
        ending, content = KINDS[number % len(KINDS)]
        odd = (b"", b"\n", b"\xff\xfe", "　'".encode(), b'"; drop table', b"#%")[number % 6]
        path = os.path.join(place, b"%04d%s%s" % (number, odd, ending.encode()))
        Path(os.fsdecode(path)).write_bytes(content(dice))
    for number in range(GOOD):
        (folder / f"good-{number}.txt").write_text(WORDS + str(number), "utf-8")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "nowhere.txt").symlink_to("absent.txt")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    return count + GOOD + 3
