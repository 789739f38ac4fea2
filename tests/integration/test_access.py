"""Who may do what over HTTP: every route, tried by everybody, against the table in docs/access.md.

What a request changes is forgotten again, so that each one meets the same world. `python -m tests.integration.test_access`
prints the table as it is.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.good_evidence import good
from tests.journeys.test_api import Guest, House
from tests.visitors import ORIGIN, STREAM
from walkon.actions.bring_cameo import Bringing
from walkon.actions.pack_cameo import Packing
from walkon.api.callers import COOKIE
from walkon.domain.delivering import Arrived, DeliveryId, Outcome
from walkon.domain.desk import asked, offered
from walkon.domain.elsewhere import Elsewhere, PersonHash, Tokens
from walkon.domain.hashed_secret import Secret, SecretHash, hashed
from walkon.domain.ids import CameoId, ReportId, TakeId, TieId, UploadId, WithdrawalId
from walkon.domain.letters import Letter
from walkon.domain.policies import STANDARD
from walkon.domain.production import State
from walkon.domain.pushing import PushSubscription
from walkon.domain.refusal import Reason
from walkon.domain.reports import Report, Ruling, Target, Wrong
from walkon.domain.takes import SentTake, TakeState
from walkon.domain.withdrawal import Step, Taken, Withdrawal
from walkon.notify.push import WebPush
from walkon.ports.elsewhere import CameBack
from walkon.ports.reaching import Reach
from walkon.ports.store import Made, Result, Unit, What
from walkon.vault.parcels import SealedParcels
from walkon.vault.push_key import PushKey
from walkon.vault.small import SmallSeals

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "access.md"
WHO = ("signed out", "stranger", "friend", "cast", "owner", "suspended", "token", "other's token", "reviewer")
SUBSCRIPTION = {  # with the base point of P-256 for a key
    "endpoint": "https://push.example/tried",
    "keys": {
        "p256dh": "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
        "auth": "AAAAAAAAAAAAAAAAAAAAAA",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One thing that can be asked for."""

    method: str
    path: str
    name: str


@dataclass
class Forgetful:
    """A store that forgets what is written."""

    house: House

    def read(self, look: Callable[[Unit], Result]) -> Result:
        return self.house.society.store.read(look)

    def write(self, change: Callable[[Unit], Result]) -> Result:
        return self.house.society.store.read(change)


class Desk:
    """What waits for reviewers: a recording of a member who is nobody else here, their film, and a report about them. All
    of it is open to `reviewer`. The owner may appeal a ruling.
    """

    def __init__(self, house: House, people: dict[str, Guest]) -> None:
        self.house, self.now = house, house.society.clock.now()
        member = house.person("member").signs_up().has_a_cameo()
        self.member, self.owner = member.ok("GET", "/me")["id"], people["owner"].ok("GET", "/me")["id"]
        self.reporter = house.person("reporter").signs_up().ok("GET", "/me")["id"]
        film: Any = member.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["member"]}, 201)["id"]
        self.upload = UploadId(member.uploads(b"take of a member"))
        list(house.uploads.finish(self.upload))  # its length is known from then on
        house.society.does(lambda unit: self._add(unit, film))
        for place in ("takes/" + "1" * 32, f"films/{film}"):
            people["reviewer"].ok("POST", f"/desk/{place}/open")
        self.ids = {"review": "1" * 32, "film": film, "report": "2" * 32, "ruling": "3" * 32}

    def _add(self, unit: Unit, film: Any) -> None:
        for what in What:
            kept = self.house.media.put(f"desk/{what.value}", [b"\x89PNG"])
            unit.made.add(
                Made(
                    production=film,
                    what=what,
                    place=0,
                    attempt=1,
                    made_at=self.now,
                    name=kept.name,
                    size=kept.size,
                    sha256=kept.sha256,
                    wrapped_key=kept.wrapped_key,
                )
            )
        known = unit.productions.get(film)
        assert known is not None
        unit.productions.save(replace(known, state=State.WAITING_FOR_REVIEWER), known.state)
        sent = SentTake(
            id=TakeId("1" * 32),
            account=self.member,
            device="d",
            challenge="{}",
            upload=self.upload,
            state=TakeState.IN_REVIEW,
            sent_at=self.now,
        )
        unit.takes.add(sent)
        unit.take_reviews.add(asked(offered(sent, STANDARD, (Reason.NOT_WITNESSED,), good(), self.now), self.now))
        waits = Report(
            id=ReportId("2" * 32),
            reporter=self.reporter,
            target=Target.PERSON,
            subject=self.member,
            reported=self.member,
            wrong=Wrong.OTHER,
            note="",
            at=self.now,
        )
        unit.reports.add(waits)
        ruled = replace(waits, ruling=Ruling.SUSPEND_CAMEO, ruled_by=self.reporter, ruled_at=self.now)
        unit.reports.add(replace(ruled, id=ReportId("3" * 32), reported=self.owner, subject=self.owner))


class Nowhere:
    """Another server to which nobody ever goes."""

    name = "Nowhere"

    def way_there(self, tokens: Tokens, *, fresh: bool) -> str:
        return "https://nowhere.example/"

    def person(self, came: CameBack, tokens: Tokens, *, began_at: datetime, fresh: bool, now: datetime) -> PersonHash:
        raise AssertionError("nobody comes back")


def _parcels(house: House) -> dict[str, Any]:
    """What takes cameos elsewhere and brings them along."""
    store, clock = Forgetful(house), house.society.clock
    wraps = SealedParcels(house.signing.identity, clock.now)
    packing = Packing(store=store, vault=house.vault, wraps=wraps, here=ORIGIN)
    bringing = Bringing(
        store=store,
        vault=house.vault,
        wraps=wraps,
        sound=lambda parts: None,
        here=ORIGIN,
        policy=STANDARD,
        trusted=frozenset(),
    )
    return {"packing": packing, "bringing": bringing}


class World:
    """`owner` made a film with `cast`, granted `cast` something, and was asked for something; `friend` is a friend."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        people = {
            name: self.house.person(name).signs_up()
            for name in ("admin", "owner", "cast", "friend", "stranger", "reviewer")
        }
        for name in ("owner", "cast", "suspended"):
            people[name] = people.get(name) or self.house.person(name).signs_up()
            people[name].has_a_cameo()
        for one, other in (("owner", "cast"), ("owner", "friend"), ("suspended", "cast")):
            people[one].ok("PUT", f"/me/following/{other}", status=204)
            people[other].ok("PUT", f"/me/following/{one}", status=204)
        owner, cast = people["owner"], people["cast"]
        terms = {"kinds": ["everyday"], "audience": "cast", "approval": "none"}
        cast.ok("POST", "/me/cameo/grants", {"to": "person", "handle": "owner", "terms": terms}, 201)
        grant = owner.ok("POST", "/me/cameo/grants", {"to": "person", "handle": "cast", "terms": terms}, 201)
        asked = people["friend"].ok("POST", "/access-requests", {"handle": "owner", "terms": terms}, 201)
        film = owner.ok("POST", "/productions", {"prompt": "me and @cast on Mars", "cast": ["owner", "cast"]}, 201)
        owner.ok("POST", f"/productions/{film['id']}/send")
        self._made(film["id"])
        upload = owner.uploads(b"take")
        take = self._take(owner, upload)
        people["admin"].ok("PUT", "/desk/reviewers/reviewer", status=204)
        people["reviewer"].confirms()
        desk = Desk(self.house, people)
        token = owner.ok("POST", "/me/tokens", {"name": "t", "scopes": ["read"]}, 201)
        theirs = people["stranger"].ok("POST", "/me/tokens", {"name": "t", "scopes": ["read", "create"]}, 201)
        invite = owner.ok("POST", "/me/invites", {}, 201)
        passkey, session = owner.ok("GET", "/me/passkeys")[0], owner.ok("GET", "/me/sessions")[0]
        self.ids = {
            "handle": "cast",
            "grant": grant["id"],
            "request": asked["id"],
            "production": film["id"],
            "place": 0,
            "upload": upload,
            "take": take,
            "token": token["id"],
            "invite": invite["id"],
            "passkey": passkey["id"],
            "session": session["id"],
            **desk.ids,
            "subscription": self._browser(owner, session["id"]),
            "tie": "1" * 32,
            "recording": owner.ok("POST", "/me/recordings", {"upload": upload}, 201)["id"],
            "share": "A" * 43,
            "comment": "0" * 32,
            "link": owner.ok("POST", f"/productions/{film['id']}/links", {}, 201)["url"].rpartition("/")[2],
        }
        self.bodies = self._bodies(terms)
        self._suspend(people["suspended"])
        app = self.house.app
        self._leaves_and_ties(owner)
        app.state.service = replace(
            app.state.service,
            store=Forgetful(self.house),
            reach=_reach(self.house),
            elsewhere=Nowhere(),
            **_parcels(self.house),
        )
        app.state.listeners.close()  # who may listen is answered; the stream ends at once
        for person in people.values():  # by its token, which no answer can take from them
            person.browser.headers["Authorization"] = f"Bearer {person.browser.cookies.get(COOKIE)}"
            person.browser.cookies.clear()
        nobody, program, theirs_too = (self.house.person(name) for name in ("nobody", "program", "other"))
        program.browser.headers["Authorization"] = f"Bearer {token['text']}"
        theirs_too.browser.headers["Authorization"] = f"Bearer {theirs['text']}"
        self.who: dict[str, Guest] = {
            **{name: people[name] for name in ("stranger", "friend", "cast", "owner", "suspended", "reviewer")},
            "signed out": nobody,
            "token": program,
            "other's token": theirs_too,
        }

    def _made(self, film: Any) -> None:
        def add(unit: Unit) -> None:
            for what in What:
                kept = self.house.media.put(f"tried/{film}-{what.value}", [b"\x89PNG"])
                unit.made.add(
                    Made(
                        production=film,
                        what=what,
                        place=0,
                        attempt=1,
                        made_at=self.house.society.clock.now(),
                        name=kept.name,
                        size=kept.size,
                        sha256=kept.sha256,
                        wrapped_key=kept.wrapped_key,
                    )
                )

        self.house.society.does(add)

    def _browser(self, owner: Guest, session: Any) -> str:
        push: Any = "0" * 32
        taking = PushSubscription(
            id=push,
            account=owner.ok("GET", "/me")["id"],
            session=session,
            digest=hashed(Secret.PUSH_PLACE, "tried"),
            sealed=b"",
            added_at=self.house.society.clock.now(),
        )
        self.house.society.does(lambda unit: unit.pushes.add(taking))
        return str(push)

    def _take(self, owner: Guest, upload: Any) -> str:
        take: Any = "0" * 32
        sent = SentTake(
            id=take,
            account=owner.ok("GET", "/me")["id"],
            device="d",
            challenge="{}",
            upload=upload,
            state=TakeState.REFUSED,
            sent_at=self.house.society.clock.now(),
        )
        self.house.society.does(lambda unit: unit.takes.add(sent))
        return str(take)

    def _leaves_and_ties(self, owner: Guest) -> None:
        """The owner once withdrew a cameo, and has an account elsewhere."""
        account, now = owner.ok("GET", "/me")["id"], self.house.society.clock.now()
        taken = Taken(grants=0, requests=0, productions={}, stills=0, films=0, recordings=0)
        withdrawal = Withdrawal(
            id=WithdrawalId("0" * 32),
            account=account,
            cameo=CameoId("0" * 32),
            step=Step.STOPPED,
            began_at=now,
            taken=taken,
            objects=(),
            remnants=(),
        )
        tied = Elsewhere(id=TieId("1" * 32), account=account, person=SecretHash("0" * 64), tied_at=now)
        self.house.society.does(lambda unit: unit.withdrawals.add(withdrawal))
        self.house.society.does(lambda unit: unit.elsewhere.add(tied))

    def _suspend(self, person: Guest) -> None:
        account = person.ok("GET", "/me")["id"]

        def change(unit: Unit) -> None:
            found = unit.accounts.get(account)
            assert found is not None
            unit.accounts.save(replace(found, suspended_at=self.house.society.clock.now()))

        self.house.society.does(change)

    def _bodies(self, terms: dict[str, Any]) -> dict[str, Any]:
        ceremony = {"ceremony": "0" * 32, "answer": {}}
        return {
            "begin_sign_up": {"handle": "newcomer"},
            "finish_sign_up": {"handle": "newcomer"} | ceremony,
            "finish_sign_in": ceremony,
            "finish_confirm": ceremony,
            "recover": {"code": "nonsense"},
            "add_passkey": ceremony,
            "sign_up_elsewhere": {"handle": "newcomer"},
            "confirm_elsewhere": {},
            "tie_elsewhere": {},
            "name_passkey": {"name": "phone"},
            "make_token": {"name": "t", "scopes": ["read"]},
            "make_invite": {},
            "change_me": {"language": "ko"},
            "change_my_cameo": {"shown_to": "nobody"},
            "give_grant": {"to": "everyone", "terms": terms},
            "ask_access": {"handle": "owner", "terms": terms},
            "accept_access_request": {},
            "draw_challenge": {},
            "pack_cameo": {"server": "https://second.example", "handle": "mina"},
            "send_take": {"challenge": {}, "upload": self.ids["upload"]},
            "propose_production": {"prompt": "me and @owner on Mars", "cast": ["owner"]},
            "understand_sentence": {"prompt": "me and @owner on Mars"},
            "approve_production": {},
            "refuse_production": {},
            "allow_production": {},
            "ask_change": {"words": "less rain"},
            "rewrite_production": {"prompt": "me and @cast at night"},
            "stitch_productions": {"productions": [self.ids["production"], "0" * 32]},
            "remix_production": {"prompt": "at night"},
            "extend_production": {"prompt": "at night"},
            "choose_remixing": {"remixing": "nobody"},
            "begin_recording": {"upload": self.ids["upload"]},
            "finish_recording": {"shown": []},
            "make_link": {"what": "film"},
            "share_release": {},
            "write_comment": {"words": "Hello"},
            "choose_commenting": {"commenting": "closed"},
            "report_comment": {"wrong": "other"},
            "read_notices": {"id": 1},
            "choose_notice_rules": [],
            "report_release": {"wrong": "other"},
            "report_person": {"wrong": "other"},
            "appeal_ruling": {"note": "no"},
            "accept_take": {"grounds": ["live_person"]},
            "refuse_take": {"grounds": ["not_live"]},
            "accept_film": {"grounds": ["as_agreed"]},
            "refuse_film": {"grounds": ["not_as_agreed"]},
            "decide_report": {"ruling": "dismiss"},
            "hear_appeal": {"heard": "upheld"},
            "set_plan": {"tier": "pro"},
            "check_link": {"link": f"{ORIGIN}/films/{self.ids['production']}"},
            "add_push_subscription": SUBSCRIPTION,
            "ask_mail_address": {"address": "somebody@walkon.example"},
            "confirm_mail_address": {"code": "nonsense"},
        }

    def tried(self, who: str, route: Route) -> int:
        path = route.path
        for name, value in self.ids.items():
            path = path.replace(f"{{{name}}}", str(value))
        headers = {"upload-length": "1"} if route.name == "create_upload" else {}
        more: dict[str, Any] = {"json": self.bodies.get(route.name)}
        if route.name == "append_upload":
            headers, more = STREAM | {"Upload-Offset": "4"}, {"content": b""}
        return self.who[who].browser.request(route.method, path, headers=headers, **more).status_code


class Silent:
    """A mail server that takes everything."""

    def send(self, address: str, letter: Letter, id: DeliveryId) -> Outcome:
        return Arrived()


def _reach(house: House) -> Reach:
    key = PushKey(house.folder, house.vault.keys).private()
    pushes = WebPush(key, "mailto:keeper@walkon.example")
    return Reach(seals=SmallSeals(house.vault.keys), origin=ORIGIN, pushes=pushes, mails=Silent())


def routes(world: World) -> Iterator[Route]:
    for path, methods in world.house.app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield Route(method=method.upper(), path=path, name=operation["operationId"])


def table(world: World) -> list[str]:
    """The rows of the table as it is."""
    rows = []
    for route in routes(world):
        found = " | ".join(str(world.tried(who, route)) for who in WHO)
        rows.append(f"| `{route.method} {route.path.removeprefix('/api/v1')}` | {found} |")
    return rows


@pytest.mark.slow
def test_everybody_may_do_what_the_table_says_and_nothing_else(tmp_path: Path) -> None:
    world = World(tmp_path)
    written = re.findall(r"^\| `.*$", DOCUMENT.read_text("utf-8"), re.M)
    found = table(world)
    world.house.society.close()
    assert found == written


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(table(World(Path(folder)))))  # noqa: T201
