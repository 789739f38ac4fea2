"""Laws of answers that are more than a yes or a no: the narrowest permission, and a change that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.test_consent import ME, MINA, asked, shown
from tests.properties.test_society_rules import onward, production
from tests.world import NOON
from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong, granted, no_wider
from walkon.domain.consent import Allowed, Denied, Gate, Question, decide
from walkon.domain.errors import WalkonError
from walkon.domain.grants import Approval, Audience, Grant, Kind, Person, Purpose, Stage, Where
from walkon.domain.ids import GrantId
from walkon.domain.narrowest import Lasting, narrowest
from walkon.domain.production import ASKS_PEOPLE, ENDED, WAITS, WRITABLE, NotNow, Production, State, Use, rewritten
from walkon.domain.wishes import NothingSaid, words

USES = st.builds(
    Use,
    purpose=st.sampled_from(Purpose),
    audience=st.sampled_from(Audience),
    engine=st.sampled_from(["stage", "far"]),
    where=st.sampled_from(Where),
)
KINDS = st.frozensets(st.sampled_from(Kind), min_size=1)
LASTING, APPROVAL, GATES = st.sampled_from(Lasting), st.sampled_from(Approval), st.sampled_from(Gate)


def film(use: Use, kinds: frozenset[Kind]) -> Production:
    return replace(production(State.WAITING_FOR_CONSENT), use=use, kinds=kinds)


def given_for(made: Production, lasting: Lasting, approval: Approval) -> Grant:
    terms = narrowest(made, lasting, approval)
    return granted(terms, GrantId("g"), shown(MINA).cameo, Person(account=ME), NOON)


def about(made: Production, gate: Gate, **more: Any) -> Question:
    facts = {"purpose": made.use.purpose, "audience": made.use.audience, "engine": made.use.engine}
    viewer = {"viewer": MINA} if gate is Gate.VIEW else {}
    return asked(**{"gate": gate, "kinds": made.kinds, "where": made.use.where, "answers": {}} | facts | viewer | more)


class TestNarrowest:
    @given(USES, KINDS, LASTING, APPROVAL, GATES)
    def test_it_covers_the_production_it_is_for(
        self, use: Use, kinds: frozenset[Kind], lasting: Lasting, approval: Approval, gate: Gate
    ) -> None:
        made = film(use, kinds)
        grant = given_for(made, lasting, approval)
        answer = decide(about(made, gate), [grant], NOON)
        assert isinstance(answer, Allowed) or answer.waits
        yes = {(grant.cameo, stage): True for stage in Stage}
        assert isinstance(decide(about(made, gate, answers=yes), [grant], NOON), Allowed)

    @given(USES, KINDS, USES, KINDS, LASTING, APPROVAL)
    def test_it_covers_nothing_that_is_more(
        self,
        use: Use,
        kinds: frozenset[Kind],
        other: Use,
        others: frozenset[Kind],
        lasting: Lasting,
        approval: Approval,
    ) -> None:
        grant, wanted = given_for(film(use, kinds), lasting, approval), film(other, others)
        yes = {(grant.cameo, stage): True for stage in Stage}
        allowed = isinstance(decide(about(wanted, Gate.RELEASE, answers=yes), [grant], NOON), Allowed)
        same = (use.purpose, use.engine, use.where) == (other.purpose, other.engine, other.where)
        assert allowed == (same and others <= kinds and other.audience.within(use.audience))

    @given(USES, KINDS, GATES)
    def test_for_this_one_nothing_else_is_drawn_or_shown_unasked(
        self, use: Use, kinds: frozenset[Kind], gate: Gate
    ) -> None:
        made = film(use, kinds)
        grant = given_for(made, Lasting.THIS_ONE, Approval.NONE)
        answer = decide(about(made, gate), [grant], NOON)
        if gate in (Gate.PROPOSE, Gate.STORYBOARD):
            assert isinstance(answer, Allowed)
        else:
            assert isinstance(answer, Denied) and answer.waits
        assert grant.videos == 1

    @given(USES, KINDS, APPROVAL)
    def test_always_is_what_was_chosen_and_never_narrower_than_once(
        self, use: Use, kinds: frozenset[Kind], approval: Approval
    ) -> None:
        once, always = (narrowest(film(use, kinds), lasting, approval) for lasting in Lasting)
        assert always.approval is approval and always.videos is None
        assert bool(always.stages) == (approval is not Approval.NONE)
        assert no_wider(once, always) and not no_wider(always, once)


class TestChanges:
    def test_whoever_is_asked_may_ask_for_a_change_and_nobody_else(self) -> None:
        assert {state for state in State if State.CHANGES_WANTED in onward(state)} == ASKS_PEOPLE
        assert ASKS_PEOPLE <= WAITS

    def test_it_leads_back_to_the_asking_or_to_an_end(self) -> None:
        after = onward(State.CHANGES_WANTED)
        assert after - ENDED == {State.STORYBOARD, State.WAITING_FOR_CONSENT}

    @pytest.mark.parametrize("state", State)
    def test_only_what_is_being_written_is_written(self, state: State) -> None:
        made = production(state)
        plan: Any = object()
        if state not in WRITABLE:
            with pytest.raises(NotNow):
                rewritten(made, "other words", plan, frozenset({Kind.NEWS}))
            return
        after = rewritten(made, "other words", plan, frozenset({Kind.NEWS}))
        assert (after.prompt, after.plan, after.kinds) == ("other words", plan, frozenset({Kind.NEWS}))
        assert (after.state, after.cast, after.use, after.changed_at) == (state, made.cast, made.use, made.changed_at)

    @given(st.text())
    def test_a_wish_has_words(self, text: str) -> None:
        try:
            said = words(text)
        except WalkonError as error:
            assert isinstance(error, NothingSaid) == (not text.strip())
            assert isinstance(error, MessageTooLong) == (len(text.strip()) > LONGEST_MESSAGE)
        else:
            assert said and said == said.strip() and said in text
