"""Run all benchmarks, or those that are named."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from bench.scratch import SKIPPED

OUT = Path("build/bench")
NAMES = ("film", "take", "verification", "light", "sound", "likeness", "voice", "screening")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="default: all")
    names = parser.parse_args().names or NAMES
    OUT.mkdir(parents=True, exist_ok=True)
    for name in names:  # each in a process of its own, so that peak memory is its own
        run = subprocess.run([sys.executable, "-m", f"bench.{name}"], stdout=subprocess.PIPE, check=False, text=True)
        if run.returncode == SKIPPED:
            continue
        run.check_returncode()
        figures = json.loads(run.stdout)
        (OUT / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n")
        print(f"\n{name}  →  {OUT / name}.json")
        show(figures)
    return 0


def show(figures: object, indent: str = "  ") -> None:
    """A nested mapping as aligned lines."""
    if isinstance(figures, dict):
        for key, value in figures.items():
            if isinstance(value, dict):
                print(f"{indent}{key}")
                show(value, indent + "  ")
            else:
                shown = f"{value:.3f}" if isinstance(value, float) else value
                print(f"{indent}{key:<{44 - len(indent)}} {shown}")


if __name__ == "__main__":
    sys.exit(main())
