"""Write readings down in the formats that other programs open; each format is a module.

record   the public record, tiaoli.reading/1: everything, as JSON
"""
