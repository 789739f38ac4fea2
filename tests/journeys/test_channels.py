"""Being told by push and mail: from registering to what arrives, at real endpoints on loopback."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.journeys.test_api import Guest, House
from tests.listening import eventually
from tests.mailboxes import Browser, MailBox, PushService, base64url, mail_server, push_service, vouched
from tests.society import Society
from tests.visitors import ORIGIN
from walkon.actions import deliver as delivering
from walkon.domain.delivering import FIRST, UNTIL, Delivery
from walkon.domain.letters import INBOX, RULES
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.pushing import MOST, Around
from walkon.notify.mail import MailServer, SmtpMails, Tls
from walkon.notify.postman import bring
from walkon.notify.push import WebPush
from walkon.ports.reaching import Reach
from walkon.ports.store import Unit
from walkon.store.database import SqlStore
from walkon.vault.push_key import PushKey
from walkon.vault.small import SmallSeals

CONTACT = "mailto:keeper@walkon.example"


@dataclass
class Post:
    """A server that pushes and mails, and where it arrives."""

    house: House
    reach: Reach
    box: MailBox
    service: PushService

    @property
    def society(self) -> Society:
        return self.house.society

    def tell(self, guest: Guest, event: Event, by: Guest | None = None) -> None:
        """One notice."""
        account, other = self.account(guest), None if by is None else self.account(by).id
        notice = Notice(account=account.id, event=event, at=self.society.clock.now(), by=other)
        self.society.does(lambda unit: unit.notices.tell(notice))

    def account(self, guest: Guest) -> Account:
        found = self.society.store.read(lambda unit: unit.accounts.get(guest.ok("GET", "/me")["id"]))
        assert found is not None
        return found

    def owed(self, guest: Guest) -> list[Delivery]:
        who = self.account(guest).id
        return list(self.society.store.read(lambda unit: unit.deliveries.to(who)))

    def round(self) -> int:
        """Whatever is due is tried once."""
        now = self.society.clock.now()
        claimed = delivering.claim_due(self.society.store, 100, now)
        for one in claimed:
            delivering.deliver(self.society.store, self.reach, one, now)
        return len(claimed)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with mail_server() as box, push_service() as service:
        house = House(tmp_path)
        society = house.society
        sender = MailServer(tls=Tls.NONE, host="127.0.0.1", port=box.port, sender="walkon@walkon.example")
        reach = Reach(
            seals=SmallSeals(house.vault.keys),
            origin=ORIGIN,
            pushes=WebPush(PushKey(tmp_path, house.vault.keys).private(), CONTACT, Around.ANYWHERE),
            mails=SmtpMails(sender, society.clock),
        )
        society.store = SqlStore(society.engine, lambda _connection: society.bench, offered=reach.offered)
        house.app.state.service = replace(house.app.state.service, store=society.store, reach=reach)
        yield Post(house=house, reach=reach, box=box, service=service)
        society.close()


def code_in(body: str) -> str:
    found = re.search(r"^ {4}(\S+)\s*$", body, re.M)
    assert found is not None
    return found[1]


def takes_mail(post: Post, guest: Guest, address: str) -> None:
    """Registers an address and confirms it."""
    number = len(post.box.received)
    guest.ok("PUT", "/me/mail", {"address": address}, 202)
    code = code_in(post.box.mail(number).get_content())
    guest.ok("POST", "/me/mail/confirm", {"code": code.lower()}, 204)


def test_a_push_is_read_by_its_browser_alone_and_vouched_for(post: Post) -> None:
    mina, jun = post.house.person("mina").signs_up(), post.house.person("jun").signs_up()
    key = mina.ok("GET", "/me/push-key")["key"]
    browser, other = Browser(post.service), Browser(post.service)
    made = mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    assert made["here"]
    mina.ok("PATCH", "/me", {"language": "ko"})
    post.tell(mina, Event.ASKED, by=jun)
    assert post.round() == 1
    path, headers, body = post.service.push()
    assert path == browser.path
    assert (headers["content-encoding"], headers["urgency"]) == ("aes128gcm", "high")
    assert int(headers["ttl"]) == UNTIL.total_seconds()
    claims = vouched(headers["authorization"], key)
    assert (claims["aud"], claims["sub"]) == (browser.origin, CONTACT)
    assert 0 < claims["exp"] - time.time() <= 24 * 3600
    told = browser.reads(body)
    assert (told["event"], told["link"], told["language"]) == ("asked", ORIGIN + INBOX, "ko")
    assert "카메오" in told["body"]
    assert not {"jun", "mina"} & set(re.findall(r"\w+", str(told)))
    with pytest.raises(Exception, match="ecryption"):
        other.reads(body)
    assert post.owed(mina) == []
    post.tell(mina, Event.FOLLOWED)  # nobody wanted this pushed
    assert post.round() == 0


def test_pushes_are_of_one_length(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    for event in (Event.ASKED, Event.CAST, Event.RELEASED, Event.SECURITY):
        post.tell(mina, event)
    assert post.round() == 4
    assert len({len(body) for _, _, body in post.service.received}) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(post: Post, status: int) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.service.status = status
    post.tell(mina, Event.CAST)
    post.tell(mina, Event.ASKED)
    post.round()
    assert mina.ok("GET", "/me/push-subscriptions") == []
    assert post.owed(mina) == []


def test_trouble_is_tried_again_when_the_other_side_says_and_comes_to_an_end(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.tell(mina, Event.CAST)
    post.service.status = 503
    assert post.round() == 1
    assert post.round() == 0  # not at once
    post.society.clock.advance(seconds=FIRST.total_seconds())
    post.service.status, post.service.headers = 429, {"Retry-After": "600"}
    assert post.round() == 1
    post.society.clock.advance(seconds=599)
    assert post.round() == 0
    post.society.clock.advance(seconds=1)
    post.service.status = 201
    assert post.round() == 1
    assert int(post.service.push(2)[1]["ttl"]) == UNTIL.total_seconds() - 610
    post.tell(mina, Event.CAST)
    post.service.status, post.service.headers = 500, {}
    tried = 0
    while post.owed(mina):
        tried += post.round()
        post.society.clock.advance(minutes=30)
        assert tried < 50
    assert tried > 20
    post.service.status = 201
    assert post.round() == 0
    assert len(mina.ok("GET", "/me/push-subscriptions")) == 1  # trouble is no reason to forget


def test_what_is_refused_is_dropped_and_the_browser_stays(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.tell(mina, Event.CAST)
    post.service.status = 413
    assert post.round() == 1
    assert post.owed(mina) == []
    assert len(mina.ok("GET", "/me/push-subscriptions")) == 1


def test_what_was_read_in_the_meantime_is_not_sent(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.tell(mina, Event.CAST)
    mina.ok("POST", "/notices/read", {"id": 1}, 204)
    assert post.round() == 1
    assert (post.service.received, post.owed(mina)) == ([], [])


def test_who_signs_out_in_a_browser_is_not_told_there(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.tell(mina, Event.CAST)
    account = post.account(mina).id
    mina.ok("POST", "/sign-out", status=204)
    assert post.round() == 1
    assert post.service.received == []
    assert post.society.store.read(lambda unit: unit.pushes.all(account=account)) == []


def test_a_browser_belongs_to_whoever_registered_it_last(post: Post) -> None:
    mina, jun = post.house.person("mina").signs_up(), post.house.person("jun").signs_up()
    browser = Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    his = jun.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    again = jun.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    assert his["id"] != again["id"]
    assert mina.ok("GET", "/me/push-subscriptions") == []
    post.tell(mina, Event.CAST)
    assert post.round() == 0
    mina.fails(404, "push_place_unknown", "DELETE", f"/me/push-subscriptions/{again['id']}")
    jun.ok("DELETE", f"/me/push-subscriptions/{again['id']}", status=204)
    jun.fails(404, "push_place_unknown", "DELETE", f"/me/push-subscriptions/{again['id']}")


def test_what_is_no_browser_is_refused(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    good = browser.subscription()
    off_curve = base64url(b"\x04" + bytes(64))
    for bad in (
        good | {"keys": good["keys"] | {"p256dh": off_curve}},
        good | {"keys": good["keys"] | {"p256dh": "AAAA"}},
        good | {"keys": good["keys"] | {"auth": "AAAA"}},
        good | {"keys": good["keys"] | {"auth": "?"}},
    ):
        mina.fails(422, "bad_push_place", "POST", "/me/push-subscriptions", bad)
    for _ in range(MOST):
        mina.ok("POST", "/me/push-subscriptions", Browser(post.service).subscription(), 201)
    mina.fails(429, "too_many_push_places", "POST", "/me/push-subscriptions", good)


def test_places_within_this_network_are_refused_or_get_nothing(post: Post) -> None:
    strict = WebPush(ec.generate_private_key(ec.SECP256R1()), CONTACT)
    service = post.house.app.state.service
    post.house.app.state.service = replace(service, reach=replace(post.reach, pushes=strict))
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.fails(422, "bad_push_place", "POST", "/me/push-subscriptions", browser.subscription())
    inside = browser.subscription() | {"endpoint": "https://localhost/push"}
    mina.ok("POST", "/me/push-subscriptions", inside, 201)  # a name may change; it is looked at when something is sent
    post.tell(mina, Event.CAST)
    post.reach = replace(post.reach, pushes=strict)
    assert post.round() == 1
    assert (post.service.received, post.owed(mina)) == ([], [])


def test_mail_is_sent_once_the_code_was_typed(post: Post) -> None:
    mina, jun = post.house.person("mina").signs_up(), post.house.person("jun").signs_up()
    assert mina.ok("GET", "/me/mail") == {"state": "none", "address": None}
    mina.ok("PUT", "/me/notice-rules", [{"event": "cast", "channel": "mail", "wanted": True}], 204)
    asked = mina.ok("PUT", "/me/mail", {"address": " mina@example.org "}, 202)
    assert asked == {"state": "asked", "address": "mina@example.org"}
    post.tell(mina, Event.CAST, by=jun)
    assert post.round() == 0  # not before
    code = code_in(post.box.mail().get_content())
    assert post.box.mail()["List-Unsubscribe"] is None
    mina.fails(403, "mail_code_refused", "POST", "/me/mail/confirm", {"code": "AAAAA-AAAAA-AAAAA-AAAAA"})
    jun.fails(403, "mail_code_refused", "POST", "/me/mail/confirm", {"code": code})
    mina.ok("POST", "/me/mail/confirm", {"code": code}, 204)
    assert mina.ok("GET", "/me/mail")["state"] == "confirmed"

    post.tell(mina, Event.CAST, by=jun)
    assert post.round() == 1
    mail = post.box.mail(1)
    assert (mail["To"], post.box.to[1]) == ("mina@example.org", "mina@example.org")
    assert mail["List-Unsubscribe"] == f"<{ORIGIN}{RULES}>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "en")
    assert ORIGIN + INBOX in mail.get_content()
    assert ORIGIN + RULES in mail.get_content()
    words = set(re.findall(r"\w+", mail["Subject"] + mail.get_content()))
    assert not words & {"jun", "mina"}

    mina.ok("PATCH", "/me", {"language": "ko"})
    post.tell(mina, Event.CAST)
    post.tell(mina, Event.FOLLOWED)
    post.round()
    korean = post.box.mail(2)
    assert "영상" in korean["Subject"]
    assert "받지 않으려면" in korean.get_content()
    assert korean["Message-ID"] != mail["Message-ID"]
    assert len(post.box.received) == 3

    mina.ok("DELETE", "/me/mail", status=204)
    post.tell(mina, Event.CAST)
    assert post.round() == 0
    assert mina.ok("GET", "/me/mail") == {"state": "none", "address": None}


def test_codes_are_tried_a_few_times_and_mailed_a_few_times(post: Post) -> None:
    mina = post.house.person("mina").signs_up()
    mina.fails(422, "bad_mail_address", "PUT", "/me/mail", {"address": "mina@localhost"})
    mina.ok("PUT", "/me/mail", {"address": "mina@example.org"}, 202)
    code = code_in(post.box.mail().get_content())
    for _ in range(5):
        mina.fails(403, "mail_code_refused", "POST", "/me/mail/confirm", {"code": "wrong"})
    mina.fails(403, "mail_code_refused", "POST", "/me/mail/confirm", {"code": code})
    mina.fails(429, "too_many_mail_codes", "PUT", "/me/mail", {"address": "other@example.org"})
    for _ in range(4):
        mina.ok("DELETE", "/me/mail", status=204)
        post.society.clock.advance(minutes=2)
        mina.ok("PUT", "/me/mail", {"address": "mina@example.org"}, 202)
    post.society.clock.advance(hours=1)
    mina.fails(429, "too_many_mail_codes", "PUT", "/me/mail", {"address": "mina@example.org"})
    late = code_in(post.box.mail(4).get_content())
    mina.fails(403, "mail_code_refused", "POST", "/me/mail/confirm", {"code": late})
    assert len(post.box.received) == 5


def test_a_mail_server_that_will_not(post: Post) -> None:
    mina = post.house.person("mina").signs_up()
    takes_mail(post, mina, "mina@example.org")
    mina.ok("PUT", "/me/notice-rules", [{"event": "cast", "channel": "mail", "wanted": True}], 204)
    post.tell(mina, Event.CAST)
    post.box.says = "451 later"
    assert post.round() == 1
    assert len(post.owed(mina)) == 1
    post.society.clock.advance(seconds=FIRST.total_seconds())
    post.box.says = "550 nobody here"
    assert post.round() == 1
    assert post.owed(mina) == []
    post.box.says = ""
    post.society.clock.advance(minutes=5)
    post.box.says = "451 later"
    mina.fails(503, "mail_away", "PUT", "/me/mail", {"address": "mina@example.org"})


def test_addresses_and_places_lie_sealed(post: Post, tmp_path: Path) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    takes_mail(post, mina, "mina.kim@example.org")
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            found = path.read_bytes()
            assert b"mina.kim" not in found
            assert browser.path.encode() not in found


def test_programs_and_the_suspended(post: Post) -> None:
    mina = post.house.person("mina").signs_up()
    token = mina.ok("POST", "/me/tokens", {"name": "script", "scopes": ["read", "cameo", "answer"]}, 201)["text"]
    script = post.house.person("mina")
    script.browser.headers["Authorization"] = f"Bearer {token}"
    for method, path in (("GET", "/me/mail"), ("GET", "/me/push-subscriptions"), ("DELETE", "/me/mail")):
        script.fails(403, "not_by_token", method, path)
    script.fails(403, "not_by_token", "PUT", "/me/mail", {"address": "a@example.org"})
    account = replace(post.account(mina), suspended_at=post.society.clock.now())
    post.society.does(lambda unit: unit.accounts.save(account))
    mina.fails(403, "account_suspended", "PUT", "/me/mail", {"address": "a@example.org"})
    mina.ok("DELETE", "/me/mail", status=204)


def test_what_a_server_lacks_is_not_there(tmp_path: Path) -> None:
    house = House(tmp_path)
    mina = house.person("mina").signs_up()
    mina.fails(404, "channel_absent", "GET", "/me/push-key")
    mina.fails(404, "channel_absent", "PUT", "/me/mail", {"address": "mina@example.org"})
    rules = mina.ok("GET", "/me/notice-rules")
    assert {rule["channel"]: rule["available"] for rule in rules} == {"inbox": True, "push": False, "mail": False}
    house.society.close()


def test_rules_say_what_is_available_and_come_back_as_they_went(post: Post) -> None:
    mina = post.house.person("mina").signs_up()
    rules: list[dict[str, Any]] = mina.ok("GET", "/me/notice-rules")
    assert all(rule["available"] for rule in rules)
    for rule in rules:
        rule["wanted"] = rule["channel"] == "inbox" or not rule["wanted"]
    mina.ok("PUT", "/me/notice-rules", rules, 204)
    assert mina.ok("GET", "/me/notice-rules") == rules


@contextmanager
def postmen(post: Post, count: int) -> Iterator[None]:
    """Several at once, as several processes would be."""
    stop = threading.Event()
    store = post.society.store
    args = (store, post.reach, post.society.clock, stop)
    threads = [threading.Thread(target=bring, args=args, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
            assert not thread.is_alive()


def test_several_postmen_bring_everything_once(post: Post) -> None:
    mina = post.house.person("mina").signs_up()
    browsers = [Browser(post.service) for _ in range(3)]
    for browser in browsers:
        mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    who = post.account(mina).id
    with postmen(post, 3):

        def many(unit: Unit) -> None:
            for _ in range(10):
                unit.notices.tell(Notice(account=who, event=Event.CAST, at=post.society.clock.now()))

        post.society.does(many)
        eventually(lambda: not post.owed(mina))
    paths = [path for path, _, _ in post.service.received]
    assert sorted(paths) == sorted(browser.path for browser in browsers for _ in range(10))


def test_who_dies_over_a_delivery_is_taken_over_from(post: Post) -> None:
    mina, browser = post.house.person("mina").signs_up(), Browser(post.service)
    mina.ok("POST", "/me/push-subscriptions", browser.subscription(), 201)
    post.tell(mina, Event.CAST)
    now = post.society.clock.now()
    (dead,) = delivering.claim_due(post.society.store, 1, now)
    post.society.clock.advance(minutes=3)
    assert post.round() == 1
    assert len(post.service.received) == 1
    delivering.deliver(post.society.store, post.reach, dead, now + timedelta(minutes=4))  # it was only slow
    assert len(post.service.received) == 1
