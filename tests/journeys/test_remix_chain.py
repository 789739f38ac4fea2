"""Films made from films, and what happens to them when somebody in the first one says no."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.filming import Filming, allows, state, told
from tests.studio_worker import FILM
from walkon.domain.joining import parts_of
from walkon.domain.plan import Hour, Plan
from walkon.domain.production import Descent, State
from walkon.domain.provenance import production_mark

FRIENDS = {"audience": "friends"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Filming]:
    found = Filming(tmp_path)
    yield found
    found.society.close()


def plan(house: Filming, film: dict[str, Any]) -> Plan:
    found = house.society.state(film["id"]).plan
    assert found is not None
    return found


def test_a_chain_falls_with_its_first_link(house: Filming) -> None:
    ada, ben, cem, dov, stranger = (house.guest(name) for name in ("ada", "ben", "cem", "dov", "stranger"))
    house.befriend(ada, ben, cem, dov)
    grant = allows(ben, ada)
    wanted = {"prompt": "me and @ben on Mars in a storm of dust", "cast": ["ada", "ben"], **FRIENDS}
    first = ada.ok("POST", "/productions", wanted, 201)
    cem.fails(404, "production_unknown", "POST", f"/productions/{first['id']}/remix", {"prompt": "at night"})
    ben_early = ben.asks("POST", f"/productions/{first['id']}/remix", {"prompt": "at night"})
    assert ben_early.json()["code"] == "production_unknown"  # nobody was asked yet
    first = house.released(ada, first)
    assert first["remixing"] == "cast"

    # cem sees it and is not in it: ada has to let the audience remix first
    path = f"/productions/{first['id']}/remix"
    stranger.fails(404, "production_unknown", "POST", path, {"prompt": "at night"})
    cem.fails(403, "remix_not_allowed", "POST", path, {"prompt": "at night"})
    ada.ok("PUT", f"/productions/{first['id']}/remixing", {"remixing": "audience"})

    remix = cem.ok("POST", path, {"prompt": "at night", **FRIENDS}, 201)
    assert (remix["descent"], remix["cast"], remix["prompt"]) == ("remix", ["ada", "ben"], "at night")
    before, after = plan(house, first), plan(house, remix)
    assert (after.setting, after.look, after.seed, after.roles) == (
        before.setting,
        before.look,
        before.seed,
        before.roles,
    )
    assert (before.hour, after.hour) == (Hour.DAY, Hour.NIGHT)
    assert "storm" not in cem.asks("GET", f"/productions/{remix['id']}").text  # what ada typed stays hers

    # a yes to ada was none to cem: both of the first film are asked anew
    remix = cem.ok("POST", f"/productions/{remix['id']}/send")
    assert (remix["state"], remix["why"]) == ("waiting_for_consent", ["not_granted"])
    assert (told(ada, remix), told(ben, remix)) == (["cast"], ["cast"])
    allows(ada, cem), allows(ben, cem)
    house.works()
    assert state(cem, remix) == "ready"
    cem.ok("POST", f"/productions/{remix['id']}/release", {"remixing": "audience"})

    # dov goes on from the remix, alone: ada and ben are shown in its first part and are asked
    allows(ada, dov), allows(ben, dov)
    longer = dov.ok(
        "POST", f"/productions/{remix['id']}/extend", {"prompt": "me exploring", "cast": ["dov"], **FRIENDS}, 201
    )
    assert (longer["descent"], longer["cast"]) == ("extend", ["ada", "ben", "dov"])
    old, new = parts_of(plan(house, longer))
    assert old == plan(house, remix)
    assert (new.setting, new.look, new.hour) == (old.setting, old.look, old.hour)
    assert [role.person.name for role in new.roles] == ["dov"]
    longer = house.released(dov, longer)

    # and others are on their way: a draft of ben, and one of cem that lies with the workers
    draft = ben.ok("POST", path, {"prompt": "in the rain", "cast": ["ben"], **FRIENDS}, 201)
    assert (draft["cast"], draft["asked_too"]) == (["ben"], ["ada"])
    running = cem.ok("POST", path, {"prompt": "at dawn", "cast": ["ada", "ben"], **FRIENDS}, 201)
    cem.ok("POST", f"/productions/{running['id']}/send")
    assert state(cem, running) == "storyboard"

    assert [r["id"] for r in dov.ok("GET", f"/productions/{longer['id']}/originals")["productions"]] == [remix["id"]]
    assert [r["id"] for r in dov.ok("GET", f"/productions/{remix['id']}/originals")["productions"]] == [first["id"]]
    assert [r["id"] for r in dov.ok("GET", f"/productions/{first['id']}/descendants")["productions"]] == [remix["id"]]
    assert house.stored() == {first["id"], remix["id"], longer["id"]}
    ingredient = house.claims[-1].ingredients[0]
    assert (ingredient.production, ingredient.descent) == (production_mark(remix["id"]), Descent.EXTEND)
    assert ingredient.sha256 == sha256(FILM + b" signed").hexdigest()

    # ben takes back what he allowed ada: all of it is gone at once
    assert ben.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke") == {"productions_ended": 5}
    assert [state(person, film) for person, film in ((ada, first), (cem, remix), (dov, longer))] == ["withdrawn"] * 3
    assert (state(ben, draft), state(cem, running)) == ("refused", "refused")
    assert dov.ok("GET", f"/productions/{longer['id']}")["why"] == ["original_ended"]
    films = len(house.claims)
    assert (house.works(), len(house.claims)) == ([State.REFUSED], films)  # the worker's job is void
    assert house.stored() == set()
    for person in (ada, ben, cem, dov):
        assert person.ok("GET", "/releases")["releases"] == []
        person.fails(404, "production_unknown", "GET", f"/productions/{longer['id']}/film")
    assert (told(ada, first)[0], told(cem, remix)[0], told(dov, longer)[0]) == ("withdrawn",) * 3
    assert (told(ada, longer)[0], told(ben, longer)[0]) == ("withdrawn", "withdrawn")
    assert [told(person, running)[0] for person in (cem, ada, ben)] == ["turned_down", "withdrawn", "withdrawn"]
    cem.fails(409, "production_state", "POST", f"/productions/{remix['id']}/remix", {"prompt": "again"})


def test_a_row_falls_with_one_of_its_films(house: Filming) -> None:
    ada, ben = house.guest("ada"), house.guest("ben")
    house.befriend(ada, ben)
    allows(ben, ada)
    mars = house.released(ada, ada.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["ada"]}, 201))
    both = {"prompt": "me and @ben at a concert", "cast": ["ada", "ben"], **FRIENDS}
    concert = house.released(ada, ada.ok("POST", "/productions", both, 201))
    row = ada.ok("POST", "/productions/stitch", {"productions": [concert["id"], mars["id"]], **FRIENDS}, 201)
    assert (row["descent"], row["cast"]) == ("stitch", ["ada", "ben"])
    whole = plan(house, row)
    assert parts_of(whole) == (plan(house, concert), plan(house, mars))
    assert whole.frames == plan(house, concert).frames + plan(house, mars).frames
    row = house.released(ada, row)
    again = {"productions": [mars["id"], mars["id"]]}
    ada.fails(422, "cannot_stitch", "POST", "/productions/stitch", again)
    found = ada.ok("GET", f"/productions/{row['id']}/originals")
    assert ([r["id"] for r in found["productions"]], found["count"]) == ([concert["id"], mars["id"]], 2)

    # a remix of the row goes back to both films on two ways; it ends once, and is told once
    twice = ada.ok("POST", "/productions/stitch", {"productions": [row["id"], concert["id"]], **FRIENDS}, 201)
    twice = house.released(ada, twice)
    ben.ok("POST", f"/productions/{concert['id']}/refuse", {})
    assert [state(ada, film) for film in (concert, row, twice, mars)] == ["withdrawn"] * 3 + ["released"]
    assert told(ada, twice).count("withdrawn") == 1
    assert house.stored() == {mars["id"]}


def test_whoever_blocks_takes_back_what_was_made_from_theirs(house: Filming) -> None:
    """Also where they are not in it themselves."""
    ada, ben, cem = (house.guest(name) for name in ("ada", "ben", "cem"))
    house.befriend(ada, ben, cem)
    allows(ben, ada), allows(ben, cem)
    wanted = {"prompt": "@ben on Mars", "cast": ["ben"], **FRIENDS}
    first = house.released(ada, ada.ok("POST", "/productions", wanted, 201), "audience")
    remix = cem.ok("POST", f"/productions/{first['id']}/remix", {"prompt": "at night", **FRIENDS}, 201)
    remix = house.released(cem, remix)
    ada.ok("PUT", "/me/blocked/cem", status=204)
    assert (state(ada, first), state(cem, remix)) == ("released", "withdrawn")


def test_what_is_too_long_or_too_different(house: Filming) -> None:
    ada, ben, cem = (house.guest(name) for name in ("ada", "ben", "cem"))
    house.befriend(ada, ben, cem)
    allows(ben, ada)
    wanted = {"prompt": "me and @ben on Mars", "cast": ["ada", "ben"], "seconds": 50, **FRIENDS}
    first = house.released(ada, ada.ok("POST", "/productions", wanted, 201))
    path = f"/productions/{first['id']}"
    told_no = ada.fails(422, "film_too_long", "POST", f"{path}/extend", {"prompt": "running", "seconds": 20})
    assert told_no["fields"] == {"seconds": 70, "most": 60}
    ada.fails(422, "cast_unrelated", "POST", f"{path}/remix", {"prompt": "dancing", "cast": ["ada", "cem"]})
    ada.fails(404, "unknown_handle", "POST", f"{path}/extend", {"prompt": "dancing", "cast": ["nobody"]})
    ada.fails(422, "unknown_engine", "POST", f"{path}/remix", {"prompt": "dancing", "engine": "elsewhere"})
    for door in ("remix", "extend"):
        ada.fails(404, "production_unknown", "POST", f"/productions/{'0' * 32}/{door}", {"prompt": "dancing"})


def test_rules_read_what_was_typed_for_the_original(house: Filming) -> None:
    """A change that hides a subject does not change what the film is about."""
    ada, ben = house.guest("ada"), house.guest("ben")
    house.befriend(ada, ben)
    wanted = {"prompt": "me on Mars, drinking beer with clowns", "cast": ["ada"], **FRIENDS}
    first = house.released(ada, ada.ok("POST", "/productions", wanted, 201), "audience")
    assert "alcohol" in first["kinds"]
    allows(ada, ben)
    remix = ben.ok("POST", f"/productions/{first['id']}/remix", {"prompt": "me and @ada at night", **FRIENDS}, 201)
    assert "alcohol" in remix["kinds"]
    remix = ben.ok("POST", f"/productions/{remix['id']}/send")
    assert (remix["state"], remix["why"]) == ("waiting_for_consent", ["kind"])
    kinds = ["everyday", "comedy", "alcohol"]
    allows(ada, ben, kinds=kinds)
    assert state(ben, remix) == "storyboard"
    ada.ok("PATCH", "/me/cameo", {"restrictions": ["no clowns"]})
    assert state(ben, remix) == "refused"


def test_nobody_widens_what_somebody_else_made(house: Filming) -> None:
    ada, ben = house.guest("ada"), house.guest("ben")
    house.befriend(ada, ben)
    allows(ada, ben, audience="server"), allows(ben, ada)
    first = house.released(
        ada, ada.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["ada"], **FRIENDS}, 201)
    )
    ada.ok("PUT", f"/productions/{first['id']}/remixing", {"remixing": "audience"})
    path, wide = f"/productions/{first['id']}/remix", {"prompt": "at night", "audience": "server"}
    assert ben.fails(422, "audience_too_wide", "POST", path, wide)["fields"] == {"audience": "friends"}
    remix = house.released(ben, ben.ok("POST", path, {"prompt": "at night", **FRIENDS}, 201))
    again = f"/productions/{remix['id']}/extend"
    ben.fails(422, "audience_too_wide", "POST", again, wide)  # his own by now, and still hers
    assert ada.ok("POST", path, wide, 201)["audience"] == "server"

    found = ada.ok("GET", f"/productions/{first['id']}/descendants?limit=1")
    assert ([r["id"] for r in found["productions"]], found["after"]) == ([remix["id"]], remix["id"])
    rest = ada.ok("GET", f"/productions/{first['id']}/descendants?limit=1&after={remix['id']}")
    assert rest == {"productions": [], "after": None}


def test_whoever_made_an_original_is_told_once(house: Filming) -> None:
    """By the name of their own film: the new one is not theirs to see yet. Who is in it is told of that already."""
    ada, ben, cem, dov = (house.guest(name) for name in ("ada", "ben", "cem", "dov"))
    house.befriend(ada, ben, cem, dov)
    for maker in (ada, cem, dov):
        allows(ben, maker)
    wanted = {"prompt": "@ben on Mars", "cast": ["ben"], **FRIENDS}
    mars, sea = (house.released(ada, ada.ok("POST", "/productions", wanted, 201), "audience") for _ in range(2))
    remix = cem.ok("POST", f"/productions/{mars['id']}/remix", {"prompt": "at night", **FRIENDS}, 201)
    assert "remade" not in told(ada, mars)  # nobody was asked yet, and nobody is told
    remix = house.released(cem, remix, "audience")
    assert told(ada, mars)[0] == "remade"
    assert [n["by"] for n in ada.ok("GET", "/notices")["notices"] if n["event"] == "remade"] == ["cem"]
    assert ("remade" in told(ben, mars), told(cem, mars), told(ada, remix)) == (False, [], [])

    longer = dov.ok("POST", f"/productions/{remix['id']}/extend", {"prompt": "running", **FRIENDS}, 201)
    dov.ok("POST", f"/productions/{longer['id']}/send")
    row = dov.ok("POST", "/productions/stitch", {"productions": [mars["id"], sea["id"]], **FRIENDS}, 201)
    dov.ok("POST", f"/productions/{row['id']}/send")
    again = ada.ok("POST", f"/productions/{mars['id']}/remix", {"prompt": "at night", **FRIENDS}, 201)
    ada.ok("POST", f"/productions/{again['id']}/send")  # her own: nobody has to tell her
    assert (told(ada, mars).count("remade"), told(ada, sea).count("remade")) == (3, 0)
    assert (told(cem, remix).count("remade"), told(ben, longer)[-1]) == (1, "cast")
    rules = {(r["event"], r["channel"]): r["wanted"] for r in ada.ok("GET", "/me/notice-rules")}
    assert (rules["remade", "inbox"], rules["remade", "push"], rules["remade", "mail"]) == (True, False, False)


def test_what_is_refused_at_once_is_told_to_nobody(house: Filming) -> None:
    ada, ben = house.guest("ada"), house.guest("ben")
    house.befriend(ada, ben)
    allows(ada, ben)
    first = house.released(
        ada, ada.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["ada"], **FRIENDS}, 201), "audience"
    )
    remix = ben.ok("POST", f"/productions/{first['id']}/remix", {"prompt": "me at night", "cast": ["ada", "ben"]}, 201)
    ada.ok("PATCH", "/me/cameo", {"restrictions": ["no Mars"]})
    assert ben.ok("POST", f"/productions/{remix['id']}/send")["state"] == "refused"
    assert (told(ada, remix), "remade" in told(ada, first)) == ([], False)


def test_a_block_reaches_what_was_made_of_a_film(house: Filming) -> None:
    """Cem may see what ben made of ada's film; he makes nothing of it, since ada is done with him."""
    ada, ben, cem, eva = (house.guest(name) for name in ("ada", "ben", "cem", "eva"))
    house.befriend(ada, ben, cem, eva)
    for maker in (ada, ben, cem):
        allows(eva, maker)
    wanted = {"prompt": "@eva on Mars", "cast": ["eva"], **FRIENDS}
    first = house.released(ada, ada.ok("POST", "/productions", wanted, 201), "audience")
    remix = ben.ok("POST", f"/productions/{first['id']}/remix", {"prompt": "at night", **FRIENDS}, 201)
    remix = house.released(ben, remix, "audience")
    path = f"/productions/{remix['id']}/remix"
    cem.ok("POST", path, {"prompt": "at dawn", **FRIENDS}, 201)
    ada.ok("PUT", "/me/blocked/cem", status=204)
    assert cem.ok("GET", f"/productions/{remix['id']}")["id"] == remix["id"]
    cem.fails(403, "remix_not_allowed", "POST", path, {"prompt": "at dawn", **FRIENDS})
