"""Figures and ratios, never timed tests. `python -m bench [film|take|likeness ...]` writes build/bench/*.json."""
