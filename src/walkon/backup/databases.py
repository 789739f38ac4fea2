"""The whole database as one stream of bytes, and back. Nothing of it touches a disk in the clear on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import URL

from walkon.domain.errors import BadInput, Broken
from walkon.vault import disk

_PIECE = 1 << 20
SCHEMAS = ("public", "dbos")  # ours, and the job engine's


class ToolMissing(Broken):
    code = "tool_missing"
    en = (
        "{tool} is needed for a database of PostgreSQL and is not installed here; install PostgreSQL's client programs."
    )
    ko = "PostgreSQL 데이터베이스에는 {tool}이(가) 필요하지만 설치되어 있지 않습니다. PostgreSQL 클라이언트를 설치하세요."


class ToolFailed(Broken):
    code = "tool_failed"
    en = "{tool} did not succeed (exit code {exit}); its version must not be older than the database server's."
    ko = "{tool}이(가) 실패했습니다(종료 코드 {exit}). 데이터베이스 서버보다 낮은 버전이면 안 됩니다."


class DatabaseNotEmpty(BadInput):
    code = "database_not_empty"
    en = "There is something in the database already; a backup is restored into an empty one."
    ko = "데이터베이스가 비어 있지 않습니다. 백업은 빈 데이터베이스에 복원합니다."


def dumped(url: URL) -> Iterator[bytes]:
    """The database at one moment, while others go on writing. Raises `ToolMissing`, `ToolFailed`."""
    return _sqlite_dumped(Path(url.database or "")) if url.drivername == "sqlite" else _postgres_dumped(url)


def load(url: URL, chunks: Iterable[bytes]) -> None:
    """Fill an empty database, whole or not at all. Raises `ToolMissing`, `ToolFailed`."""
    if url.drivername == "sqlite":
        disk.write(Path(url.database or ""), b"".join(chunks))
    else:
        _postgres_load(url, chunks)


def _sqlite_dumped(path: Path) -> Iterator[bytes]:
    """By the online backup interface, into memory."""
    with (
        closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        source.backup(copy)
        yield copy.serialize()


def _postgres_dumped(url: URL) -> Iterator[bytes]:
    command, environment = _tool("pg_dump", url)
    with subprocess.Popen(  # noqa: S603
        [*command, "--format=custom", "--no-owner", "--no-privileges"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None  # noqa: S101
        while piece := process.stdout.read(_PIECE):
            yield piece
    _succeeded("pg_dump", process.returncode)


def _postgres_load(url: URL, chunks: Iterable[bytes]) -> None:
    command, environment = _tool("pg_restore", url)
    with subprocess.Popen(  # noqa: S603
        [*command, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdin is not None  # noqa: S101
        try:
            for chunk in chunks:
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException:
            process.kill()
            raise
    _succeeded("pg_restore", process.returncode)


def _tool(name: str, url: URL) -> tuple[list[str], dict[str, str]]:
    """The command and its environment: a password on a command line could be seen by everybody on this computer."""
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(tool=name)
    plain = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query={key: value for key, value in url.query.items() if key != "password"},
    ).render_as_string(hide_password=False)
    environment = dict(os.environ)
    if (password := url.password or url.query.get("password")) is not None:
        environment["PGPASSWORD"] = str(password)
    return [found, f"--dbname={plain}"], environment


def _succeeded(tool: str, code: int) -> None:
    if code != 0:
        raise ToolFailed(tool=tool, exit=code)


def require_empty(engine: Engine) -> None:
    """Raises `DatabaseNotEmpty` where PostgreSQL has tables already."""
    found = inspect(engine)
    if any(found.get_table_names(schema) for schema in SCHEMAS if schema in found.get_schema_names()):
        raise DatabaseNotEmpty


def clear(engine: Engine) -> None:
    """Empty a database of PostgreSQL that `require_empty` has found empty before."""
    with engine.begin() as connection:
        for schema in SCHEMAS:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
