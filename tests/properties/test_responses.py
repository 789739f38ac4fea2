"""What may be written under a release, and who takes it away again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.society import USE
from walkon.domain.asking import MessageTooLong
from walkon.domain.errors import WalkonError
from walkon.domain.grants import Audience
from walkon.domain.ids import AccountId, CameoId, CommentId, ProductionId, ShareId
from walkon.domain.production import Commenting, Production, State
from walkon.domain.responses import (
    LONGEST_COMMENT,
    CommentEmpty,
    CommentsClosed,
    may_remove,
    tidy,
    written,
)
from walkon.domain.share_links import MOST_DAYS, NoSuchShare, NotForAnyone, ShareDays, opens, shared

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWNER, AUTHOR, STRANGER = (AccountId(letter * 32) for letter in "abc")
SHOWN, ASKED, OTHER = (CameoId(letter * 32) for letter in "def")
RELEASE = Production(
    id=ProductionId("0" * 32),
    owner=OWNER,
    prompt="",
    cast=(SHOWN,),
    asked_too=(ASKED,),
    use=replace(USE, audience=Audience.ANYONE),
    state=State.RELEASED,
    created_at=NOON,
    changed_at=NOON,
)
COMMENT = CommentId("1" * 32)


@given(st.text())
def test_tidying_is_done_once_and_leaves_nothing_hidden(text: str) -> None:
    words = tidy(text)
    assert tidy(words) == words == words.strip()
    assert "\n\n\n" not in words and "\u202e" not in words
    assert all(line == " ".join(line.split()) for line in words.split("\n"))


@given(st.text(max_size=2 * LONGEST_COMMENT))
def test_a_comment_says_what_was_written_or_is_refused(text: str) -> None:
    try:
        said = written(COMMENT, RELEASE, AUTHOR, text, NOON)
    except WalkonError as error:
        assert tidy(text) == "" if isinstance(error, CommentEmpty) else tidy(text)
    else:
        assert said.words == tidy(text) and 0 < len(said.words) <= LONGEST_COMMENT


@given(st.text(min_size=1))
def test_closed_is_closed_for_any_words(text: str) -> None:
    with pytest.raises(CommentsClosed):
        written(COMMENT, replace(RELEASE, commenting=Commenting.CLOSED), AUTHOR, text, NOON)


def test_the_longest_comment() -> None:
    assert len(written(COMMENT, RELEASE, AUTHOR, "o " * (LONGEST_COMMENT // 2), NOON).words) == LONGEST_COMMENT - 1
    with pytest.raises(MessageTooLong):
        written(COMMENT, RELEASE, AUTHOR, "o" * (LONGEST_COMMENT + 1), NOON)


@pytest.mark.parametrize(
    ("who", "cameo", "may"),
    [
        (AUTHOR, None, True),
        (OWNER, None, True),
        (STRANGER, SHOWN, True),
        (STRANGER, ASKED, True),
        (STRANGER, OTHER, False),
        (STRANGER, None, False),
    ],
)
def test_who_takes_a_comment_away(who: AccountId, cameo: CameoId | None, may: bool) -> None:
    assert may_remove(written(COMMENT, RELEASE, AUTHOR, "Hello", NOON), RELEASE, who, cameo) is may


@given(audience=st.sampled_from(Audience), state=st.sampled_from(State), days=st.integers(-5, 120))
def test_only_what_is_released_for_anyone_has_a_link(audience: Audience, state: State, days: int) -> None:
    release = replace(RELEASE, state=state, use=replace(USE, audience=audience))
    try:
        link = shared(ShareId("2" * 32), release, days, NOON)
    except ShareDays:
        assert not 1 <= days <= MOST_DAYS
    except NotForAnyone:
        assert audience is not Audience.ANYONE or state is not State.RELEASED
    else:
        assert (audience, state) == (Audience.ANYONE, State.RELEASED) and 1 <= days <= MOST_DAYS
        assert opens(link, release, NOON) == release


@given(
    hours=st.integers(0, 24 * 60),
    state=st.sampled_from(State),
    audience=st.sampled_from(Audience),
)
def test_a_link_ends_with_its_time_and_its_release(hours: int, state: State, audience: Audience) -> None:
    link = shared(ShareId("2" * 32), RELEASE, 30, NOON)
    now = NOON + timedelta(hours=hours)
    after = replace(RELEASE, state=state, use=replace(USE, audience=audience))
    try:
        assert opens(link, after, now) == after
    except NoSuchShare:
        assert hours >= 30 * 24 or state is not State.RELEASED or audience is not Audience.ANYONE
    else:
        assert hours < 30 * 24 and (state, audience) == (State.RELEASED, Audience.ANYONE)
    for missing in (opens_without_link, opens_without_release):
        with pytest.raises(NoSuchShare):
            missing(now)


def opens_without_link(now: datetime) -> Production:
    return opens(None, RELEASE, now)


def opens_without_release(now: datetime) -> Production:
    return opens(shared(ShareId("2" * 32), RELEASE, 30, NOON), None, now)
