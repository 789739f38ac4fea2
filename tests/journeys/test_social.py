"""What people say to each other's releases, who reads it, and how it goes; films for people without an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.test_api import Guest, House
from walkon.domain.captions import Said, webvtt
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.people import Office
from walkon.domain.production import State
from walkon.ports.store import Made, Page, Unit, What

TERMS = {"kinds": ["everyday", "comedy"], "approval": "none"}
FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(5000)


class Town:
    """Jun and Mina are friends and in each other's films; Ida is a friend of Jun's only; Ren is nobody's."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.jun, self.mina, self.ida, self.ren = (
            self.house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina", "ida", "ren")
        )
        for one, other in ((self.jun, self.mina), (self.jun, self.ida)):
            one.ok("PUT", f"/me/following/{other.name}", status=204)
            other.ok("PUT", f"/me/following/{one.name}", status=204)

    def allows(self, person: Guest, audience: str) -> str:
        wanted = {"to": "friends", "terms": TERMS | {"audience": audience}}
        return str(person.ok("POST", "/me/cameo/grants", wanted, 201)["id"])

    def film(self, maker: Guest, *cast: str, audience: str = "server", prompt: str = "me on Mars") -> str:
        """A release with a film, a still and, as its maker would tell, captions."""
        wanted = {"prompt": prompt, "cast": list(cast), "audience": audience}
        id = str(maker.ok("POST", "/productions", wanted, 201)["id"])
        maker.ok("POST", f"/productions/{id}/send")
        words = webvtt([Said(person=Handle(maker.name), text="Hello <Mars>", start=0.5, end=2.0)]).encode()
        self._keeps(id, {What.FILM: FILM, What.STILL: b"\x89PNG", What.CAPTIONS: words})
        self._reaches(id)
        return id

    def _keeps(self, id: str, pieces: dict[What, bytes]) -> None:
        def add(unit: Unit) -> None:
            for what, data in pieces.items():
                kept = self.house.media.put(f"{what.value}s/{id}/1-0", [data])
                unit.made.add(
                    Made(
                        production=ProductionId(id),
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

    def _reaches(self, id: str) -> None:
        """Drawn without a worker, and released."""

        def change(unit: Unit) -> None:
            found = unit.productions.get(ProductionId(id))
            assert found is not None
            unit.productions.save(replace(found, state=State.READY), found.state)

        self.house.society.does(change)
        owner = self.house.society.state(ProductionId(id)).owner
        maker = next(one for one in (self.jun, self.mina, self.ida, self.ren) if one.ok("GET", "/me")["id"] == owner)
        maker.ok("POST", f"/productions/{id}/release")

    def feed_of(self, viewer: Guest, handle: str, role: str = "maker") -> list[str]:
        found = viewer.ok("GET", f"/people/{handle}/releases?role={role}")
        return [release["id"] for release in found["releases"]]

    def feed(self, viewer: Guest, query: str = "") -> list[str]:
        return [release["id"] for release in viewer.ok("GET", f"/releases{query}")["releases"]]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    found = Town(tmp_path)
    yield found
    found.house.society.close()


def test_likes_and_comments(town: Town) -> None:
    film = town.film(town.jun, "jun")
    for _ in range(2):
        town.mina.ok("PUT", f"/productions/{film}/like", status=204)
    town.ren.ok("PUT", f"/productions/{film}/like", status=204)
    said = town.mina.ok("POST", f"/productions/{film}/comments", {"words": "  The helmet\n\n\n\nsuits you. "}, 201)
    assert said["words"] == "The helmet\n\nsuits you." and said["removable"]
    release = town.mina.ok("GET", f"/releases/{film}")
    assert (release["likes"], release["liked"], release["comments"], release["i_follow"]) == (2, True, 1, True)
    assert town.jun.ok("GET", "/notices")["notices"][0]["event"] == "commented"
    town.ren.ok("DELETE", f"/productions/{film}/like", status=204)
    assert town.jun.ok("GET", "/releases")["releases"][0]["likes"] == 1
    read = town.ren.ok("GET", f"/productions/{film}/comments")["comments"]
    assert [(one["author"], one["mine"], one["removable"]) for one in read] == [("mina", False, False)]
    town.ren.fails(404, "comment_unknown", "DELETE", f"/comments/{said['id']}")
    town.jun.ok("DELETE", f"/comments/{said['id']}", status=204)
    assert town.mina.ok("GET", f"/productions/{film}/comments")["comments"] == []


def test_what_a_comment_may_be(town: Town) -> None:
    film = town.film(town.jun, "jun")
    place = f"/productions/{film}/comments"
    town.mina.fails(422, "comment_empty", "POST", place, {"words": " \u202e \n"})
    town.mina.fails(422, "message_too_long", "POST", place, {"words": "a" * 501})
    town.mina.fails(422, "comment_unfit", "POST", place, {"words": "you are a stupid bitch"})
    town.mina.fails(422, "comment_unfit", "POST", place, {"words": "병신"})
    town.mina.ok("POST", place, {"words": "You killed it! 죽여준다 ㅋㅋ"}, 201)
    town.jun.ok("PUT", f"/productions/{film}/commenting", {"commenting": "closed"})
    town.mina.fails(409, "comments_closed", "POST", place, {"words": "One more"})
    assert len(town.mina.ok("GET", place)["comments"]) == 1
    town.mina.fails(404, "production_unknown", "PUT", f"/productions/{film}/commenting", {"commenting": "open"})


def test_who_may_not_see_says_nothing(town: Town) -> None:
    film = town.film(town.jun, "jun", audience="friends")
    for method, path, body in (
        ("PUT", "like", None),
        ("POST", "comments", {"words": "Hello"}),
        ("GET", "comments", None),
        ("GET", "captions", None),
    ):
        town.ren.fails(404, "production_unknown", method, f"/productions/{film}/{path}", body)
    town.ren.fails(404, "production_unknown", "GET", f"/releases/{film}")
    assert town.feed(town.ren) == [] and town.feed(town.ida) == [film]


def test_a_block_takes_words_and_likes_away(town: Town) -> None:
    jun, mina, ida = town.jun, town.mina, town.ida
    mine, theirs = town.film(jun, "jun"), town.film(ida, "ida")
    mina.ok("PUT", f"/productions/{mine}/like", status=204)
    mina.ok("POST", f"/productions/{mine}/comments", {"words": "Hello"}, 201)
    mina.ok("PUT", f"/productions/{theirs}/like", status=204)
    mina.ok("POST", f"/productions/{theirs}/comments", {"words": "Hello"}, 201)
    jun.ok("PUT", "/me/blocked/mina", status=204)
    assert jun.ok("GET", f"/releases/{mine}")["likes"] == 0
    assert ida.ok("GET", f"/productions/{mine}/comments")["comments"] == []  # nobody reads it any longer
    assert jun.ok("GET", f"/productions/{theirs}/comments")["comments"] == []  # the blocker does not
    assert (jun.ok("GET", f"/releases/{theirs}")["likes"], jun.ok("GET", f"/releases/{theirs}")["comments"]) == (0, 0)
    assert len(ida.ok("GET", f"/productions/{theirs}/comments")["comments"]) == 1
    assert town.feed(mina) == [theirs]


def test_everything_goes_with_its_film(town: Town) -> None:
    town.allows(town.mina, "anyone")
    film = town.film(town.jun, "jun", "mina", audience="anyone", prompt="me and @mina on Mars")
    link = town.jun.ok("PUT", f"/productions/{film}/share", {})["url"].rpartition("/")[2]
    town.ida.ok("PUT", f"/productions/{film}/like", status=204)
    town.ida.ok("POST", f"/productions/{film}/comments", {"words": "Hello"}, 201)
    nobody = town.house.person("nobody")
    assert nobody.ok("GET", f"/shared/{link}")["seconds"] > 0
    town.mina.confirms()
    town.mina.ok("DELETE", "/me/cameo")
    nobody.fails(410, "share_over", "GET", f"/shared/{link}")
    nobody.fails(410, "share_over", "GET", f"/shared/{link}/film")

    def left(unit: Unit) -> tuple[object, ...]:
        id = ProductionId(film)
        said = [unit.responses.under(id, who.ok("GET", "/me")["id"], Page(limit=9)) for who in (town.ida, town.jun)]
        return (*said, unit.share_links.all(production=id), unit.made.all(production=id))

    assert town.house.society.store.read(left) == ([], [], [], [])


def test_whoever_leaves_takes_their_words_along(town: Town) -> None:
    film = town.film(town.jun, "jun")
    town.mina.ok("PUT", f"/productions/{film}/like", status=204)
    town.mina.ok("POST", f"/productions/{film}/comments", {"words": "Hello"}, 201)
    town.mina.confirms()
    town.mina.ok("DELETE", "/me/cameo")
    release = town.jun.ok("GET", f"/releases/{film}")
    assert (release["likes"], release["comments"]) == (0, 0)


def test_a_link_shows_the_film_to_anyone_and_tells_nothing_else(town: Town) -> None:
    grant = town.allows(town.mina, "anyone")
    film = town.film(town.jun, "jun", "mina", audience="anyone", prompt="me and @mina on Mars")
    town.mina.fails(404, "production_unknown", "PUT", f"/productions/{film}/share", {})
    made = town.jun.ok("PUT", f"/productions/{film}/share", {"days": 7})
    assert town.jun.ok("GET", f"/productions/{film}/share")["link"] == made
    link, nobody = made["url"].rpartition("/")[2], town.house.person("nobody")
    assert set(nobody.ok("GET", f"/shared/{link}")) == {"width", "height", "seconds", "expires_at"}
    part = nobody.asks("GET", f"/shared/{link}/film", headers={"Range": "bytes=0-99"})
    assert (part.status_code, part.content) == (206, FILM[:100])
    assert nobody.asks("GET", f"/shared/{link}/poster").content == b"\x89PNG"
    words = nobody.asks("GET", f"/shared/{link}/captions").text
    assert "Hello &lt;Mars&gt;" in words and "jun" not in words
    assert "<v jun>Hello" in town.ida.asks("GET", f"/productions/{film}/captions").text
    nobody.fails(404, "share_unknown", "GET", f"/shared/{link[:-2]}AA")
    again = town.jun.ok("PUT", f"/productions/{film}/share", {})["url"].rpartition("/")[2]
    nobody.fails(410, "share_over", "GET", f"/shared/{link}")
    town.jun.ok("DELETE", f"/productions/{film}/share", status=204)
    nobody.fails(410, "share_over", "GET", f"/shared/{again}")
    last = town.jun.ok("PUT", f"/productions/{film}/share", {})["url"].rpartition("/")[2]
    town.house.society.clock.advance(days=31)
    nobody.fails(410, "share_over", "GET", f"/shared/{last}")
    town.house.society.clock.advance(days=-31)
    nobody.ok("GET", f"/shared/{last}")
    town.mina.ok("POST", f"/me/cameo/grants/{grant}/revoke")
    nobody.fails(410, "share_over", "GET", f"/shared/{last}")


def test_what_is_not_for_anyone_has_no_link(town: Town) -> None:
    town.allows(town.mina, "server")
    film = town.film(town.jun, "jun", "mina", audience="server", prompt="me and @mina on Mars")
    told = town.jun.fails(409, "not_for_anyone", "PUT", f"/productions/{film}/share", {})
    assert told["fields"]["audience"] == "server"


def test_feeds_and_pages_of_people(town: Town) -> None:
    town.allows(town.mina, "server")
    first, second = town.film(town.jun, "jun"), town.film(town.ren, "ren")
    third = town.film(town.jun, "jun", "mina", prompt="me and @mina on Mars")
    assert set(town.feed(town.ida)) == {first, second, third}
    assert set(town.feed(town.ida, "?circle=following")) == {first, third}
    walked, after = [], None
    while True:
        page = town.ida.ok("GET", "/releases?limit=1" + (f"&after={after}" if after else ""))
        walked += [release["id"] for release in page["releases"]]
        after = page["after"]
        if after is None:
            break
    assert sorted(walked) == sorted([first, second, third])
    assert set(town.feed_of(town.ida, "jun")) == {first, third}
    assert town.feed_of(town.ida, "mina", "cast") == [third]
    page = town.ida.ok("GET", "/people/jun/page")
    assert (page["followers"], page["following"], page["me"], page["person"]["i_follow"]) == (2, 2, False, True)
    assert page["cameo"] == {"standing": "verified", "allows": [], "asked": False}
    assert town.ren.ok("GET", "/people/jun/page")["cameo"] is None
    (allowed,) = town.jun.ok("GET", "/people/mina/page")["cameo"]["allows"]
    assert (allowed["to"], allowed["terms"]["audience"]) == ("friends", "server")


def test_a_comment_is_reported_and_taken_away(town: Town) -> None:
    film = town.film(town.jun, "jun")
    said = town.mina.ok("POST", f"/productions/{film}/comments", {"words": "Buy my things"}, 201)["id"]
    town.mina.fails(422, "report_of_oneself", "POST", f"/comments/{said}/report", {"wrong": "other"})
    report = town.ren.ok("POST", f"/comments/{said}/report", {"wrong": "deception"}, 201)
    assert (report["target"], report["release"]) == ("comment", None)
    admin = town.house.person("keeper").signs_up()
    keeper = admin.ok("GET", "/me")["id"]

    def appoint(unit: Unit) -> None:
        found = unit.accounts.get(keeper)
        assert found is not None
        unit.accounts.save(replace(found, office=Office.REVIEWER))

    town.house.society.does(appoint)
    (case,) = admin.ok("GET", "/desk/reports")
    assert case["comment"] == "Buy my things" and case["reported"] == "mina"
    admin.confirms()
    admin.fails(409, "ruling_unfit", "POST", f"/desk/reports/{case['id']}/decide", {"ruling": "withdraw_release"})
    admin.ok("POST", f"/desk/reports/{case['id']}/decide", {"ruling": "remove_comment"})
    assert town.jun.ok("GET", f"/productions/{film}/comments")["comments"] == []


def test_invites_are_listed_until_they_end(town: Town) -> None:
    made = town.jun.ok("POST", "/me/invites", {"uses": 2, "days": 3}, 201)
    (listed,) = town.jun.ok("GET", "/me/invites")
    assert (listed["id"], listed["uses_left"]) == (made["id"], 2) and "code" not in listed
    assert town.mina.ok("GET", "/me/invites") == []
    town.jun.ok("DELETE", f"/me/invites/{made['id']}", status=204)
    assert town.jun.ok("GET", "/me/invites") == []
