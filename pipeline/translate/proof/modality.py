"""How strongly a clause binds: what must be, may be, is encouraged or is only tried out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Mode:
    """A Chinese wording and what English may say it with."""

    name: str
    chinese: Pattern
    english: Pattern


def _mode(name: str, chinese: str, english: str) -> Mode:
    return Mode(name, Pattern(chinese), Pattern(rf"\b(?:{english})", re.IGNORECASE))


_DUTY = (
    r"必须|务必|应当|应该|须(?![知臾弥])|不得|禁止|严禁"
    r"|(?<![相适对反回响呼供感答])应(?=[按于在为由向将以根具符包通及不与加立采予])"
)
_STRONG_ENGLISH = (
    r"must|shall|should|have to\b|has to\b|had to\b|need(?:s|ed)? to\b|required?|requires|"
    r"requirement|imperative|essential|mandatory|obligat|obliged|compulsory|vital|necessary|ought"
    r"|is to be\b|are to\b|is to\b|need(?:s)? be\b|ensure|be sure|without fail|make sure|bound to"
)
_PERMISSION = (
    r"(?<!不)(?:可以(?![说看想])|允许|准许)|可(?=[按向由在根申享给采获依对与予自凭通直选不视])"
)
_WEAK_ENGLISH = (
    r"may\b|might\b|can\b|could\b|allow|permi|eligible|entitle|able to|possible|free to|let\b|"
    r"qualif|available|capable|enabl|at (?:its|their|his) discretion|optional|available"
)

# What can tell 不予, 不再 and 未按: any word that denies, or a verb that ends or withholds.
_DENIED = (
    r"not\b|no\b|never|none\b|nothing|neither|nor\b|cannot|[a-z]+n['’]t\b|reject|refus|den(?:y|ie)|"
    r"declin|ceas|fail|without|withh|prohibit|forbid|ban(?:s|ned)?\b|stop|discontinu|halt|suspend|"
    r"un(?!i|der|til)|dis(?:allow|approv|qualif|regard|miss)|in(?:eligib|valid|admissib|complet|"
    r"consist|appropr|correct)|ir(?:regular|respect)|non-|exempt|waive|avoid|exclud|instead|rather|"
    r"except|unless|refrain|cancel|abolish|remov|eliminat|revok|late\b|overdue|lack|absen|free"
)

MODES: tuple[Mode, ...] = (
    _mode(
        "必须",
        r"(?<!打铁)必须(?!品)|务必",
        r"must|shall|have to\b|has to\b|had to\b|need(?:s|ed)? to\b|requir|imperative|essential|"
        r"mandatory|obligat|obliged|vital|necessary|be sure|without fail|make sure|ensure|"
        r"need\b|indispens|should",
    ),
    _mode("应当", r"应当|应该", _STRONG_ENGLISH),
    _mode(
        "不得",
        r"不得不?(?![不已])|禁止|严禁|不准(?!确)|不许",
        r"not\b|no\b|never|prohibit|forbid|forbidden|ban\b|bans\b|banned|neither|nor\b|without|"
        r"cannot|unless|refrain|bar(?:red|ring)?\b|impermissible|none|[a-z]+n't\b|avoid|exclud|"
        r"outlaw|unlawful|illegal|nobody|free from|free of|curb|proscri|disallow|rather than|non-",
    ),
    *(_mode(word, word, _DENIED) for word in ("不予", "不再", "未按")),
    _mode("可以", r"(?<!不)(?:可以(?![说看想])|允许|准许)", _WEAK_ENGLISH),
    _mode("鼓励", r"鼓励", r"encourag|incentiv|motivat|inspir"),
    # Where the clause has 试点 or 试验 too, `pilot` says that.
    _mode("探索", r"\A(?=[^\n]*试)[^\n]*探索", r"explor|prob|quest|seek|pioneer|look(?:ed)? into"),
    _mode(
        "探索",
        r"\A(?![^\n]*试)[^\n]*探索",
        r"explor|experiment|tr(?:y|ies|ied|ial)\b|probe|pioneer|quest|test|pilot|seek"
        r"|look(?:ed)? into",
    ),
    _mode(
        "支持",
        r"(?<!技术)(?<![的和、])支持(?=[^的，。、]{2})",
        r"support|back|assist|help|aid|enabl|facilitat|boost|encourag|bolster|sustain|sponsor|"
        r"foster|"
        r"promot|favor|assistance|fund|provid|endors|allow|grant|champion|underpin|reinforc|advanc",
    ),
    _mode(
        "力争",
        r"力争|争取(?!到)",
        r"striv|aim|seek|endeavo|work to|work hard|effort|try|attempt|strove|goal|target|aspir|"
        r"secur|hope|obtain|win|press|bid|pursu|vie|compet|push|see to|so that|get|"
        r"apply|appl|will|acqui|attract|fight|gain",
    ),
)

_MAY = Pattern(r"\b(?:may|might)\b")
# Everything that official English may say with `may`; measured: 2 of 6,960 right drafts exceed it.
_LEAVE = Pattern(
    r"可|(?<![智功节性赋职技效产动势])能(?![源力量耗级效手])|允许|准许|准予|有权|自愿|酌情|视情|自主|不得|禁止|严禁|会|得|不予|不再|未经|任何|或|不超过|不多于|至多|最多"
)
_UNASKED = Pattern(
    r"without (?:[\w'’-]+ ){0,4}?(?:authorization|authorisation|approval|permission|consent|"
    r"licen[cs]e)"
    r"|unauthori[sz]ed|not authori[sz]ed",
    re.IGNORECASE,
)
# `No unit has the right …` denies; a clause of 任何单位都有权 has no word for that.
_NONE = Pattern(
    r"(?:^|[.;] )(?:Article \d+ )?(?:No|Neither|None|Nobody)\b"
    r"(?!\.)(?! (?:later|more|less|fewer|matter|longer|\d)\b)"
)
_DENIES = Pattern(r"[不未无非没莫勿否禁零免毋绝]")
_BAN = Pattern(r"不得|禁止|严禁|不能|不可")
_STRONG = Pattern(_DUTY)
_WEAK = Pattern(_PERMISSION)
_STRONG_WORDS = Pattern(r"\b(?:must|shall|mandatory|compulsory|obliged)\b", re.IGNORECASE)
_WEAK_WORDS = Pattern(r"\b(?:may|might|could|can)\b(?! \d)")


def changed(chinese: str, english: str) -> tuple[str, ...]:
    """The modal words of the clause that the draft has lost or turned.

    >>> changed("企业应当建立台账。", "Enterprises may keep ledgers.")
    ('应当',)
    """
    # 擅自 is `without authorization`, which must not pass for the ban that stands beside it.
    said = _UNASKED.sub("", english) if "擅自" in chinese or "未经" in chinese else english
    lost = tuple(
        mode.name
        for mode in MODES
        if mode.chinese.search(chinese) and not mode.english.search(said)
    )
    if lost:
        return lost
    if _NONE.search(english) and not _DENIES.search(chinese):
        return ("no is not in the source",)
    strong, weak = len(_STRONG.findall(chinese)), len(_WEAK.findall(chinese))
    strong_said = len(_STRONG_WORDS.findall(english))
    # `may not` and `no firm may` forbid.
    weak_said = len(_WEAK_WORDS.findall(english)) - len(_BAN.findall(chinese))
    if len(_MAY.findall(english)) > len(_LEAVE.findall(chinese)):
        return ("may is not in the source",)
    if strong > strong_said and weak_said > weak and strong:
        return ("应当 as may",)
    if weak > weak_said and strong_said > strong and weak:
        return ("可以 as shall",)
    return ()
