"""`python -m walkon.api.description FILE`: the OpenAPI description as a file, from which the web app's client is made."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import cast

from walkon.api.app import application
from walkon.api.limiting import Limiting
from walkon.api.service import Service


class _NoServer:
    """What routes are declared with; none of them is asked."""

    origin = "http://localhost:8000"
    limiting: Limiting | None = None


def main(path: Path) -> None:
    document = application(cast(Service, _NoServer())).openapi()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
