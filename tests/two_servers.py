"""Two servers of one world, between which a cameo travels; both look at recordings when told."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests.desk_house import DeskHouse
from tests.journeys.test_api import Guest
from tests.made_puppet import likeness
from walkon.actions.bring_cameo import Bringing
from walkon.actions.pack_cameo import Packing
from walkon.bootstrap.parcels import require_sound
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.ids import CameoId, Handle
from walkon.domain.policies import STANDARD, Policy
from walkon.ports.store import Profile, Unit
from walkon.vault.parcels import SealedParcels
from walkon.vault.signing import SigningRoom

FIRST, SECOND = "https://first.example", "https://second.example:8443"
FILE = "application/octet-stream"
CODE = "Walkon-Code"
FACE = np.ones(128, "<f4").tobytes()


class Server(DeskHouse):
    """One of them, at `here`."""

    def __init__(self, folder: Path, here: str, policy: Policy = STANDARD) -> None:
        folder.mkdir()
        super().__init__(folder, policy)
        self.here, self.policy = here, policy
        self.believes()

    def believes(self, *others: Server) -> None:
        """Whoever runs it names the roots of these servers, and of no others."""
        wraps = SealedParcels(self.signing.identity, self.society.clock.now)
        packing = Packing(store=self.society.store, vault=self.vault, wraps=wraps, here=self.here)
        bringing = Bringing(
            store=self.society.store,
            vault=self.vault,
            wraps=wraps,
            sound=require_sound,
            here=self.here,
            policy=self.policy,
            trusted=frozenset(other.fingerprint for other in others),
        )
        self.app.state.service = replace(self.app.state.service, packing=packing, bringing=bringing)

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self.signing)

    def lives_here(self, name: str, face: bytes = FACE) -> Guest:
        """Somebody with a sealed cameo that was verified here."""
        person = self.person(name).signs_up()
        me, now = person.ok("GET", "/me"), self.society.clock.now()
        cameo = Cameo(
            id=CameoId(secrets.token_hex(16)),
            handle=Handle(name),
            standing=Standing.VERIFIED,
            created=now,
            has_voice=False,
            voice_similarity=None,
            policy=self.policy.name,
            policy_version=self.policy.version,
        )
        self.vault.put(cameo, {"likeness": likeness(), "face": face})

        def add(unit: Unit) -> None:
            unit.profiles.add(
                Profile(
                    cameo=cameo.id,
                    owner=me["id"],
                    handle=cameo.handle,
                    standing=cameo.standing,
                    created_at=now,
                    restrictions=("no clowns",),
                    preferences=("always a raincoat",),
                )
            )

        self.society.does(add)
        return person

    def close(self) -> None:
        self.society.close()


def fingerprint_of(signing: SigningRoom) -> str:
    """What whoever runs a server tells of its root."""
    return x509.load_pem_x509_certificate(signing.identity().root).fingerprint(hashes.SHA256()).hex()


def packs(person: Guest, server: str = SECOND, handle: str | None = None) -> tuple[bytes, str]:
    """A parcel, and its code."""
    person.confirms()
    answer = person.asks("POST", "/me/cameo/parcel", {"server": server, "handle": handle or person.name})
    assert answer.status_code == 200, answer.text
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (FILE, "private, no-store")
    return answer.content, answer.headers[CODE]


def brings(person: Guest, file: bytes, code: str) -> tuple[int, dict[str, object]]:
    """Status and what was answered."""
    headers = {CODE: code, "Content-Type": FILE}
    answer = person.browser.post("/api/v1/me/cameo/brought", content=file, headers=headers)
    return answer.status_code, answer.json()
