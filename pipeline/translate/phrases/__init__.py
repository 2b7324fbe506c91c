"""The phrase-based translator: small, quick to load, figures and terms right by construction.

slots      figures, dates, places: set apart, their English made by rule
words      cut Chinese into words; join English words into a sentence
source     read a clause: its words and what each stretch of them may be told in
bounds     what bounds a figure, and levels against changes
frames     words around others, and the order of the English
table      the phrase table
language   the language model
search     the beam search
finish     how a draft begins; plurals
engine     clauses in, drafts out
"""

from pipeline.translate.phrases.engine import PhraseEngine

__all__ = ["PhraseEngine"]
