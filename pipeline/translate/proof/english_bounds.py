"""What bounds a figure of a draft: at least, no more than, or so."""

from __future__ import annotations

import re

from pipeline.pattern import Pattern
from pipeline.translate.proof.facts import Bound
from pipeline.translate.proof.units import english_unit

_LOW_BEFORE = Pattern(
    r"(?<![A-Za-z])(?:at least|at a minimum|(?:no|not|nor|neither) (?:be )?(?:less|fewer|lower|"
    r"smaller|shorter|younger) than|not (?:fall |be |drop |go )?(?:below|under)|"
    r"no (?:smaller|shorter) than|more than|over|above|(?<!not )(?<!to )exceed(?:ed|s|ing)?|"
    r"(?<!not )to exceed|in excess of|surpass(?:ed|es|ing)?|topp(?:ed|ing)|tops|"
    r"pass(?:ed|es|ing)?|beyond|upwards? of|greater than|higher than|larger than|longer than|"
    r"older than|better than|"
    r"minimum(?: of)?|minimal|break(?:ing)?(?: through)?|broke(?: through)?|broken(?: through)?|"
    r"cross(?:ed|es|ing)?|>|≥|>=|starting (?:from|at)|start(?:s)? (?:from|at)|well over|"
    r"outstripp?(?:ed|ing)?|outnumber(?:ed)?|climb(?:ed|ing)? (?:above|past)|stay(?:ed|"
    r"ing)? above|maintain(?:ed)? above|rose above|past the)"
    r"(?: (?:the|a|an|some|RMB|CNY|US\$?|thresholds?|marks?|levels?|totals?|ages?|of|its|"
    r"another))*[ ]?[$¥€£(]?$",
    re.IGNORECASE,
)
_UP_BEFORE = Pattern(
    r"(?<![A-Za-z])(?:at (?:the )?most|(?:no|not|never) (?:[a-z]+ )?(?:more|higher|greater|larger|"
    r"longer|later|older|further|farther) than|(?:not|never) (?!only)(?:[a-z]+ ){1,4}for (?:more|"
    r"longer) than|"
    r"(?:not|never|cannot|nor|neither|without|no)(?: \w+)? exceed(?:ing|ed|s)?|not to exceed|"
    r"not (?:be |go |rise )?(?:above|over|beyond|surpass)|up to|within|under|below|"
    r"(?<!no )(?<!not )(?:less|fewer|lower|smaller|shorter|younger) than|(?:maximum|ceiling|"
    r"limit|cap|max)(?:imum)?(?: (?:amount|term|period|subsid\w+|reward|duration|of|is|at|being|"
    r"grant|support))*|"
    r"capped at|limited to|inside|<|≤|<=|as much as|as many as|as high as|as long as|short of|"
    r"maximum|restricted to|not reach(?:ed|ing)?|maxim\w+[^,;.\d]{0,60}|subject to a (?:cap|"
    r"ceiling|limit) of)"
    r"(?: (?:the|a|an|some|RMB|CNY|US\$?|ages?|of|its|totals?|another))*[ ]?[$¥€£(]?$",
    re.IGNORECASE,
)
_ABOUT_BEFORE = Pattern(
    r"(?<![A-Za-z])(?:about|around|approximately|approx\.?|nearly|almost|some|roughly|close to|"
    r"nearing|near|"
    r"in the region of|approach(?:ed|es|ing)?|or so|circa|just under|just over|an estimated|~|≈|"
    r"on the order of)"
    r"(?: (?:a|an|RMB|CNY|US\$?|its))*[ ]?[$¥€£(]?$|(?<![A-Za-z])(?:nearing|approach(?:ed|es|ing)?|"
    r"close to|nearly) the[ ]?$",
    re.IGNORECASE,
)
# The words of a counted thing, up to the next figure.
_NOUN = (
    r"(?:[ -](?!\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|and)\b)"
    r"[\w’'$%-]+){0,4}?"
)
# `municipal-level or above` bounds a rank, `or above` the figure; `and more than 20` the next one.
_RANK = r"(?<!level)(?<!class)(?<!grade)(?<!size)(?<!degree)(?<!tier)(?<!rank)(?<!scale)"
_LOW_AFTER = Pattern(
    rf"{_NOUN}{_RANK}\)?[,]? ?\(?(?<! at )\b(?:or|and) (?:more|above|over|higher|older|upwards?|"
    rf"greater|longer|larger|better|beyond)\b(?! than\b| \d)"
    rf"|\+(?![ ]?[\dN])|-plus\b|[ ]plus\b|{_NOUN} (?:was|were) exceeded|"
    rf"{_NOUN} (?:at (?:the )?least|minimum)(?=[,.;)]|$)"
    rf"|(?:[ -][\w’'$%-]+){{0,2}}? mark\b",
    re.IGNORECASE,
)
_UP_AFTER = Pattern(
    rf"{_NOUN}{_RANK}[,]? ?\(?\b(?:or|and) (?:less|below|under|lower|fewer|younger|shorter|"
    rf"smaller)\b(?! than\b| \d)|"
    rf"{_NOUN} (?:at (?:the )?most|maximum|max)\b|{_NOUN} or earlier",
    re.IGNORECASE,
)
_ABOUT_AFTER = Pattern(
    rf"{_NOUN} or so\b|{_NOUN} (?:approximately|or thereabouts)\b", re.IGNORECASE
)
# `over the past 5 years`, `in the first 3 months`: a span of time, no bound.
_SPAN_OF_TIME = Pattern(
    r"\b(?:in|over|for|during) (?:the|a|an|these|those|this)(?: (?:past|last|next|coming|previous|"
    r"period|course|following|span|first|latest|recent|of))*[ ]?$"
    r"|(?:^|\W)over(?= \d{4}$)|(?:year|period|up|percent|points|pp|growth|increase|rise|"
    r"improvement)[ ]over[ ]?$|(?:within|for|over) (?:the )?(?:last|past)(?: \w+)?[ ]?$",
    re.IGNORECASE,
)
# `under the three programs` names them; a mark or threshold would be crossed.
_NAMED = Pattern(r"\b(?:under|below|over|above) the[ ]?$", re.IGNORECASE)
_MARK = Pattern(r"(?:[ -][\w%$]+){0,3}?[ -](?:mark|threshold|level|line|limit)\b")
_TIMES = ("year", "month", "working day", "day", "hour", "minute")
_AFTER = Pattern(r"\bafter[ ]?$", re.IGNORECASE)


def bound(text: str, start: int, end: int, unit_end: int) -> Bound:
    """How the figure at `text[start:end]`, whose unit ends at `unit_end`, is bounded.

    >>> bound("no more than 5 firms", 13, 14, 14), bound("35% or more", 0, 2, 3)
    ('up', 'low')
    """
    left = text[max(0, start - 60) : start]
    right = text[end : end + 70]
    if _SPAN_OF_TIME.search(left):
        return ""
    if _NAMED.search(left) and not _MARK.match(right):
        return ""
    if _AFTER.search(left) and english_unit(text, end)[0] in _TIMES:
        return "low"
    past_unit = text[unit_end : unit_end + 70]
    if _UP_BEFORE.search(left) or _UP_AFTER.match(right) or _UP_AFTER.match(past_unit):
        return "up"
    if re.search(r"\bover ?$", left) and english_unit(text, end)[0] in _TIMES:
        return "any"  # `added over five years`, or more than five
    if _LOW_BEFORE.search(left) or _LOW_AFTER.match(right) or _LOW_AFTER.match(past_unit):
        return "low"
    if _ABOUT_BEFORE.search(left) or _ABOUT_AFTER.match(right):
        return "about"
    return ""
