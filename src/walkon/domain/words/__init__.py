"""The lists of words that screening looks for, by language."""
