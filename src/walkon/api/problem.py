"""From errors to HTTP: the one table, and the form in which a problem is told (RFC 9457).

`type` is a path in the documentation, `code` is stable and what programs should look at, `detail` is a sentence in the
language the client asks for, and `fields` are the values it was made of. Nothing else is told: an unexpected error has the
code `server_error` and no text of its own.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from walkon.api.etags import ChangedMeanwhile
from walkon.api.films import RangeNotThere
from walkon.domain.elsewhere_errors import ElsewhereRefused
from walkon.domain.errors import (
    BadInput,
    Broken,
    Conflict,
    Forbidden,
    HandleTaken,
    Locked,
    NotFound,
    TooLong,
    TooMuch,
    UnknownHandle,
    UploadBusy,
    UploadUnknown,
    WalkonError,
    WrongOffset,
)
from walkon.domain.people import NobodyThere
from walkon.domain.share_links import ShareOver
from walkon.domain.sign_in_errors import InviteNeeded, InviteRefused, NotSignedIn, PasskeyRefused, RecoveryCodeRefused
from walkon.operating import asked as requests

MEDIA_TYPE = "application/problem+json"
_PLACES, _LONGEST_PLACE = 20, 100  # how much of a wrong request is told back

STATUS: tuple[tuple[type[WalkonError], int], ...] = (  # the first that fits
    (NotSignedIn, 401),
    (PasskeyRefused, 401),
    (ElsewhereRefused, 401),
    (RecoveryCodeRefused, 401),
    (InviteNeeded, 403),
    (InviteRefused, 403),
    (Locked, 403),
    (UnknownHandle, 404),
    (NobodyThere, 404),
    (ShareOver, 410),
    (NotFound, 404),
    (HandleTaken, 409),
    (UploadUnknown, 404),
    (WrongOffset, 409),
    (UploadBusy, 423),
    (TooLong, 413),
    (ChangedMeanwhile, 412),
    (Conflict, 409),
    (RangeNotThere, 416),
    (TooMuch, 429),
    (Forbidden, 403),
    (BadInput, 422),
    (Broken, 503),
    (WalkonError, 500),
)

INVALID = ("invalid_request", "The request is not in the form that is documented.", "요청의 형식이 올바르지 않습니다.")
OF_HTTP = {
    400: INVALID,
    404: ("no_such_address", "There is nothing at this address.", "이 주소에는 아무것도 없습니다."),
    405: ("no_such_method", "This cannot be done at this address.", "이 주소에서는 할 수 없는 요청입니다."),
    413: ("body_too_large", "What was sent is too large.", "보낸 내용이 너무 큽니다."),
}
UNEXPECTED = ("server_error", "Something went wrong on the server.", "서버에 문제가 생겼습니다.")


def install(app: FastAPI) -> None:
    """Every error of the application as a problem."""
    app.add_exception_handler(WalkonError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(Exception, _unexpected)


def status_of(error: type[WalkonError]) -> int:
    """The HTTP status of a kind of error."""
    return next(status for kind, status in STATUS if issubclass(error, kind))


def language_of(request: Request) -> str:
    """``ko`` or ``en``, whichever the client names first."""
    for part in request.headers.get("accept-language", "").split(","):
        name = part.split(";")[0].strip().lower()[:2]
        if name in ("ko", "en"):
            return name
    return "en"


def problem(status: int, code: str, detail: str, fields: dict[str, Any] | None = None) -> JSONResponse:
    """A problem, ready to be sent."""
    content = {"type": f"/docs/errors#{code}", "title": code, "status": status, "detail": detail, "code": code}
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if (asked := requests.current.get()) is not None:
        asked.code = code
        content["request"] = headers[requests.HEADER] = asked.id
    return JSONResponse(content | {"fields": fields or {}}, status, headers, MEDIA_TYPE)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, WalkonError)  # noqa: S101  registered for nothing else
    return of_error(request, error)


def of_error(request: Request, error: WalkonError) -> JSONResponse:
    """An error as a problem; where it says when another try may go well, the answer's header says so, too."""
    fields = {name: _plain(value) for name, value in error.fields.items()}
    answer = problem(status_of(type(error)), error.code, error.sentence(language_of(request)), fields)
    if "retry_after" in fields:
        answer.headers["Retry-After"] = str(fields["retry_after"])
    return answer


def of_status(request: Request, status: int) -> JSONResponse:
    """What has a status and nothing else, as a problem. A body that cannot be read at all is like one that is wrong."""
    code, en, ko = OF_HTTP.get(status, UNEXPECTED)
    return problem(422 if status == 400 else status, code, ko if language_of(request) == "ko" else en)


def safe_headers(origin: str) -> dict[str, str]:
    """What every answer tells a browser: guess no types, tell nobody where you were, stand in nobody's frame, stay on TLS."""
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
    }
    if origin.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    places = [".".join(str(part) for part in found["loc"]) for found in error.errors()[:_PLACES]]
    where = [place.encode("utf-8", "replace").decode()[:_LONGEST_PLACE] for place in places]  # names may be anything
    code, en, ko = INVALID
    return problem(422, code, ko if language_of(request) == "ko" else en, {"where": where})


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    answer = of_status(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(request: Request, _error: Exception) -> JSONResponse:
    answer = of_status(request, 500)
    answer.headers.update(safe_headers(request.app.state.service.origin))  # this one is sent from outside the doorway
    return answer


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, tuple, type(None))) else str(value)
