"""A real server's home, and what is in it: for tests of running one."""

from __future__ import annotations

import secrets
from pathlib import Path

from tests.visitors import Person
from walkon.actions.forget import erase_due
from walkon.bootstrap.server import Server
from walkon.cli.applications import application_of
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.ids import CameoId, Handle
from walkon.ports.store import Made, Profile, Unit, What
from walkon.settings import Settings

LIKENESS, FILM = b"a likeness of mina " * 1000, b"a film with mina " * 90_000


class Place:
    """A real server's home, and people who come to it over HTTP."""

    def __init__(self, here: Settings) -> None:
        self.server = Server(here)
        self.server.prepare()
        self.app = application_of(self.server)

    @property
    def home(self) -> Path:
        return self.server.settings.home

    def person(self, name: str, known: Person | None = None) -> Person:
        found = Person(self.app, name)
        if known is not None:
            found.device = known.device
            found.signs_in()
        return found

    def has_a_cameo(self, person: Person) -> CameoId:
        account, now = person.ok("GET", "/me")["id"], self.server.house.clock.now()
        cameo = CameoId(secrets.token_hex(16))
        record = Cameo(
            id=cameo,
            handle=Handle(person.name),
            standing=Standing.VERIFIED,
            created=now,
            has_voice=False,
            voice_similarity=None,
        )
        self.server.house.vault.put(record, {"likeness": LIKENESS})

        def add(unit: Unit) -> None:
            unit.profiles.add(
                Profile(cameo=cameo, owner=account, handle=record.handle, standing=record.standing, created_at=now)
            )

        self.server.store.write(add)
        return cameo

    def has_a_film(self, person: Person, *others: str) -> str:
        """A production whose film is there."""
        wanted = {"prompt": "me on Mars", "cast": [person.name, *others]}
        film = str(person.ok("POST", "/productions", wanted, 201)["id"])
        person.ok("POST", f"/productions/{film}/send")
        kept = self.server.media.put(f"films/{film}/1-{secrets.token_hex(8)}", [FILM])
        now = self.server.house.clock.now()

        def add(unit: Unit) -> None:
            unit.made.add(
                Made(
                    production=film,  # type: ignore[arg-type]
                    what=What.FILM,
                    place=0,
                    attempt=1,
                    made_at=now,
                    name=kept.name,
                    size=kept.size,
                    sha256=kept.sha256,
                    wrapped_key=kept.wrapped_key,
                )
            )

        self.server.store.write(add)
        return film

    def keeps_house(self) -> None:
        erase_due(self.server.store, self.server.eraser, self.server.house.clock.now())

    def close(self) -> None:
        self.server.queue_client.destroy()
        self.server.close()
