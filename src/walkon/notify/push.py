"""Web push: sealed for one browser (RFC 8291, `aes128gcm` of RFC 8188), by a server it knows (VAPID, RFC 8292), sent to the
place that the browser named (RFC 8030). The push service in between sees sizes and times, and no words.
"""

from __future__ import annotations

import base64
import time
from datetime import timedelta
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from walkon.domain.delivering import Arrived, Gone, Later, Outcome, Turned
from walkon.domain.pushing import Around, BadPushPlace, PushPlace
from walkon.notify.outside import NoAnswer, NotOutside, post

SIGNED_FOR = 12 * 3600  # seconds; RFC 8292 allows 24 hours
PADDED = 512  # bytes: all texts are of one length


class WebPush:
    """`ports.reaching.Pushes`. `contact` (``mailto:`` or ``https:``) is whom a push service turns to about this server."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, contact: str, around: Around = Around.WORLD) -> None:
        self._vapid, self._contact, self._around = Vapid02(key), contact, around
        point = key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
        self._public = base64.urlsafe_b64encode(point).rstrip(b"=").decode()

    @property
    def public_key(self) -> str:
        return self._public

    @property
    def around(self) -> Around:
        return self._around

    def check(self, place: PushPlace) -> None:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), place.key)
        except ValueError:
            raise BadPushPlace from None

    def send(self, place: PushPlace, text: bytes, *, seconds: int, urgent: bool) -> Outcome:
        parts = urlsplit(place.endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(time.time()) + SIGNED_FOR,
            "sub": self._contact,
        }
        headers = {
            "TTL": str(seconds),
            "Urgency": "high" if urgent else "normal",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            **self._vapid.sign(claims),
        }
        try:
            answer = post(place.endpoint, _sealed(place, text), headers, self._around)
        except NotOutside:
            return Turned()
        except NoAnswer:
            return Later()
        return _outcome(answer.status, answer.headers.get("retry-after", ""))


def _sealed(place: PushPlace, text: bytes) -> bytes:
    once = ec.generate_private_key(ec.SECP256R1())
    padded = text + b" " * (-len(text) % PADDED)  # JSON may end in spaces
    return bytes(http_ece.encrypt(padded, private_key=once, dh=place.key, auth_secret=place.auth, version="aes128gcm"))


def _outcome(status: int, retry_after: str) -> Outcome:
    if 200 <= status < 300:
        return Arrived()
    if status in (404, 410):
        return Gone()
    if status == 429 or status >= 500:
        seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 7 else 0
        return Later(wait=timedelta(seconds=seconds) if seconds else None)
    return Turned()
