"""Signing in by an account of another server that lies, and by answers that were stolen, repeated or made up."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from tests.journeys.test_api import Guest, House
from tests.other_server import (
    CLIENT,
    SECRET,
    Lies,
    OtherServer,
    running,
    signed_by_another,
    signed_with_public_key,
    unsigned,
)
from tests.visitors import ORIGIN
from walkon.domain.elsewhere_errors import ElsewhereAway, ElsewhereUnfit
from walkon.domain.invites import SignUp
from walkon.elsewhere.discovery import Discovery
from walkon.elsewhere.provider import Client, OpenIdProvider
from walkon.ports.elsewhere import CALLBACK
from walkon.vault.people import PersonHashes

COOKIE = "__Host-walkon_visit"


class Town:
    """A house whose people may come in by an account of the other server."""

    def __init__(self, house: House, other: OtherServer) -> None:
        self.house, self.other = house, other
        client = Client(issuer=other.issuer, id=CLIENT, secret=SECRET, address=f"{ORIGIN}{CALLBACK}")
        self.discovery = Discovery(other.issuer)
        there = OpenIdProvider("Elsewhere", client, self.discovery, PersonHashes(house.vault.keys))
        house.app.state.service = replace(house.app.state.service, elsewhere=there)

    def begins(self, guest: Guest, back: str = "/") -> str:
        """Gives where the browser is to go."""
        found = guest.asks("GET", f"/sign-in/elsewhere?{urlencode({'back': back, 'device': 'phone'})}")
        assert found.status_code == 200, found.text
        assert found.json()["name"] == "Elsewhere"
        return str(found.json()["address"])

    def comes_back(self, guest: Guest, place: str) -> Response:
        """As a browser does that was sent here from elsewhere: without the session's cookie, which is `Strict`."""
        browser = TestClient(self.house.app, base_url=ORIGIN)
        visit = guest.browser.cookies.get(COOKIE)
        if visit is not None:
            browser.cookies.set(COOKIE, visit, domain="walkon.example", path="/")
        answer = browser.get(place)
        for name in (COOKIE, "walkon_session"):
            set_now = browser.cookies.get(name)
            if f'{name}=""' in str(answer.headers.get_list("set-cookie")):
                guest.browser.cookies.delete(name)
            elif set_now is not None and set_now != guest.browser.cookies.get(name):
                guest.browser.cookies.set(name, set_now, domain="walkon.example", path="/")
        return answer

    def goes_in(self, guest: Guest, subject: str) -> Response:
        """The whole way there and back."""
        return self.comes_back(guest, self.other.goes(self.begins(guest), subject))

    def signs_up(self, name: str, subject: str, **more: object) -> Guest:
        guest = self.house.person(name)
        assert leads_to(self.goes_in(guest, subject)) == "/?elsewhere=new"
        done = guest.ok("POST", "/sign-up/elsewhere", {"handle": name, **more}, 201)
        guest.codes = done["recovery_codes"]
        return guest

    def confirms(self, guest: Guest, subject: str) -> Response:
        address = guest.ok("POST", "/confirm/elsewhere", {"back": "/me"})["address"]
        return self.comes_back(guest, self.other.goes(address, subject))


def leads_to(answer: Response) -> str:
    """Where the page that somebody comes back to leads on to."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    return answer.text.partition("url=")[2].partition('"')[0]


def refused(answer: Response, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert "set-cookie" not in answer.headers


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    house = House(tmp_path)
    with running(house.society.clock) as other:
        yield Town(house, other)
    house.society.close()


def test_up_and_in_and_what_is_kept(town: Town) -> None:
    mina = town.signs_up("mina", "subject-1234567")
    assert mina.ok("GET", "/me")["handle"] == "mina"
    assert len(mina.codes) == 10
    assert mina.browser.cookies.get(COOKIE) is None
    mina.ok("POST", "/sign-out", status=204)
    assert leads_to(town.goes_in(mina, "subject-1234567")) == "/?elsewhere=signed_in"
    assert mina.ok("GET", "/me")["handle"] == "mina"
    assert [s["device"] for s in mina.ok("GET", "/me/sessions")] == ["phone"]
    town.house.society.engine.dispose()
    kept = b"".join(path.read_bytes() for path in town.house.folder.rglob("*") if path.is_file())
    for said in (b"subject-1234567", b"not.to.be.kept", b"Not To Be Kept", town.other.issuer.encode()):
        assert said not in kept


def test_the_cookie_comes_back_from_elsewhere_and_is_out_of_reach_of_scripts(town: Town) -> None:
    found = town.house.person("mina").asks("GET", "/sign-in/elsewhere")
    cookie = {part.strip().lower() for part in found.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= cookie
    assert not any(part.startswith("domain") for part in cookie)


def test_another_account_elsewhere_is_somebody_else(town: Town) -> None:
    town.signs_up("mina", "one")
    other = town.house.person("other")
    assert leads_to(town.goes_in(other, "two")) == "/?elsewhere=new"
    other.fails(401, "not_signed_in", "GET", "/me")
    other.fails(409, "handle_taken", "POST", "/sign-up/elsewhere", {"handle": "mina"})
    other.ok("POST", "/sign-up/elsewhere", {"handle": "jun"}, 201)  # a handle that was taken costs nothing
    other.fails(422, "ceremony_over", "POST", "/sign-up/elsewhere", {"handle": "again"})


def test_by_invite(tmp_path: Path) -> None:
    house = House(tmp_path, SignUp.BY_INVITE)
    with running(house.society.clock) as other:
        town = Town(house, other)
        mina = house.person("mina").signs_up()
        code = mina.ok("POST", "/me/invites", {}, 201)["code"]
        jun = house.person("jun")
        assert leads_to(town.goes_in(jun, "jun")) == "/?elsewhere=new"
        jun.fails(403, "invite_needed", "POST", "/sign-up/elsewhere", {"handle": "jun"})
        jun.ok("POST", "/sign-up/elsewhere", {"handle": "jun", "invite": code}, 201)
        ida = house.person("ida")
        town.goes_in(ida, "ida")
        ida.fails(403, "invite_refused", "POST", "/sign-up/elsewhere", {"handle": "ida", "invite": code})
    house.society.close()


LYING: dict[str, Lies] = {
    "another visit's nonce": Lies(claims={"nonce": "x" * 43}),
    "no nonce": Lies(claims={"nonce": None}),
    "for another client": Lies(claims={"aud": "somebody"}),
    "for others besides": Lies(claims={"aud": [CLIENT, "somebody"]}),
    "for nobody": Lies(claims={"aud": []}),
    "no audience": Lies(claims={"aud": None}),
    "another party": Lies(claims={"azp": "somebody"}),
    "another issuer": Lies(claims={"iss": "https://accounts.example"}),
    "no issuer": Lies(claims={"iss": None}),
    "expired": Lies(claims={"exp": 1_000_000_000}),
    "no end": Lies(claims={"exp": None}),
    "an end that is no number": Lies(claims={"exp": "9999999999"}),
    "never ends": Lies(claims={"exp": float("inf")}),
    "old": Lies(claims={"iat": 1_000_000_000}),
    "from the future": Lies(claims={"iat": 9_999_999_999}),
    "not yet": Lies(claims={"nbf": 9_999_999_999}),
    "of nobody": Lies(claims={"sub": None}),
    "of an empty name": Lies(claims={"sub": ""}),
    "of a number": Lies(claims={"sub": 7}),
    "of a long name": Lies(claims={"sub": "x" * 256}),
    "unsigned": Lies(sign=unsigned),
    "signed with what everybody has": Lies(sign=signed_with_public_key),
    "signed by another key": Lies(sign=signed_by_another),
    "a key nobody published": Lies(header={"kid": "unknown"}),
    "an access token": Lies(header={"typ": "at+jwt"}),
    "something critical": Lies(header={"crit": ["exp"], "exp": 9_999_999_999}),
    "a payload as it is": Lies(header={"b64": False}),
    "another algorithm": Lies(header={"alg": "RS256"}),
    "an algorithm nobody knows": Lies(header={"alg": ["ES256"]}),
    "no token": Lies(token={"no": "token"}),
    "half a token": Lies(token="e30.e30"),  # noqa: S106  no secret
    "long": Lies(token="x" * 20_000),
}


@pytest.mark.parametrize("lie", LYING)
def test_a_server_that_lies(town: Town, lie: str) -> None:
    """Nobody comes in by it, and the same person can try again and comes in by the truth."""
    town.other.lies = LYING[lie]
    guest = town.house.person("mina")
    refused(town.goes_in(guest, "mina"), 401, "elsewhere_refused")
    guest.fails(401, "not_signed_in", "GET", "/me")
    guest.fails(422, "ceremony_over", "POST", "/sign-up/elsewhere", {"handle": "mina"})
    town.other.lies = Lies()
    assert leads_to(town.goes_in(guest, "mina")) == "/?elsewhere=new"


@pytest.mark.parametrize(
    "lies",
    [
        Lies(status=500),
        Lies(status=302),
        Lies(answer=b"not json"),
        Lies(answer=b'{"id_token": "' + b"x" * 300_000 + b'"}'),
        Lies(answer=b"[1]"),
    ],
    ids=["broken", "leads on", "no json", "too much", "a list"],
)
def test_a_server_that_answers_badly(town: Town, lies: Lies) -> None:
    town.other.lies = lies
    guest = town.house.person("mina")
    answer = town.goes_in(guest, "mina")
    assert answer.json()["code"] in ("elsewhere_away", "elsewhere_refused")
    assert answer.status_code in (401, 503)
    assert town.other.asked.count("/keys") == 0  # where it leads on to is not gone to


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://accounts.example"},
        {"token_endpoint": "http://accounts.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://user:secret@accounts.example/"},
        {"token_endpoint": None},
    ],
)
def test_a_server_that_describes_itself_badly(town: Town, described: dict[str, object]) -> None:
    town.other.lies = Lies(discovery=described)
    refused(town.house.person("mina").asks("GET", "/sign-in/elsewhere"), 503, "elsewhere_away")


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    house = House(tmp_path)
    with running(house.society.clock) as other:
        town = Town(house, other)
    refused(house.person("mina").asks("GET", "/sign-in/elsewhere"), 503, "elsewhere_away")
    refused(
        house.person("mina").asks("GET", f"{CALLBACK.removeprefix('/api/v1')}?code=x&state=y"), 422, "ceremony_over"
    )
    house.app.state.service = replace(house.app.state.service, elsewhere=None)
    refused(house.person("mina").asks("GET", "/sign-in/elsewhere"), 404, "elsewhere_off")
    assert town
    house.society.close()


def test_a_server_that_does_not_answer_is_left_alone_for_a_while() -> None:
    """And what it said is remembered for an hour."""
    time, asked, answers = [0.0], [0], [False]
    document = {
        "issuer": "https://a.example",
        "authorization_endpoint": "https://a.example/1",
        "token_endpoint": "https://a.example/2",
        "jwks_uri": "https://a.example/3",
    }

    def fetch(_where: str) -> dict[str, Any]:
        asked[0] += 1
        if not answers[0]:
            raise ElsewhereAway
        return document

    found = Discovery("https://a.example", fetch, lambda: time[0])
    for _ in range(3):
        with pytest.raises(ElsewhereAway):
            found.described()
    assert asked == [1]
    answers[0], time[0] = True, 9.9
    with pytest.raises(ElsewhereAway):
        found.described()
    for moment, count in ((10.0, 2), (3609.9, 2), (3610.0, 3)):
        time[0] = moment
        assert found.described().token == "https://a.example/2"  # noqa: S105  an address
        assert asked == [count]


@pytest.mark.parametrize("header", [{"x5c": ["A" * 2000]}, {"pi.atm": "7"}, {"typ": None}, {"kid": None}])
def test_what_a_server_may_say_besides(town: Town, header: dict[str, object]) -> None:
    town.other.lies = Lies(header=header, claims={"aud": [CLIENT], "azp": CLIENT, "at_hash": "x", "groups": ["a"]})
    assert leads_to(town.goes_in(town.house.person("mina"), "mina")) == "/?elsewhere=new"


def test_a_token_without_a_key_s_name_and_two_keys(town: Town) -> None:
    """Which one is meant nobody can say."""
    town.other.published.append(town.other.new_key().as_dict(private=False))
    town.other.lies = Lies(header={"kid": None})
    refused(town.goes_in(town.house.person("mina"), "mina"), 401, "elsewhere_refused")


def test_a_secret_the_other_server_does_not_know(town: Town) -> None:
    client = Client(issuer=town.other.issuer, id=CLIENT, secret="wrong", address=f"{ORIGIN}{CALLBACK}")  # noqa: S106
    there = OpenIdProvider("Elsewhere", client, town.discovery, PersonHashes(town.house.vault.keys))
    town.house.app.state.service = replace(town.house.app.state.service, elsewhere=there)
    refused(town.goes_in(town.house.person("mina"), "mina"), 503, "elsewhere_away")


def test_keys_that_change(town: Town) -> None:
    """A new key is fetched once; a key that was withdrawn opens nothing after that."""
    mina = town.signs_up("mina", "mina")
    assert town.other.asked.count("/keys") == 1
    town.goes_in(mina, "mina")
    assert town.other.asked.count("/keys") == 1
    old = town.other.key
    town.other.rotate()
    assert leads_to(town.goes_in(mina, "mina")) == "/?elsewhere=signed_in"
    assert town.other.asked.count("/keys") == 2
    assert town.other.asked.count("/.well-known/openid-configuration") == 1
    town.other.key = old
    refused(town.goes_in(mina, "mina"), 401, "elsewhere_refused")
    assert town.other.asked.count("/keys") == 3


class TestStolenAndRepeated:
    """Answers that belong to another browser, another visit, or were used."""

    def test_in_another_browser(self, town: Town) -> None:
        mina, thief = town.house.person("mina"), town.house.person("thief")
        place = town.other.goes(town.begins(mina), "mina")
        refused(town.comes_back(thief, place), 422, "ceremony_over")
        town.begins(thief)
        refused(town.comes_back(thief, place), 422, "ceremony_over")
        assert leads_to(town.comes_back(mina, place)) == "/?elsewhere=new"  # theirs is untouched

    def test_somebody_is_not_signed_in_to_another_s_account(self, town: Town) -> None:
        """The attacker's own answer, brought to a victim's browser."""
        town.signs_up("attacker", "attacker")
        attacker, victim = town.house.person("a"), town.house.person("v")
        place = town.other.goes(town.begins(attacker), "attacker")
        town.begins(victim)
        refused(town.comes_back(victim, place), 422, "ceremony_over")
        state = parse_qs(urlsplit(town.begins(victim)).query)["state"][0]
        code = parse_qs(urlsplit(place).query)["code"][0]
        mixed = f"{ORIGIN}{CALLBACK}?{urlencode({'code': code, 'state': state})}"
        refused(town.comes_back(victim, mixed), 401, "elsewhere_refused")  # the code belongs to another verifier
        town.other.lies = Lies(codes_again=True)

    def test_a_second_time(self, town: Town) -> None:
        town.other.lies = Lies(codes_again=True)
        town.signs_up("mina", "mina")
        again = town.house.person("again")
        place = town.other.goes(town.begins(again), "mina")
        visit = again.browser.cookies.get(COOKIE)
        assert leads_to(town.comes_back(again, place)) == "/?elsewhere=signed_in"
        again.browser.cookies.set(COOKIE, str(visit), domain="walkon.example", path="/")
        refused(town.comes_back(again, place), 422, "ceremony_over")

    def test_a_code_twice(self, town: Town) -> None:
        """Even if the other server takes it twice, the nonce is another visit's."""
        town.other.lies = Lies(codes_again=True)
        mina = town.signs_up("mina", "mina")
        first = town.other.goes(town.begins(mina), "mina")
        code = parse_qs(urlsplit(first).query)["code"][0]
        assert leads_to(town.comes_back(mina, first)) == "/?elsewhere=signed_in"
        state = parse_qs(urlsplit(town.begins(mina)).query)["state"][0]
        refused(
            town.comes_back(mina, f"{ORIGIN}{CALLBACK}?{urlencode({'code': code, 'state': state})}"),
            401,
            "elsewhere_refused",
        )

    def test_too_late(self, town: Town) -> None:
        mina = town.house.person("mina")
        place = town.other.goes(town.begins(mina), "mina")
        town.house.society.clock.advance(minutes=10)
        refused(town.comes_back(mina, place), 422, "ceremony_over")
        town.goes_in(mina, "mina")
        town.house.society.clock.advance(minutes=10)
        mina.fails(422, "ceremony_over", "POST", "/sign-up/elsewhere", {"handle": "mina"})

    def test_an_answer_of_another_server(self, town: Town) -> None:
        """Mix-up: what names itself otherwise is refused, and so is silence where names were promised."""
        mina = town.house.person("mina")
        place = town.other.goes(town.begins(mina), "mina", iss="https://accounts.example")
        refused(town.comes_back(mina, place), 401, "elsewhere_refused")
        place = town.other.goes(town.begins(mina), "mina", iss=town.other.issuer)
        assert leads_to(town.comes_back(mina, place)) == "/?elsewhere=new"

    def test_a_server_that_promised_its_name(self, town: Town) -> None:
        town.other.lies = Lies(discovery={"authorization_response_iss_parameter_supported": True})
        refused(town.goes_in(town.house.person("mina"), "mina"), 401, "elsewhere_refused")

    def test_a_no(self, town: Town) -> None:
        mina = town.house.person("mina")
        state = parse_qs(urlsplit(town.begins(mina)).query)["state"][0]
        said = urlencode({"error": "access_denied", "error_description": "<script>", "state": state})
        refused(town.comes_back(mina, f"{ORIGIN}{CALLBACK}?{said}"), 422, "elsewhere_declined")

    @pytest.mark.parametrize("state", ["", "x", "\ud800", "é" * 43, None])
    def test_nonsense(self, town: Town, state: str | None) -> None:
        mina = town.house.person("mina")
        town.begins(mina)
        said = urlencode({"code": "x"} | ({} if state is None else {"state": state}), errors="surrogatepass")
        refused(town.comes_back(mina, f"{ORIGIN}{CALLBACK}?{said}"), 422, "ceremony_over")


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\/evil.example", "/%0d%0aX: y\r\n", "evil", "",
     "/api/v1/sign-in/elsewhere", "javascript:alert(1)", "/ evil", "/\tx", "/<script>", '/"x'],
)  # fmt: skip
def test_nowhere_else(town: Town, back: str) -> None:
    guest = town.house.person("mina")
    answer = guest.asks("GET", f"/sign-in/elsewhere?{urlencode({'back': back})}")
    refused(answer, 422, "bad_return")


def test_the_way_back(town: Town) -> None:
    mina = town.house.person("mina")
    place = town.other.goes(town.begins(mina, "/films/7?tab=cast&x=it's"), "mina")
    assert leads_to(town.comes_back(mina, place)) == "/films/7?tab=cast&amp;x=it&#x27;s&amp;elsewhere=new"


class TestTies:
    """An account elsewhere beside passkeys."""

    def test_tie_use_and_untie(self, town: Town) -> None:
        mina = town.house.person("mina").signs_up()
        town.house.society.clock.advance(minutes=6)
        mina.fails(403, "confirm_first", "POST", "/me/elsewhere", {})
        mina.confirms()
        address = mina.ok("POST", "/me/elsewhere", {"back": "/me"})["address"]
        assert leads_to(town.comes_back(mina, town.other.goes(address, "mina"))) == "/me?elsewhere=tied"
        (tied,) = mina.ok("GET", "/me/elsewhere")
        assert mina.ok("GET", "/notices")["notices"][0]["event"] == "security"
        again = town.house.person("again")
        assert leads_to(town.goes_in(again, "mina")) == "/?elsewhere=signed_in"
        assert again.ok("GET", "/me")["handle"] == "mina"
        again.fails(403, "confirm_first", "DELETE", f"/me/elsewhere/{tied['id']}")
        jun = town.house.person("jun").signs_up()
        jun.fails(404, "not_found", "DELETE", f"/me/elsewhere/{tied['id']}")
        town.house.society.clock.advance(minutes=1)
        mina.ok("DELETE", f"/me/elsewhere/{tied['id']}", status=204)
        assert mina.ok("GET", "/me/elsewhere") == []
        assert leads_to(town.goes_in(again, "mina")) == "/?elsewhere=new"

    def test_one_person_elsewhere_is_one_account_here(self, town: Town) -> None:
        town.signs_up("mina", "one")
        jun = town.house.person("jun").signs_up()
        address = jun.ok("POST", "/me/elsewhere", {})["address"]
        refused(town.comes_back(jun, town.other.goes(address, "one")), 409, "elsewhere_known")
        assert jun.ok("GET", "/me/elsewhere") == []

    def test_a_session_that_ended_ties_nothing(self, town: Town) -> None:
        mina = town.house.person("mina").signs_up()
        place = town.other.goes(mina.ok("POST", "/me/elsewhere", {})["address"], "mina")
        mina.ok("POST", "/sign-out", status=204)
        refused(town.comes_back(mina, place), 401, "not_signed_in")
        assert leads_to(town.goes_in(mina, "mina")) == "/?elsewhere=new"

    def test_the_last_way_in_stays(self, town: Town) -> None:
        mina = town.signs_up("mina", "mina")
        assert leads_to(town.confirms(mina, "mina")) == "/me?elsewhere=confirmed"
        (tied,) = mina.ok("GET", "/me/elsewhere")

        def spend_all(unit: Any) -> None:
            for code in unit.recovery_codes.all():
                unit.recovery_codes.save(replace(code, used_at=town.house.society.clock.now()))

        town.house.society.does(spend_all)
        mina.fails(422, "last_way_in", "DELETE", f"/me/elsewhere/{tied['id']}")
        mina.ok("POST", "/me/recovery-codes", status=201)
        mina.ok("DELETE", f"/me/elsewhere/{tied['id']}", status=204)

    def test_no_token_ties(self, town: Town) -> None:
        mina = town.house.person("mina").signs_up()
        token = mina.ok("POST", "/me/tokens", {"name": "t", "scopes": ["read"]}, 201)["text"]
        program = town.house.person("program")
        program.browser.headers["Authorization"] = f"Bearer {token}"
        for method, path in (("POST", "/me/elsewhere"), ("POST", "/confirm/elsewhere"), ("GET", "/me/elsewhere")):
            program.fails(403, "not_by_token", method, path, None if method == "GET" else {})


class TestConfirming:
    """Signing in elsewhere is not enough for what cannot be taken back."""

    def test_it_takes_signing_in_there_anew(self, town: Town) -> None:
        mina = town.signs_up("mina", "mina").has_a_cameo()
        mina.fails(403, "confirm_first", "DELETE", "/me/cameo")
        town.house.society.clock.advance(minutes=30)
        town.goes_in(mina, "mina")
        mina.fails(403, "confirm_first", "DELETE", "/me/cameo")
        assert leads_to(town.confirms(mina, "mina")) == "/me?elsewhere=confirmed"
        begun = mina.ok("POST", "/me/passkeys/begin")
        answer = mina.device.make(begun["options"])
        mina.ok("POST", "/me/passkeys", {"ceremony": begun["ceremony"], "answer": answer, "device": "new"}, 201)
        mina.ok("DELETE", "/me/cameo")
        mina.fails(403, "confirm_first", "POST", "/confirm/elsewhere", {})  # a passkey confirms from now on
        mina.confirms()

    def test_they_are_asked_to_sign_in_there(self, town: Town) -> None:
        mina = town.signs_up("mina", "mina")
        address = mina.ok("POST", "/confirm/elsewhere", {})["address"]
        asked = parse_qs(urlsplit(address).query)
        assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])

    @pytest.mark.parametrize(
        "claims",
        [{"auth_time": None}, {"auth_time": 1_000_000_000}, {"auth_time": 9_999_999_999}, {"auth_time": True}],
        ids=["unsaid", "long ago", "to come", "no number"],
    )
    def test_a_server_that_did_not_ask(self, town: Town, claims: dict[str, object]) -> None:
        mina = town.signs_up("mina", "mina")
        town.other.lies = Lies(claims=claims)
        refused(town.confirms(mina, "mina"), 401, "elsewhere_refused")
        mina.fails(403, "confirm_first", "POST", "/me/recovery-codes")

    def test_somebody_else_there_confirms_nothing(self, town: Town) -> None:
        mina = town.signs_up("mina", "mina")
        town.signs_up("jun", "jun")
        for subject in ("jun", "nobody"):
            refused(town.confirms(mina, subject), 401, "elsewhere_refused")
        mina.fails(403, "confirm_first", "POST", "/me/recovery-codes")

    def test_a_passkey_added_meanwhile_wins(self, town: Town) -> None:
        mina = town.signs_up("mina", "mina")
        town.confirms(mina, "mina")
        place = town.other.goes(mina.ok("POST", "/confirm/elsewhere", {})["address"], "mina")
        begun = mina.ok("POST", "/me/passkeys/begin")
        answer = mina.device.make(begun["options"])
        mina.ok("POST", "/me/passkeys", {"ceremony": begun["ceremony"], "answer": answer, "device": "new"}, 201)
        refused(town.comes_back(mina, place), 403, "confirm_first")


@pytest.mark.parametrize(
    "issuer", ["http://accounts.example", "accounts.example", "https://a.example?x=1", "ftp://a.example", ""]
)
def test_an_issuer_that_does_not_fit(issuer: str) -> None:
    client = Client(issuer=issuer, id=CLIENT, secret=None, address="x")
    with pytest.raises(ElsewhereUnfit):
        OpenIdProvider("", client, Discovery(issuer), lambda _issuer, _subject: pytest.fail(secrets.token_hex(1)))
