"""Laws of productions, requests, visibility and notices."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.society import TERMS, USE
from tests.world import NOON
from walkon.domain.asking import (
    AFTER_A_NO,
    LIFETIME,
    LONGEST_MESSAGE,
    AccessRequest,
    Answer,
    AskedAlready,
    AskLater,
    BadTerms,
    MessageTooLong,
    MoreThanAsked,
    NotOpen,
    accept,
    ask,
    decline,
    no_wider,
    take_back,
)
from walkon.domain.capture import Language
from walkon.domain.consent import WAITING, Denial, Denied, Gate
from walkon.domain.grants import Approval, Audience, Kind, Person, Purpose, Stage, Terms, Where
from walkon.domain.ids import AccountId, CameoId, GrantId, Handle, ProductionId, RequestId
from walkon.domain.notices import Channel, Event, channels
from walkon.domain.people import (
    Account,
    Between,
    NobodyThere,
    Office,
    Tie,
    Visibility,
    YouBlockedThem,
    sees_cameo,
    sees_profile,
    with_tie,
)
from walkon.domain.production import (
    ENDED,
    FINAL,
    PATIENCE,
    SHOWN,
    UNDER_WAY,
    WAITS,
    NotNow,
    Production,
    State,
    after_denial,
    moved,
    over,
    stopped,
)


def production(state: State, **more: Any) -> Production:
    made = Production(
        id=ProductionId("p"),
        owner=AccountId("me"),
        prompt="me on Mars",
        cast=(CameoId("c"),),
        use=USE,
        state=state,
        created_at=NOON,
        changed_at=NOON,
    )
    return replace(made, **more)


def onward(state: State) -> set[State]:
    found = set()
    for to in State:
        try:
            found.add(moved(production(state), to, NOON).state)
        except NotNow:
            continue
    return found


class TestProductions:
    def test_what_has_ended_stays_ended(self) -> None:
        for state in State:
            assert (state in ENDED) == (not onward(state))

    def test_everything_can_end_and_be_reached(self) -> None:
        reached, todo = set(), [State.DRAFT]
        while todo:
            state = todo.pop()
            if state not in reached:
                reached.add(state)
                todo += onward(state)
        assert reached == set(State)
        for state in State:
            seen, todo = set(), [state]
            while todo:
                here = todo.pop()
                if here not in seen:
                    seen.add(here)
                    todo += onward(here)
            assert seen & ENDED

    def test_nothing_is_shown_to_others_without_having_been_reviewed(self) -> None:
        assert [state for state in State if State.RELEASED in onward(state)] == [State.READY, State.HIDDEN]
        assert [state for state in State if State.HIDDEN in onward(state)] == [State.RELEASED]  # was shown before
        assert State.READY not in onward(State.WAITING_FOR_REVIEWER)
        before = {state for state in State if State.READY in onward(state)}
        assert before == {State.REVIEWING, State.WAITING_FOR_FINAL_APPROVALS}

    @pytest.mark.parametrize("state", State)
    def test_a_no_ends_it_at_any_time(self, state: State) -> None:
        after = stopped(production(state), NOON + timedelta(1), ("refused",))
        assert after.state in ENDED
        assert (after.state is State.WITHDRAWN) == (state in (*SHOWN, State.WITHDRAWN))
        assert (after == production(state)) == (state in ENDED)

    def test_every_time_a_worker_is_asked_has_its_number(self) -> None:
        drawn = moved(production(State.SCREENED), State.STORYBOARD, NOON)
        again = moved(moved(drawn, State.WAITING_FOR_CONSENT, NOON), State.STORYBOARD, NOON)
        rendered = moved(again, State.RENDERING, NOON)
        assert [p.attempt for p in (drawn, again, rendered)] == [1, 2, 3]

    @pytest.mark.parametrize("state", State)
    def test_only_what_waits_expires(self, state: State) -> None:
        late = over(production(state), NOON + timedelta(days=365))
        assert late == (state in WAITS | {State.DRAFT, State.SCREENED})
        if late:
            assert State.EXPIRED in onward(state)
        if state in WAITS:
            assert not over(production(state), NOON + PATIENCE - timedelta(microseconds=1))
            assert over(production(state), NOON + PATIENCE)

    @given(st.sets(st.sampled_from(Denial), min_size=1), st.sampled_from(Gate))
    def test_a_denial_leads_to_whoever_can_heal_it(self, reasons: set[Denial], gate: Gate) -> None:
        to = after_denial(Denied(reasons={CameoId("c"): tuple(reasons)}), gate)
        if reasons & FINAL:
            assert to is State.REFUSED
        elif reasons <= WAITING:
            assert to in (State.WAITING_FOR_APPROVALS, State.WAITING_FOR_FINAL_APPROVALS)
        else:
            assert to is State.WAITING_FOR_CONSENT

    def test_what_is_under_way_can_be_cancelled(self) -> None:
        assert all(State.CANCELLED in onward(state) for state in UNDER_WAY)


ASKED = AccessRequest(
    id=RequestId("r"),
    cameo=CameoId("c"),
    owner=AccountId("mina"),
    requester=AccountId("me"),
    terms=TERMS,
    message="",
    asked_at=NOON,
)
SOME_TERMS = st.builds(
    Terms,
    kinds=st.frozensets(st.sampled_from(Kind)),
    forbidden=st.frozensets(st.sampled_from(Kind), max_size=2),
    purposes=st.frozensets(st.sampled_from(Purpose)),
    audience=st.sampled_from(Audience),
    where=st.frozensets(st.sampled_from(Where)),
    engines=st.none() | st.frozensets(st.sampled_from(["stage", "far"])),
    approval=st.sampled_from(Approval),
    stages=st.frozensets(st.sampled_from(Stage)),
    videos=st.none() | st.integers(-1, 3),
    expires_at=st.none() | st.integers(-2, 2).map(lambda days: NOON + timedelta(days=days)),
)


class TestRequests:
    @given(SOME_TERMS, SOME_TERMS, SOME_TERMS)
    def test_no_wider_is_an_order(self, a: Terms, b: Terms, c: Terms) -> None:
        assert no_wider(a, a)
        if no_wider(a, b) and no_wider(b, c):
            assert no_wider(a, c)

    @given(SOME_TERMS, SOME_TERMS)
    def test_a_yes_is_never_more_than_was_asked_for(self, asked: Terms, given: Terms) -> None:
        try:
            closed, grant = accept(replace(ASKED, terms=asked), given, GrantId("g"), NOON)
        except (MoreThanAsked, BadTerms):
            return
        assert no_wider(grant, asked)
        assert {field.name: getattr(grant, field.name) for field in fields(Terms)} == {
            field.name: getattr(given, field.name) for field in fields(Terms)
        }
        assert (grant.cameo, grant.grantee, grant.given_at) == (ASKED.cameo, Person(account=ASKED.requester), NOON)
        assert (closed.answer, closed.grant, closed.open(NOON)) == (Answer.GRANTED, grant.id, False)

    @pytest.mark.parametrize(
        "spoilt",
        [
            {"kinds": frozenset()},
            {"kinds": frozenset({Kind.HORROR}), "forbidden": frozenset({Kind.HORROR})},
            {"purposes": frozenset()},
            {"where": frozenset()},
            {"engines": frozenset()},
            {"videos": 0},
            {"expires_at": NOON},
            {"approval": Approval.FIRST_TIME, "stages": frozenset()},
        ],
    )
    def test_terms_that_allow_nothing_are_refused(self, spoilt: dict[str, Any]) -> None:
        terms = replace(TERMS, **spoilt)
        with pytest.raises(BadTerms):
            ask(replace(ASKED, terms=terms), [])
        with pytest.raises((BadTerms, MoreThanAsked)):
            accept(ASKED, terms, GrantId("g"), NOON)

    def test_one_at_a_time_and_a_pause_after_a_no(self) -> None:
        with pytest.raises(AskedAlready):
            ask(ASKED, [ASKED])
        later = replace(ASKED, asked_at=NOON + LIFETIME)
        assert ask(later, [ASKED]) == later
        refused = decline(ASKED, NOON)
        soon = replace(ASKED, asked_at=NOON + AFTER_A_NO - timedelta(seconds=1))
        with pytest.raises(AskLater):
            ask(soon, [refused])
        assert ask(replace(ASKED, asked_at=NOON + AFTER_A_NO), [refused])
        assert ask(replace(ASKED, asked_at=NOON), [take_back(ASKED, NOON)])
        with pytest.raises(MessageTooLong):
            ask(replace(ASKED, message="a" * (LONGEST_MESSAGE + 1)), [])

    @pytest.mark.parametrize("when", [NOON + LIFETIME, NOON + LIFETIME + timedelta(days=1)])
    def test_what_is_over_is_answered_by_nobody(self, when: Any) -> None:
        for deed in (decline, take_back):
            with pytest.raises(NotOpen):
                deed(ASKED, when)
            with pytest.raises(NotOpen):
                deed(decline(ASKED, NOON), NOON)
        with pytest.raises(NotOpen):
            accept(ASKED, replace(TERMS, expires_at=None), GrantId("g"), when)


def account(name: str, **more: Any) -> Account:
    made = Account(id=AccountId(name), handle=Handle.parse(name), joined_at=NOON, language=Language.ENGLISH)
    return replace(made, **more)


TIES = st.frozensets(st.sampled_from(Tie))
BETWEEN = st.builds(Between, mine=TIES, theirs=TIES)
OWNERS = st.builds(
    lambda minor, profile, gone: account("mina", minor=minor, profile=profile, suspended_at=NOON if gone else None),
    st.booleans(),
    st.sampled_from(Visibility),
    st.booleans(),
)
VIEWERS = st.sampled_from([account("me"), account("me", suspended_at=NOON), None])


class TestVisibility:
    @given(VIEWERS, OWNERS, BETWEEN, st.sampled_from(Visibility), st.booleans())
    def test_who_sees_a_cameo(
        self, viewer: Account | None, owner: Account, between: Between, shown_to: Visibility, granted: bool
    ) -> None:
        if not sees_cameo(viewer, owner, between, shown_to, granted):
            return
        assert viewer is not None and viewer.active
        assert sees_profile(viewer, owner, between)
        assert not owner.minor and owner.active and not between.apart
        assert granted or shown_to is Visibility.MEMBERS or (shown_to is Visibility.FRIENDS and between.friends)

    @given(OWNERS, BETWEEN, st.sampled_from(Visibility))
    def test_everybody_sees_themself(self, owner: Account, between: Between, shown_to: Visibility) -> None:
        if owner.active:
            assert sees_profile(owner, owner, between)
            assert sees_cameo(owner, owner, between, shown_to, granted=False)

    @given(OWNERS, BETWEEN)
    def test_a_block_hides_from_everybody_but_the_staff(self, owner: Account, between: Between) -> None:
        if between.apart:
            assert not sees_profile(account("me"), owner, between)
        assert sees_profile(account("rev", office=Office.REVIEWER), owner, between)

    @given(BETWEEN)
    def test_following_somebody(self, between: Between) -> None:
        try:
            mine = with_tie(between, Tie.FOLLOWS, Handle("mina"))
        except YouBlockedThem:
            assert Tie.BLOCKS in between.mine
        except NobodyThere:
            assert Tie.BLOCKS in between.theirs
        else:
            assert mine == between.mine | {Tie.FOLLOWS} and not between.apart
        assert with_tie(between, Tie.BLOCKS, Handle("mina")) == {Tie.BLOCKS}


class TestNotices:
    @given(
        st.sampled_from(Event),
        st.dictionaries(st.tuples(st.sampled_from(Event), st.sampled_from(Channel)), st.booleans()),
    )
    def test_the_inbox_cannot_be_turned_off(self, event: Event, rules: dict[tuple[Event, Channel], bool]) -> None:
        found = channels(event, rules)
        assert Channel.INBOX in found
        for channel in (Channel.PUSH, Channel.MAIL):
            if (event, channel) in rules:
                assert (channel in found) == rules[event, channel]

    def test_mail_is_only_for_who_asks_for_it(self) -> None:
        assert not any(Channel.MAIL in channels(event, {}) for event in Event)
        assert Channel.PUSH in channels(Event.ASKED, {}) and Channel.PUSH not in channels(Event.FOLLOWED, {})
