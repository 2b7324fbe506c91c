"""The help in Chinese: texts from `help.zh.toml`, lines broken as Chinese is, by columns.

A command or option without a Chinese text keeps its English one; a test says so.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

Texts = Mapping[str, Mapping[str, str]]

HEADINGS = {"Arguments": "参数", "Options": "选项", "Commands": "命令"}
USAGE = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]": "[参数]"}
HELP_OPTION = "显示本说明后退出。"
# Before these no line ends, after those none begins.
_CLOSING, _OPENING = "，。；：、！？）》”’…]", "（《“‘["
_ATOM = re.compile(r"\[[^\[\]\s]{1,16}\]|[!-~\u00a0-\u024f…]+|\s+|.")
_EXTRA = re.compile(r"\s*\[(?P<extra>(?:env var|default|required|[^\]]*x[<>=])[^\[\]]*)\]$")


@cache
def texts() -> Texts:
    """The Chinese texts, by command and then by option."""
    said: Texts = tomllib.loads(Path(__file__).with_name("help.zh.toml").read_text("utf-8"))
    return said


def speak(command: Any, name: str = "") -> None:
    """Put a command, its options and the commands in it into Chinese."""
    said = texts().get(name, {})
    command.help = said.get("help", command.help)
    command.short_help = said["help"].split("。")[0] + "。" if "help" in said else None
    base = command.context_class
    # The library makes a context for each command, and the context says what formats its help.
    command.context_class = type("ChineseContext", (base,), {"formatter_class": Page})
    for parameter in command.params:
        parameter.help = said.get(key(parameter), parameter.help)
        if isinstance(getattr(parameter, "show_default", None), str):
            default = parameter.show_default
            parameter.show_default = texts()["defaults"].get(default, default)
    for inner, one in getattr(command, "commands", {}).items():
        speak(one, f"{name} {inner}".strip())


def key(parameter: Any) -> str:
    """What a parameter goes by in `help.zh.toml`: its long option, or the name of an argument."""
    if parameter.param_type_name == "argument":
        return str(parameter.name)
    return max(map(str, parameter.opts), key=len)


class Page:
    """Formats a page of help; it does what the library's own formatter does, by columns."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        import shutil

        columns = shutil.get_terminal_size().columns
        self.width = width or max(min(columns, max_width or 80) - 2, 50)
        self.current_indent = 0
        self.buffer: list[str] = []

    def write(self, string: str) -> None:
        """Add a string."""
        self.buffer.append(string)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Add the line of usage."""
        for english, chinese in USAGE.items():
            args = args.replace(english, chinese)
        self.write(f"用法：{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        """Add a heading."""
        self.write(f"{' ' * self.current_indent}{HEADINGS.get(heading, heading)}：\n")

    def write_paragraph(self) -> None:
        """Add an empty line."""
        if self.buffer:
            self.write("\n")

    def write_text(self, text: str) -> None:
        """Add paragraphs, each wrapped."""
        indent = " " * self.current_indent
        paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
        width = self.width - self.current_indent
        wrapped = ("\n".join(indent + line for line in wrap(one, width)) for one in paragraphs)
        self.write("\n\n".join(wrapped) + "\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Add a list of two columns."""
        widest = max((columns(first) for first, _ in rows), default=0)
        second_column = min(widest, col_max) + col_spacing + self.current_indent
        for first, second in rows:
            lines = wrap(translated(second), max(self.width - second_column, 10)) or [""]
            head = " " * self.current_indent + first
            if columns(head) > second_column - col_spacing:
                self.write(f"{head}\n")
                head = ""
            self.write(f"{head}{' ' * (second_column - columns(head))}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{' ' * second_column}{line}\n" for line in lines[1:]))

    def indent(self) -> None:
        """Move to the right."""
        self.current_indent += 2

    def dedent(self) -> None:
        """Move to the left."""
        self.current_indent -= 2

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A heading with what stands under it."""
        self.write_paragraph()
        self.write_heading(name)
        with self.indentation():
            yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """What stands further right."""
        self.indent()
        try:
            yield
        finally:
            self.dedent()

    def getvalue(self) -> str:
        """The page."""
        return "".join(self.buffer)


def translated(text: str) -> str:
    """What the library itself adds to a text: `[default: 20; required]` → `[默认：20；必填]`."""
    if text == "Show this message and exit.":
        return HELP_OPTION
    found = _EXTRA.search(text)
    if not found:
        return text
    extra = found["extra"].replace("env var: ", "环境变量：").replace("default: ", "默认：")
    extra = re.sub(r"默认：\((.*)\)", r"默认：\1", extra).replace("required", "必填")
    return f"{text[: found.start()]} [{extra.replace('; ', '；')}]"


def columns(text: str) -> int:
    """The columns that a text takes in a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns; Latin words stay whole, no line begins with a comma.

    >>> wrap("读取文件，再写成 JSON 记录。", 16)
    ['读取文件，再写成', 'JSON 记录。']
    """
    lines, line = [], ""
    for atom in _atoms(text):
        if line and columns(line) + columns(atom.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += atom if line else atom.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _atoms(text: str) -> Iterator[str]:
    """What no line end may part: a word, or a character with the punctuation that clings to it."""
    atom = ""
    for piece in _ATOM.findall(text):
        clings = piece[0] in _CLOSING or (atom and atom[-1] in _OPENING)
        if atom and not clings:
            yield atom
            atom = ""
        atom += piece
    if atom:
        yield atom
