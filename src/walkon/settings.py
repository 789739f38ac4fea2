"""Everything that can be set, with its default; environment variables start with WALKON_."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from walkon.domain.capture import Language
from walkon.domain.desk import DeskRules, film_rules
from walkon.domain.invites import SignUp
from walkon.domain.policies import AT_HOME, STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenId:
    """Another server at which people may sign in. `secret_file` is read where no secret is set."""

    issuer: str  # WALKON_OIDC_ISSUER
    client_id: str  # WALKON_OIDC_CLIENT_ID
    client_secret: str = field(default="", repr=False)  # WALKON_OIDC_CLIENT_SECRET
    secret_file: Path | None = None  # WALKON_OIDC_CLIENT_SECRET_FILE
    name: str = ""  # WALKON_OIDC_NAME: what people know it by; empty: its host


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie and how Walkon speaks."""

    home: Path  # WALKON_HOME; sealed cameos, keys, credentials
    language: Language  # WALKON_LANGUAGE, else the locale
    key_ring: bool  # WALKON_KEY_RING=1: keep the master key in the system's key ring
    voice: str  # WALKON_VOICE: name of the voice provider
    policy: str = AT_HOME.name  # WALKON_POLICY: what a take is asked for; a server's default is `standard`
    server_policy: str = STANDARD.name
    blobs: str | None = None  # WALKON_BLOBS: a folder or s3://BUCKET/PREFIX for films and takes; None: HOME/blobs
    database: str = ""  # WALKON_DATABASE_URL; sqlite:///... or postgresql://...; empty: HOME/walkon.db
    address: str = "http://localhost:8000"  # WALKON_ADDRESS: what people type; passkeys belong to it
    smtp: str = field(default="", repr=False)  # WALKON_SMTP: smtp://, smtps:// or smtp+plain://USER:PASSWORD@HOST:PORT
    mail_from: str = ""  # WALKON_MAIL_FROM: in whose name mail is sent
    push_contact: str = ""  # WALKON_PUSH_CONTACT: mailto:... or https://..., for push services; without it no push
    sign_up: SignUp = SignUp.BY_INVITE  # WALKON_SIGN_UP: open or by_invite
    plans: Path | None = None  # WALKON_PLANS: a TOML file of what each tier may use
    rate_limits: str = "1"  # WALKON_RATE_LIMITS: off, or what all limits are multiplied with
    proxies: str = ""  # WALKON_PROXIES: addresses and networks of proxies; empty: this computer, under https
    engines: Path | None = None  # WALKON_ENGINES: a TOML file that lists distant engines (docs/engines.md)

    desk: DeskRules = field(default_factory=DeskRules)  # WALKON_FILM_REVIEW, WALKON_REVIEW_FRIENDS

    log: str = "console"  # WALKON_LOG: json, console or off
    metrics: str = ""  # WALKON_METRICS: PORT or HOST:PORT of /metrics; empty: none
    metrics_token: Path | None = None  # WALKON_METRICS_TOKEN_FILE: who asks has to know what is in it
    graves: Path | None = None  # WALKON_GRAVES: the list of what was destroyed; None: HOME/graves
    open_id: OpenId | None = None  # WALKON_OIDC_...; None: nobody signs in elsewhere
    trusted_senders: str = ""  # WALKON_TRUSTED_SENDERS: fingerprints of servers whose cameos are believed; empty: none

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.home / 'walkon.db'}"


def from_environment(environ: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
    """Settings from the environment; `home` on the command line wins."""
    env = os.environ if environ is None else environ
    chosen = home or (Path(env["WALKON_HOME"]) if env.get("WALKON_HOME") else default_home(env))
    return Settings(
        home=chosen.expanduser(),
        language=language(env),
        key_ring=env.get("WALKON_KEY_RING", "") == "1",
        voice=env.get("WALKON_VOICE", "converted"),
        policy=env.get("WALKON_POLICY") or AT_HOME.name,
        server_policy=env.get("WALKON_POLICY") or STANDARD.name,
        blobs=env.get("WALKON_BLOBS") or None,
        database=env.get("WALKON_DATABASE_URL", ""),
        address=env.get("WALKON_ADDRESS", "http://localhost:8000").rstrip("/"),
        desk=film_rules(env.get("WALKON_FILM_REVIEW", ""), friends_may=env.get("WALKON_REVIEW_FRIENDS", "") == "1"),
        smtp=env.get("WALKON_SMTP", ""),
        mail_from=env.get("WALKON_MAIL_FROM", ""),
        push_contact=env.get("WALKON_PUSH_CONTACT", ""),
        open_id=_open_id(env),
        sign_up=_sign_up(env.get("WALKON_SIGN_UP", SignUp.BY_INVITE.value)),
        plans=Path(env["WALKON_PLANS"]).expanduser() if env.get("WALKON_PLANS") else None,
        rate_limits=env.get("WALKON_RATE_LIMITS") or "1",
        proxies=env.get("WALKON_PROXIES", ""),
        engines=Path(env["WALKON_ENGINES"]).expanduser() if env.get("WALKON_ENGINES") else None,
        log=env.get("WALKON_LOG") or "console",
        metrics=env.get("WALKON_METRICS", ""),
        metrics_token=_path(env.get("WALKON_METRICS_TOKEN_FILE")),
        graves=_path(env.get("WALKON_GRAVES")),
        trusted_senders=env.get("WALKON_TRUSTED_SENDERS", ""),
    )


def _open_id(env: Mapping[str, str]) -> OpenId | None:
    """None unless an issuer is named; whether the rest fits is seen where a server is made."""
    if not env.get("WALKON_OIDC_ISSUER"):
        return None
    file = env.get("WALKON_OIDC_CLIENT_SECRET_FILE")
    return OpenId(
        issuer=env["WALKON_OIDC_ISSUER"],
        client_id=env.get("WALKON_OIDC_CLIENT_ID", ""),
        client_secret=env.get("WALKON_OIDC_CLIENT_SECRET", ""),
        secret_file=Path(file) if file else None,
        name=env.get("WALKON_OIDC_NAME", ""),
    )


def _sign_up(text: str) -> SignUp:
    """What is not understood lets nobody in without an invite."""
    return SignUp.OPEN if text == SignUp.OPEN.value else SignUp.BY_INVITE


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def default_home(env: Mapping[str, str]) -> Path:
    """`$XDG_DATA_HOME/walkon`, else `~/.local/share/walkon` (XDG base directory specification)."""
    base = env.get("XDG_DATA_HOME")
    return (Path(base) if base else Path("~/.local/share")) / "walkon"


def language(env: Mapping[str, str]) -> Language:
    """Korean when WALKON_LANGUAGE or the locale says so, else English."""
    for name in ("WALKON_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            return Language.KOREAN if value.lower().startswith("ko") else Language.ENGLISH
    return Language.ENGLISH
