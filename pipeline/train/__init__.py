"""How the shipped models were made, as commands that make them again."""
