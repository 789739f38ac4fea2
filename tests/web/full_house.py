"""A server on which something of everything is there, and the address of every screen on which it is seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.left_to_people import left_to_a_person
from tests.web.little_film import little_film, still
from tests.web.me_house import Quiet
from tests.web.test_desk_web import leaves_to_the_desk
from walkon.domain.grants import Audience
from walkon.domain.production import State

FEATURES = Path(__file__).resolve().parents[2] / "web" / "src" / "features"


def routes() -> set[str]:
    """Every address that the web app has, as its routes spell it: `films/$film`."""
    found: set[str] = set()
    for file in FEATURES.glob("*/routes.ts"):
        found.update(re.findall(r"^\s*path: '([^']+)'", file.read_text("utf-8"), re.MULTILINE))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FullHouse:
    """`mina` runs the server; `screens` are addresses for each route."""

    mina: Visitor
    screens: Mapping[str, Sequence[str]]

    @property
    def all(self) -> list[str]:
        return [address for addresses in self.screens.values() for address in addresses]


def fill(house: House, arrive: Arrive, **looks: object) -> FullHouse:
    """Mina with a cameo, friends, films in several states, somebody who asks, strikes nobody, and a desk with a case of each."""
    mina, hazel = arrive("mina", permissions=["clipboard-read", "clipboard-write"], **looks), arrive("hazel")
    town = Quiet(house, little_film())
    town.stills = [still()] * 8
    me = town.moves_in(mina)
    jun, sora = town.lives_here("jun"), town.lives_here("sora")
    town.friends(me, jun)
    for person in (jun, sora):
        town.allows(person)
    film = town.releases(me, "me and @jun as astronauts on Mars", me, jun, audience=Audience.ANYONE)
    ready = town.draws(town.asks(me, "me and @jun dancing at a concert", me, jun))
    assert ready.state is State.READY
    wanted = town.asks(jun, "me and @mina surfing", jun, me)
    draft = mina.asks("POST", "/productions", {"prompt": "me in the rain", "cast": ["mina"]})["id"]
    judged = leaves_to_the_desk(town, sora, "me as a detective")
    take = left_to_a_person(town, hazel)
    hazel.asks("POST", f"/me/takes/{take}/ask-review")
    hazel.asks("POST", "/people/sora/report", {"wrong": "harassment", "note": "They do not stop."})
    mina.asks("POST", "/people/sora/report", {"wrong": "deception", "note": "Not who they say."})
    (report, *_) = mina.asks("GET", "/desk/reports")
    mina.asks("POST", f"/productions/{film.id}/comments", {"words": "Look at the suits!"})
    link = mina.asks("PUT", f"/productions/{film.id}/share", {"days": 30})["url"]
    town.close()
    plain = (
        "/ people create films inbox me me/cameo me/cameo/rules me/access me/films me/cameo/elsewhere me/plan me/reports "
        "me/strikes me/withdraw settings settings/notices settings/security settings/tokens desk "
        "admin admin/invites admin/server admin/audit welcome join recover check"
    )
    screens: dict[str, Sequence[str]] = {path: [f"/{path.strip('/')}"] for path in plain.split()}
    screens |= {
        "desk": [f"/desk?queue={queue}" for queue in ("films", "takes", "reports", "appeals")],
        "record": ["/record", "/record?step=check"],
        "watch/$film": [f"/watch/{film.id}"],
        "films/$film": [f"/films/{one}" for one in (film.id, ready.id, wanted.id, draft)],
        "inbox/film/$production": [f"/inbox/film/{wanted.id}"],
        "people/$handle": ["/people/jun", "/people/sora", "/people/mina"],
        "admin/people/$handle": ["/admin/people/jun"],
        "desk/films/$film": [f"/desk/films/{judged.id}"],
        "desk/takes/$take": [f"/desk/takes/{take}"],
        "desk/reports/$report": [f"/desk/reports/{report['id']}"],
        "s/$share": ["/s/" + link.partition("/s/")[2]],
        "nowhere": ["/there-is-nothing-here", "/films/" + "0" * 32],
    }
    return FullHouse(mina=mina, screens=screens)
