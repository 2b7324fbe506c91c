"""The help in both languages: every command and option has a Chinese text, and lines fit."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.main import get_command

from pipeline.cli import app
from pipeline.cli.chinese import columns, key, speak, texts, translated, wrap
from pipeline.cli.language import VARIABLES, Language, asked
from pipeline.translate.choice import ENGINES
from tests.cli.conftest import Run

CHINESE = re.compile("[\u4e00-\u9fff]")


def walk(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    yield name, command
    for inner, one in getattr(command, "commands", {}).items():
        yield from walk(one, f"{name} {inner}".strip())


COMMANDS = dict(walk(get_command(app)))
WANTED = [
    (name, "help" if parameter is None else key(parameter))
    for name, command in COMMANDS.items()
    for parameter in (None, *command.params)
]
DEFAULTS = {
    parameter.show_default
    for command in COMMANDS.values()
    for parameter in command.params
    if isinstance(getattr(parameter, "show_default", None), str)
}


@pytest.fixture(autouse=True)
def neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize(("command", "option"), WANTED, ids=" ".join)
def test_there_is_a_chinese_text(command: str, option: str) -> None:
    text = texts().get(command, {}).get(option, "")

    assert CHINESE.search(text), f"write [{command!r}] {option} in pipeline/cli/help.zh.toml"
    assert text == text.strip()
    assert text.endswith(("。", "…"))


def test_the_help_names_every_engine() -> None:
    (option,) = (one for one in COMMANDS["translate"].params if one.name == "engine")
    for text in (option.help, texts()["translate"]["--engine"]):
        assert tuple(one for one in re.findall("[a-z]+", text) if one in ENGINES) == ENGINES


def test_no_text_is_left_of_a_command_that_is_gone() -> None:
    written = {(name, one) for name, said in texts().items() for one in said}

    assert written - set(WANTED) == {("defaults", default) for default in DEFAULTS}


@pytest.mark.parametrize("default", sorted(DEFAULTS))
def test_what_stands_for_a_default_is_translated(default: str) -> None:
    assert default in texts()["defaults"]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_a_page_is_chinese_and_fits(name: str, run: Run) -> None:
    done = run(*name.split(), "--help", "--lang", "zh")

    assert (done.code, done.err) == (0, "")
    first, *lines = done.out.splitlines()
    assert re.match(rf"用法：.*tiaoli {name} ", first)
    assert all(columns(line) <= 80 for line in lines)
    assert all(CHINESE.search(line) for line in lines if re.match(r"\S", line))
    assert not re.search(r"\b(Usage|Options|Arguments|Commands|default|required|exit)\b", done.out)


def test_all_commands_are_listed_in_chinese(run: Run) -> None:
    out = run("--lang", "zh", "-h").out

    for name, command in COMMANDS[""].commands.items():
        assert re.search(rf"^  {name} +.*[\u4e00-\u9fff]", out, re.MULTILINE), name
        assert command.help not in out


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "rest"),
    [
        pytest.param("read a.txt", {}, "en", "read a.txt", id="English unless asked"),
        pytest.param("--lang zh read a.txt", {}, "zh", "read a.txt", id="before the command"),
        pytest.param("read --help --lang=zh", {}, "zh", "read --help", id="beside --help"),
        pytest.param("read --lang zh -h", {}, "zh", "read -h", id="before -h"),
        pytest.param(
            "report a.txt --lang zh", {}, "en", "report a.txt --lang zh", id="the command's own"
        ),
        pytest.param("--lang fr", {}, "en", "--lang fr", id="no such language"),
        pytest.param("read --help --lang", {}, "en", "read --help --lang", id="no language said"),
        pytest.param("read", {"TIAOLI_LANG": "zh", "LANG": "de_DE"}, "zh", "read", id="variable"),
        pytest.param("read", {"LANG": "zh_TW.UTF-8"}, "zh", "read", id="locale"),
        pytest.param("read", {"LC_ALL": "C", "LANG": "zh_CN"}, "en", "read", id="LC_ALL first"),
        pytest.param("read", {"TIAOLI_LANG": "en", "LANG": "zh_CN"}, "en", "read", id="English"),
        pytest.param("--lang en -h", {"LANG": "zh_CN"}, "en", "-h", id="--lang first"),
        pytest.param("read", {"LC_ALL": "", "LANG": "zh_CN"}, "zh", "read", id="empty is unset"),
    ],
)
def test_the_language_asked_for(
    arguments: str, environment: dict[str, str], language: str, rest: str
) -> None:
    assert asked(arguments.split(), environment) == (Language(language), rest.split())


def test_chinese_once_is_not_chinese_ever_after(run: Run) -> None:
    run("read", "--help", "--lang", "zh")

    assert run("read", "--help").out.startswith("Usage: ")
    assert run("--lang", "en", "read", "-h").out.startswith("Usage: ")


def test_the_variable_speaks_for_every_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOLI_LANG", "zh")

    assert "把双语文件中译过的句段" in run("memory", "add", "-h").out
    none = run("memory")
    assert "添加、检索、导出、统计" in none.out + none.err


def test_a_command_without_texts_keeps_its_english() -> None:
    command = get_command(app)
    speak(command, "no such command")

    assert command.help == COMMANDS[""].help


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        pytest.param("有。  [required]", "有。 [必填]", id="required"),
        pytest.param("有。  [default: 20; x>=1]", "有。 [默认：20；x>=1]", id="default and range"),
        pytest.param("有。  [default: (文件名)]", "有。 [默认：文件名]", id="said default"),
        pytest.param("有。  [env var: A_B]", "有。 [环境变量：A_B]", id="variable"),
        pytest.param("写在 [classify] 下。", "写在 [classify] 下。", id="brackets of its own"),
        pytest.param("Show this message and exit.", "显示本说明后退出。", id="--help"),
    ],
)
def test_what_the_library_adds_is_chinese(english: str, chinese: str) -> None:
    assert translated(english) == chinese


@example(text="[...。。乙]", width=10)
@given(text=st.text("甲乙，。（）《》 abc.-[]", max_size=80), width=st.integers(10, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    if not re.search(r"\s[，。）》\]]", text):
        assert all(line[0] not in "，。）》" for line in lines[1:])
    whole = re.compile(r"[!-~]{8}|[，。）》（《\[\]]{3}|\[[^\[\]\s]+\]")
    loose = [line for line in lines if not whole.search(line)]
    assert all(columns(line) <= width for line in loose)


def test_chinese_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['tiaoli', '--lang', 'zh', '-h']\n"
        "from pipeline.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([one for one in ('torch', 'numpy', 'spacy', 'lxml', 'rich') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
