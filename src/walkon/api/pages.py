"""The web app: built files that lie in the package, and one page for every address that is no file and no interface.

`make web` builds them. They are read once; text is kept compressed beside it. Files under `assets/` are named by what they
hold and never change; everything else is asked for anew each time, with a tag.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

router = APIRouter(include_in_schema=False)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "camera=(self), microphone=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)"
FOREVER = "public, max-age=31536000, immutable"
_TEXTS = {".html", ".js", ".css", ".svg", ".webmanifest", ".json", ".txt"}
_TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".woff2": "font/woff2"}
_PAGE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One built file. `packed`: the same by gzip, where that is worth it."""

    data: bytes
    packed: bytes | None
    kind: str
    tag: str


@cache
def built() -> Mapping[str, Built]:
    """Every built file by its path; none where the package was put together without them."""
    found: dict[str, Built] = {}
    waiting = [("", files("walkon") / "pages")]
    while waiting:
        prefix, folder = waiting.pop()
        if not folder.is_dir():
            continue
        for entry in folder.iterdir():
            if entry.is_dir():
                waiting.append((f"{prefix}{entry.name}/", entry))
            elif not entry.name.endswith(".py"):
                found[prefix + entry.name] = _read(entry)
    return found


def _read(file: Traversable) -> Built:
    data, suffix = file.read_bytes(), "." + file.name.rpartition(".")[2]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    text = suffix in _TEXTS
    return Built(
        data=data,
        packed=gzip.compress(data, mtime=0) if text else None,
        kind=f"{kind}; charset=utf-8" if text and kind.startswith("text/") else kind,
        tag=f'"{hashlib.sha256(data).hexdigest()[:16]}"',
    )


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
def page(path: str, request: Request) -> Response:
    """A built file; for addresses of screens the one page, which shows them."""
    if path == "api" or path.startswith("api/"):
        raise HTTPException(404)
    name = path if path in built() else _PAGE
    if name not in built() or (name == _PAGE and path.startswith("assets/")):
        raise HTTPException(404)
    return _answer(built()[name], name, request)


def _answer(file: Built, name: str, request: Request) -> Response:
    headers = {
        "ETag": file.tag,
        "Cache-Control": FOREVER if name.startswith("assets/") else "no-cache",
        "Vary": "Accept-Encoding",
        "Content-Security-Policy": POLICY,
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    begin, _, end = request.headers.get("range", "").removeprefix("bytes=").partition("-")
    if file.packed is None and begin.isdigit() and int(begin) < len(file.data):  # a film that a page shows
        last = min(int(end), len(file.data) - 1) if end.isdigit() else len(file.data) - 1
        headers["Content-Range"] = f"bytes {begin}-{last}/{len(file.data)}"
        return Response(file.data[int(begin) : last + 1], 206, headers, file.kind)
    if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.packed, 200, {**headers, "Content-Encoding": "gzip"}, file.kind)
    return Response(file.data, 200, headers, file.kind)
