"""Laws of what is owed by push and mail, and of confirming an address."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain import mailing
from walkon.domain.capture import Language
from walkon.domain.delivering import (
    FIRST,
    LONGEST,
    UNTIL,
    Arrived,
    Delivery,
    DeliveryId,
    Gone,
    Later,
    Turned,
    claimed,
    owed,
    settled,
)
from walkon.domain.errors import BadInput
from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.letters import code_letter, notice_letter, push_text, sentence
from walkon.domain.mailing import CODES, DAY, LASTS, PAUSE, TRIES, BadMailAddress, MailAddress, TooManyMailCodes
from walkon.domain.notices import Channel, Event, Notice, channels
from walkon.domain.pushing import Around, BadPushPlace, PushId, push_place

MINA = AccountId("mina")
RULES = st.dictionaries(st.tuples(st.sampled_from(Event), st.sampled_from(Channel)), st.booleans(), max_size=5)
OFFERED = st.frozensets(st.sampled_from([Channel.PUSH, Channel.MAIL]))
PUSHES = st.lists(st.sampled_from("abcd").map(PushId), max_size=4, unique=True)
DELIVERY = Delivery(
    id=DeliveryId("d"),
    account=MINA,
    notice=NoticeId(1),
    channel=Channel.MAIL,
    push=None,
    filed_at=NOON,
    due_at=NOON,
)
POINT = "B" + "A" * 86  # base64url of 65 bytes that begin with 4
AUTH = "A" * 22


@given(st.sampled_from(Event), RULES, PUSHES, st.booleans(), OFFERED)
def test_what_is_owed_is_what_was_chosen_and_is_offered(
    event: Event,
    rules: dict[tuple[Event, Channel], bool],
    pushes: list[PushId],
    mail: bool,
    offered: frozenset[Channel],
) -> None:
    ids = (str(number) for number in itertools.count())
    notice = Notice(account=MINA, event=event, at=NOON)
    found = owed(notice, NoticeId(7), rules, pushes, mail=mail, offered=offered, draw=lambda: next(ids))
    ways = channels(event, rules) & offered
    assert {one.push for one in found if one.channel is Channel.PUSH} == (
        set(pushes) if Channel.PUSH in ways else set()
    )
    assert [one.push for one in found if one.channel is Channel.MAIL] == (
        [None] if mail and Channel.MAIL in ways else []
    )
    assert len({one.id for one in found}) == len(found)
    assert all((one.account, one.notice, one.tries, one.claim) == (MINA, 7, 0, None) for one in found)


@given(st.sampled_from([Arrived(), Gone(), Turned()]), st.integers(1, 30))
def test_an_end_is_an_end(outcome: Arrived | Gone | Turned, tries: int) -> None:
    assert settled(replace(DELIVERY, tries=tries), outcome, NOON) is None


@given(st.none() | st.integers(0, 10**6))
def test_trouble_is_tried_again_less_and_less_and_not_for_ever(asked: int | None) -> None:
    left: Delivery | None = DELIVERY
    now, waits = NOON, []
    while left is not None:
        assert now < NOON + UNTIL
        trying = claimed(left, "me", now)
        assert (trying.tries, trying.claim) == (left.tries + 1, "me")
        assert trying.due_at > now
        left = settled(trying, Later(wait=None if asked is None else timedelta(seconds=asked)), now)
        if left is not None:
            assert left.claim is None
            waits.append(left.due_at - now)
            now = left.due_at
    assert waits == sorted(waits)
    assert waits[0] >= FIRST
    assert waits[-1] == LONGEST
    assert 20 <= len(waits) <= 40


@given(st.text(max_size=30), st.integers(0, 59))
def test_a_code_confirms_in_its_time_and_within_its_tries(nonsense: str, minutes: int) -> None:
    record, code = mailing.ask(None, MINA, b"sealed", bytes(range(13)), NOON)
    now = NOON + timedelta(minutes=minutes)
    for _ in range(TRIES - 1):
        record = mailing.confirm(record, nonsense, now)
        assert record.confirmed_at is None
    last = mailing.confirm(record, code.lower().replace("-", " "), now)
    assert (last.confirmed_at is not None) == (now < NOON + LASTS)
    spent = mailing.confirm(record, nonsense, now)
    assert mailing.confirm(spent, code, now).confirmed_at is None


def test_an_old_code_is_no_good_for_a_new_address() -> None:
    record, old = mailing.ask(None, MINA, b"one", bytes(13), NOON)
    record, new = mailing.ask(record, MINA, b"other", bytes(range(13)), NOON + PAUSE)
    assert mailing.confirm(record, old, NOON + PAUSE).confirmed_at is None
    assert mailing.confirm(record, new, NOON + PAUSE).confirmed_at is not None


@given(st.lists(st.integers(0, 3 * 24 * 3600), max_size=40).map(sorted))
def test_codes_are_mailed_sparingly_whatever_is_removed_in_between(times: list[int]) -> None:
    known: MailAddress | None = None
    sent = []
    for number, seconds in enumerate(times):
        now = NOON + timedelta(seconds=seconds)
        try:
            known, _ = mailing.ask(known, MINA, b"sealed", bytes(range(13)), now)
            sent.append(now)
        except TooManyMailCodes:
            assert known is not None
        if number % 2 and known is not None:
            known = mailing.removed(known)
    for at in sent:
        within = [other for other in sent if at - DAY < other <= at]
        assert len(within) <= CODES
    assert all(later - earlier >= PAUSE for earlier, later in itertools.pairwise(sent))


@pytest.mark.parametrize("good", ["mina@example.org", " a.b+c@sub.example.co ", "x@xn--bcher-kva.example"])
def test_addresses(good: str) -> None:
    assert mailing.address(good) == good.strip()


@pytest.mark.parametrize(
    "bad", ["", "@", "mina", "mina@localhost", "a b@example.org", "a@example.org\nBcc: b@example.org", "a@@example.org",
            "a..b@example.org", ".a@example.org", "a.@example.org", "a@-x.org", "ä@example.org", "a" * 250 + "@example.org",
            "<a@example.org>", '"a b"@example.org', "a@[127.0.0.1]"],
)  # fmt: skip
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(BadMailAddress):
        mailing.address(bad)


@pytest.mark.parametrize("good", ["https://push.example/x", "https://push.example:443/x?y=z"])
def test_push_places(good: str) -> None:
    place = push_place(good, POINT + "==", AUTH, Around.WORLD)
    assert (place.endpoint, len(place.key), len(place.auth)) == (good, 65, 16)


@pytest.mark.parametrize(
    "bad",
    ["", "push.example", "http://push.example/x", "https:///x", "https://push.example:8443/x", "https://a@push.example/x",
     "https://push.example/x#y", "https://push.example/ x", "https://push.example:x/", "ftp://push.example/x",
     "https://push.example/\r\nX: y", "https://p\u00fcsh.example/", "https://push.example/" + "x" * 2000],
)  # fmt: skip
def test_what_is_no_push_place(bad: str) -> None:
    with pytest.raises(BadPushPlace):
        push_place(bad, POINT, AUTH, Around.WORLD)


@given(st.text(max_size=100), st.text(max_size=40))
def test_keys_that_are_none(key: str, auth: str) -> None:
    try:
        place = push_place("https://push.example/x", key, auth, Around.WORLD)
    except BadInput:
        return
    assert (len(place.key), place.key[0], len(place.auth)) == (65, 4, 16)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("event", Event)
def test_every_event_has_words_of_its_own_in_both_languages(event: Event, language: Language) -> None:
    others = {sentence(other, language) for other in Event if other is not event}
    said = sentence(event, language)
    assert said not in others
    assert any("가" <= letter <= "힣" for letter in said) == (language is Language.KOREAN)
    letter = notice_letter(event, language, "https://walkon.example")
    assert said in letter.body
    assert str(letter.unsubscribe) in letter.body.split("-- ")[1]
    text = push_text(event, language, "https://walkon.example")
    assert said.encode() in text
    assert len(text) < 500
    code = code_letter("ABCDE", language, "https://walkon.example")
    assert "ABCDE" in code.body
    assert code.unsubscribe is None
