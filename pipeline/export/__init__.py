"""Write readings down in the formats that other programs open; each format is a module.

record     the public record, tiaoli.reading/1: everything, as JSON
akoma      Akoma Ntoso 3: the document as legislative XML
spacy_doc  spaCy's Doc and DocBin
conll      CoNLL-U Plus, for sequence taggers
bundle     CSV tables with a description (a data package)
icalendar_file   the deadlines, for a calendar
markdown   for reading
xliff, tmx, docx, xlsx, table   clauses with their drafts, for translators
tbx        a glossary
"""
