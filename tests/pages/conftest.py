"""Pages in a browser (`browser` is in tests/conftest.py), offline and without complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open some HTML as a file, offline; whatever the page complains about fails the test."""
    contexts = []
    complaints: list[str] = []

    def opened(html: str, *, at: str = "", **options: Any) -> Page:
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        settings: dict[str, Any] = {"locale": "en-GB", "offline": True, "accept_downloads": True}
        context = browser.new_context(**settings | options)
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: _local(asked.url, complaints))
        page.goto(path.as_uri() + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def _local(url: str, complaints: list[str]) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        complaints.append(f"asked for {url}")
