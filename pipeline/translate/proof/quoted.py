"""Does the draft show the names of the clause, whatever words it has for them?

What a new name means the lexicon cannot know: “赶集小站” may be a brand and stay in pinyin, or be
put into words that nobody used before. But a translator who keeps its marks has not left it out.
"""

from __future__ import annotations

from pipeline.pattern import Pattern
from pipeline.translate.proof.omission import unnamed

_NAME = Pattern(r"“[^”“\n]{1,40}”|\"[^\"\n]{1,40}\"|《[^》\n]{2,80}》")
_SHOWN = Pattern(r"[“\"](?P<words>[^“”\"\n]{2,120})[”\"]")


def lost_names(chinese: str, english: str) -> tuple[str, ...]:
    """The names in 《》 or “” that the draft neither says nor marks as a name.

    >>> lost_names("建设“浪谷云集”平台。", 'Build the "Langgu Yunji" platform.')
    ()
    >>> lost_names("印发《河道管理办法》。", "Issue the document.")
    ('《河道管理办法》',)
    """
    missing = unnamed(chinese, english)
    if not missing:
        return ()
    names = set(_NAME.findall(chinese))
    shown = {found["words"] for found in _SHOWN.finditer(english)}
    # A title is in capitals: "the document" in marks is none.
    titles = [words for words in shown if words[0].isupper() or words[0].isdigit()]
    marked = len(shown) >= len(names)
    titled = len(titles) >= sum(name[0] == "《" for name in names)
    return tuple(name for name in missing if not (titled if name[0] == "《" else marked))
