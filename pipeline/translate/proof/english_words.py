"""English words for numbers: cardinals, ordinals, parts, multiples, months."""

from __future__ import annotations

from pipeline.numerals import ENGLISH_TENS, ENGLISH_UNITS

SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "bn": 10**9, "mn": 10**6, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
CARDINALS = {word: n for n, word in enumerate(ENGLISH_UNITS)} | {
    word: 10 * n for n, word in enumerate(ENGLISH_TENS, start=2)
}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
    "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7,
    "eighth": 8, "eighths": 8, "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
MONTHS = {name: n for n, name in enumerate(_MONTH_NAMES, start=1)}
MULTIPLES = {
    "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "twice": 2, "twofold": 2,
    "two-fold": 2, "triple": 3, "tripled": 3, "tripling": 3, "threefold": 3, "three-fold": 3,
    "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "four-fold": 4,
    "fivefold": 5, "sixfold": 6, "tenfold": 10,
}  # fmt: skip
