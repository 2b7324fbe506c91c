"""Any OpenAI-compatible chat endpoint as an engine.

Sentences go out in numbered batches with the neighbours that they stand beside and the terms that
they hold; the reply may be JSON or numbered lines. A reply that is cut short or has the wrong count
is asked for again in halves, down to single sentences, so that a draft never slips to its
neighbour's place.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pipeline.errors import PipelineError, SettingsError
from pipeline.pattern import Pattern
from pipeline.translate.glossary import Glossary

KEY_VARIABLE = "TIAOLI_API_KEY"
"""The environment variable that holds the key; a settings file is no place for it."""

_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
# A connection that breaks off, and a reply that is no completion.
_BROKEN = (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError)
LONGEST_WAIT_S = 60.0
_LINE = Pattern(r"^\s*\[?(\d+)[\].):、]\s*(.*\S)\s*$")
_FENCE = Pattern(r"^```[a-z]*\n|\n?```$")
_INSTRUCTIONS = (
    "You translate clauses of Chinese government policy documents into the English of official "
    "translations. Translate each numbered clause completely and on its own, in order; merge and "
    "add nothing. Keep every figure, unit, bound and date: 亿 is 100 million, 万 is 10,000, "
    "个百分点 is percentage points, 以上 is at least, 不超过 is no more than. Use the given terms. "
    'Answer only with JSON: {"drafts": ["...", ...]}, one string per clause.'
)


class EndpointError(PipelineError):
    """An endpoint did not answer, or not with drafts."""


@dataclass(frozen=True, slots=True)
class EndpointEngine:
    """Drafts through a chat-completions endpoint; the constructor only stores what it is given.

    `pause_s` is the first wait after a refusal; it doubles with every further one unless the
    server says how long.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    glossary: Glossary | None = field(default=None, repr=False)
    batch_size: int = 8
    concurrency: int = 4
    retries: int = 5
    timeout_s: float = 120.0
    pause_s: float = 1.0

    @classmethod
    def from_environment(
        cls, base_url: str, model: str, *, glossary: Glossary | None = None, concurrency: int = 4
    ) -> EndpointEngine:
        """An engine with the key of the environment; local servers need none."""
        if not re.match(r"https?://", base_url):
            raise SettingsError(
                f"{base_url!r} is no base URL; write one such as http://localhost:8000/v1."
            )
        key = os.environ.get(KEY_VARIABLE) or os.environ.get("OPENAI_API_KEY", "")
        return cls(base_url, model, key, glossary, concurrency=concurrency)

    def __call__(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """Draft every sentence; batches run side by side, the order is kept."""
        starts = range(0, len(sentences), self.batch_size)
        spans = [(start, min(start + self.batch_size, len(sentences))) for start in starts]
        with ThreadPoolExecutor(max_workers=max(1, self.concurrency)) as pool:
            answers = list(pool.map(lambda span: self._drafts(sentences, *span), spans))
        return tuple(draft for answer in answers for draft in answer)

    def _drafts(self, sentences: Sequence[str], start: int, end: int) -> list[str]:
        """The drafts of `sentences[start:end]`; halved where the reply does not fit."""
        drafts = drafts_in(self._ask(self._messages(sentences, start, end)), end - start)
        if drafts is not None:
            return drafts
        if end - start == 1:
            drafts = drafts_in(self._ask(self._messages(sentences, start, end)), 1)
            if drafts is None:
                raise EndpointError(
                    f"{self.base_url} gave no draft for {sentences[start][:40]!r}; "
                    "try another model, or fewer sentences at a time."
                )
            return drafts
        middle = (start + end) // 2
        return [*self._drafts(sentences, start, middle), *self._drafts(sentences, middle, end)]

    def _messages(self, sentences: Sequence[str], start: int, end: int) -> list[dict[str, str]]:
        asked = sentences[start:end]
        parts = []
        if start:
            parts.append(f"Before these (do not translate): {sentences[start - 1]}")
        if end < len(sentences):
            parts.append(f"After these (do not translate): {sentences[end]}")
        terms = self._terms(asked)
        if terms:
            parts.append("Terms:\n" + "\n".join(terms))
        numbered = (f"[{number}] {' '.join(s.split())}" for number, s in enumerate(asked, start=1))
        parts.append("Clauses:\n" + "\n".join(numbered))
        return [
            {"role": "system", "content": _INSTRUCTIONS},
            {"role": "user", "content": "\n\n".join(parts)},
        ]

    def _terms(self, sentences: Sequence[str]) -> list[str]:
        if self.glossary is None:
            return []
        found = (one.term for sentence in sentences for one in self.glossary.find(sentence))
        return [f"{term.chinese} = {term.renderings[0]}" for term in dict.fromkeys(found)]

    def _ask(self, messages: list[dict[str, str]]) -> str:
        """The text of one reply; refusals and breakdowns are waited out."""
        body = {"model": self.model, "messages": messages, "temperature": 0}
        waited = self.pause_s
        for attempt in range(self.retries + 1):
            try:
                return _content(self._post(body))
            except urllib.error.HTTPError as error:
                if error.code not in _RETRIED:
                    raise EndpointError(self._refusal(error)) from error
                fault, asked = f"status {error.code}", _asked_to_wait(error)
            except _BROKEN as error:
                fault, asked = str(error) or type(error).__name__, 0.0
            if attempt < self.retries:
                time.sleep(asked or waited * random.uniform(0.8, 1.2))
                waited *= 2
        raise EndpointError(
            f"{self.base_url} did not answer in {self.retries + 1} attempts ({fault}); "
            "check the address, or try again later."
        )

    def _post(self, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(
            f"{self.base_url.rstrip('/')}/chat/completions",
            data=json.dumps(body, ensure_ascii=False).encode("utf-8"),
            headers=headers,
        )
        with urllib.request.urlopen(request, timeout=self.timeout_s) as reply:
            return json.loads(reply.read())

    def _refusal(self, error: urllib.error.HTTPError) -> str:
        said = error.read(300).decode("utf-8", "replace").strip()
        advice = (
            f"set {KEY_VARIABLE} to a valid key."
            if error.code in (401, 403)
            else "check the model's name and the base URL."
        )
        return f"{self.base_url} refused with status {error.code} ({said}); {advice}"


def _content(reply: Any) -> str:
    """The text of a reply; "" where the endpoint says that it is cut short."""
    choice = reply["choices"][0]
    content = choice["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("a reply without text")
    return "" if choice.get("finish_reason") == "length" else content


def _asked_to_wait(error: urllib.error.HTTPError) -> float:
    """The seconds of a Retry-After header, given as such or as a date; 0 where there is none."""
    asked = error.headers.get("Retry-After", "0")
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return 0.0
    return min(LONGEST_WAIT_S, max(0.0, seconds))


def drafts_in(reply: str, count: int) -> list[str] | None:
    r"""The drafts in a reply, JSON or numbered lines; None unless there are `count` of them.

    >>> drafts_in('{"drafts": ["One.", "Two."]}', 2)
    ['One.', 'Two.']
    >>> drafts_in("[1] One.\n[2] Two.", 2)
    ['One.', 'Two.']
    >>> drafts_in("One.", 2)
    """
    text = _FENCE.sub("", reply.strip())
    drafts = _from_json(text)
    if drafts is None and not text.startswith(("{", "[{", '["')):
        drafts = _from_lines(text, count)
    if drafts is None or len(drafts) != count or not all(draft.strip() for draft in drafts):
        return None
    return [" ".join(draft.split()) for draft in drafts]


def _from_json(text: str) -> list[str] | None:
    found = re.search(r"[\[{].*[\]}]", text, re.DOTALL)
    try:
        answer = json.loads(found.group() if found else text)
    except ValueError:
        return None
    if isinstance(answer, dict):
        lists = [value for value in answer.values() if isinstance(value, list)]
        answer = lists[0] if lists else list(answer.values())
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        return None
    return answer


def _from_lines(text: str, count: int) -> list[str] | None:
    lines = [line for line in text.splitlines() if line.strip()]
    if count == 1 and len(lines) == 1:
        return [re.sub(r"^\s*\[1\]\s*", "", lines[0])]
    numbered = [found for line in lines if (found := _LINE.match(line))]
    if [int(found[1]) for found in numbered] == list(range(1, count + 1)):
        return [found[2] for found in numbered]
    return lines if len(lines) == count and not numbered else None
