"""`walkon doctor`, where somebody runs a server: what it stands on."""

from __future__ import annotations

import secrets
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from walkon.bootstrap.server import Server
from walkon.domain.errors import Broken
from walkon.settings import Settings
from walkon.store import schema
from walkon.store.errors import StoreAway

Check = Callable[[], str]
ROOM = 2 << 30  # bytes free that a day of films among friends may take
MOST_APART = 2.0  # seconds between the database's clock and this computer's


class DiskNearlyFull(Broken):
    code = "disk_nearly_full"
    en = "Less than {gigabytes} GB are free where the home or its films lie."
    ko = "홈이나 영상이 있는 디스크의 남은 공간이 {gigabytes}GB보다 적습니다."


class ClocksApart(Broken):
    code = "clocks_apart"
    en = "The clocks of this computer and its database differ by {seconds} s; passkeys and permissions depend on them."
    ko = "이 컴퓨터와 데이터베이스의 시계가 {seconds}초 다릅니다. 패스키와 허락이 시계에 달려 있습니다."


class StoredDiffers(Broken):
    code = "stored_differs"
    en = "What was written into the store of films came back changed."
    ko = "영상 저장소에 쓴 것이 다르게 읽혔습니다."


class MailServerAway(Broken):
    code = "mail_server_away"
    en = "The mail server does not answer."
    ko = "메일 서버가 응답하지 않습니다."


def is_here(settings: Settings) -> bool:
    """Whether somebody runs a server on this home."""
    return bool(settings.database) or (settings.home / "walkon.db").exists()


def checks(server: Server) -> Iterator[tuple[str, Check]]:
    """What is looked at, by name; each says what it found, or raises what is wrong."""
    yield "database", lambda: _database(server)
    yield "tables", lambda: _tables(server)
    yield "clock", lambda: _clock(server)
    yield "address", lambda: _address(server)
    yield "film store", lambda: _store(server)
    yield "disk", lambda: _disk(server.settings)
    if mail := server.settings.smtp:
        yield "mail", lambda: _mail(str(mail))


def _database(server: Server) -> str:
    """Raises `StoreAway`."""
    began = time.monotonic()
    try:
        with server.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise StoreAway from None
    return f"{server.engine.dialect.name} · {1000 * (time.monotonic() - began):.0f} ms"


def _tables(server: Server) -> str:
    """Raises `StoreOld`, `StoreAway`."""
    try:
        schema.check(server.engine)
    except SQLAlchemyError:
        raise StoreAway from None
    return schema.revision(server.engine) or ""


def _clock(server: Server) -> str:
    """Raises `ClocksApart`, `StoreAway`. SQLite has no clock of its own."""
    here = server.house.clock.now()
    if server.engine.dialect.name != "sqlite":
        try:
            with server.engine.connect() as connection:
                theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        except SQLAlchemyError:
            raise StoreAway from None
        apart = abs((theirs.astimezone(UTC) - datetime.now(UTC)).total_seconds())
        if apart > MOST_APART:
            raise ClocksApart(seconds=round(apart, 1))
    return here.isoformat(timespec="seconds")


def _address(server: Server) -> str:
    """Raises `AddressUnfit`."""
    passkeys = server.passkeys
    return server.settings.address if passkeys else ""


def _store(server: Server) -> str:
    """Write, read back, erase. Raises `StoredDiffers`, and what the store raises."""
    data, name = secrets.token_bytes(1 << 16), f"doctor/{secrets.token_hex(16)}"
    try:
        kept = server.media.put(name, [data])
        if server.media.open(kept).read(0, len(data)) != data:
            raise StoredDiffers
    finally:
        server.media.erase(name)
    return "bucket" if "://" in (server.settings.blobs or "") else "folder"


def _disk(settings: Settings) -> str:
    """Raises `DiskNearlyFull`."""
    places = [settings.home]
    if settings.blobs is not None and "://" not in settings.blobs:
        places.append(Path(settings.blobs).expanduser())
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        places.append(Path(url.database).parent)
    free = min(shutil.disk_usage(place).free for place in places if place.exists())
    if free < ROOM:
        raise DiskNearlyFull(gigabytes=ROOM >> 30)
    return f"{free / 1e9:.1f} GB"


def _mail(url: str) -> str:
    """Whether somebody answers there; nothing is sent. Raises `MailServerAway`."""
    place = urlsplit(url)
    port = place.port or (465 if place.scheme == "smtps" else 587)
    try:
        with socket.create_connection((place.hostname or "", port), timeout=5):
            return f"{place.hostname}:{port}"
    except OSError:
        raise MailServerAway from None
