"""A server with a desk: recordings that were left to a person, reviewers, and a worker that looks when told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.good_evidence import good
from tests.journeys.test_api import Guest, House
from walkon.actions.create_cameo import Maker
from walkon.actions.send_take import Screening, look_at
from walkon.actions.verify_take import Checker
from walkon.domain.attempts import Limits
from walkon.domain.desk import DeskRules
from walkon.domain.evidence import Evidence
from walkon.domain.policies import STANDARD, Policy
from walkon.domain.takes import TakeState
from walkon.ports.making import BuiltVoice
from walkon.vault.challenges import AttemptFile, ChallengeFile

VIDEO = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 9000  # longer than two sealed slots


@dataclass(frozen=True)
class Seen:
    evidence: Evidence
    face: bytes


class DeskHouse(House):
    """`admin` runs it, `rhea` and `rui` are reviewers. What a recording shows is what `evidence` says."""

    def __init__(self, folder: Path, policy: Policy = STANDARD, rules: DeskRules | None = None) -> None:
        super().__init__(folder)
        self.rules = rules or DeskRules()
        self.evidence = good()
        self.app.state.service = replace(self.app.state.service, desk=self.rules)
        self.admin, self.rhea, self.rui = (self.person(name).signs_up() for name in ("admin", "rhea", "rui"))
        for reviewer in ("rhea", "rui"):
            self.admin.ok("PUT", f"/desk/reviewers/{reviewer}", status=204)
        checker = Checker(
            perceive=lambda _take, _challenge, _progress: Seen(self.evidence, np.ones(128, "<f4").tobytes()),
            evidence=lambda seen: seen.evidence,
            face=lambda seen: seen.face,
            speaker=lambda _seen: None,
            vault=self.vault,
            challenges=ChallengeFile(folder),
            attempts=AttemptFile(folder),
            limits=Limits(per_account=99, per_device=99),
            clock=self.society.clock,
        )
        maker = Maker(
            checker=checker,
            likeness=lambda _seen, _progress: b"likeness",
            voice=lambda _seen, _challenge, _progress: BuiltVoice(data=b"voice", similarity=0.7),
        )
        self.screening = Screening(
            store=self.society.store,
            uploads=self.uploads,
            maker=lambda: maker,
            vault=self.vault,
            policy=policy,
            now=self.society.clock.now,
        )

    def looks(self) -> TakeState | None:
        """The worker looks at what waits longest."""
        return look_at(self.screening, self.society.bench.looks.pop(0).take)

    def left_to_a_person(self, person: Guest) -> str:
        """Somebody sends a recording that nobody witnessed; gives its id."""
        challenge = person.ok("POST", "/me/challenges", {}, 201)
        upload = person.uploads(VIDEO, 3)
        take: Any = person.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)
        assert self.looks() is TakeState.NEEDS_REVIEW
        return str(take["id"])

    def opens(self, reviewer: Guest, take: str) -> None:
        reviewer.confirms()
        reviewer.ok("POST", f"/desk/takes/{take}/open")

    def keys(self) -> int:
        """How many recordings lie here that can be opened."""
        return len(list((self.folder / "uploads").glob("*/key")))

    def told(self, person: Guest) -> list[str]:
        return [notice["event"] for notice in person.ok("GET", "/notices")["notices"]]

    def acts(self) -> list[str]:
        return [entry["act"] for entry in self.admin.ok("GET", "/desk/audit")["entries"]][::-1]
