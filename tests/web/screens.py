"""`python -m tests.web.screens FOLDER`: every screen as a picture, in both languages, by day and night, on a phone and a wide one.

The people and films are made for it: drawn stand-ins, and a film of a few plain frames.
"""
