"""Laws of consent: every yes carries its own proof, any one thing missing is a no, and nothing opens a door by itself."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import walkon
from tests.world import NOON
from walkon.domain.cameo import Standing
from walkon.domain.consent import (
    NOBODY,
    WAITING,
    Allowed,
    Appearing,
    Basis,
    Denial,
    Denied,
    Gate,
    Question,
    UseDenied,
    decide,
    permit,
)
from walkon.domain.grants import (
    Approval,
    Audience,
    Everyone,
    Grant,
    Kind,
    MutualFriends,
    Person,
    Purpose,
    Stage,
    Where,
    in_force,
)
from walkon.domain.ids import AccountId, CameoId, GrantId, Handle, ProductionId

ME, MINA, JUN, STRANGER = (AccountId(name) for name in ("me", "mina", "jun", "stranger"))
THIS, EARLIER, OTHER = (ProductionId(name) for name in ("this", "earlier", "other"))
BOTH = frozenset(Stage)
FEW = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=250, deadline=None)


def shown(owner: AccountId, **known: Any) -> Appearing:
    facts: dict[str, Any] = {"standing": Standing.VERIFIED, "minor": False, "suspended": False, "restricted": False}
    return Appearing(cameo=CameoId(f"cameo of {owner}"), owner=owner, **(facts | known))


def asked(**changes: Any) -> Question:
    """Me, making a comedy with Mina for everybody here."""
    question = Question(
        requester=ME,
        requester_suspended=False,
        production=THIS,
        gate=Gate.RELEASE,
        cast=(shown(MINA),),
        kinds=frozenset({Kind.COMEDY}),
        purpose=Purpose.PERSONAL,
        audience=Audience.SERVER,
        engine="stage",
        where=Where.HERE,
        marks_unverified=True,
        blocked=frozenset(),
        used={},
        answers={(shown(MINA).cameo, stage): True for stage in Stage},
        own_voices=False,
        friends=frozenset({MINA}),
    )
    return replace(question, **changes)


def granted(owner: AccountId = MINA, name: str = "g", **changes: Any) -> Grant:
    """Just enough for `asked`."""
    grant = Grant(
        id=GrantId(name),
        cameo=shown(owner).cameo,
        grantee=Person(account=ME),
        kinds=frozenset({Kind.COMEDY}),
        purposes=frozenset({Purpose.PERSONAL}),
        audience=Audience.SERVER,
        where=frozenset({Where.HERE}),
        engines=frozenset({"stage"}),
        approval=Approval.EVERY_VIDEO,
        stages=BOTH,
        videos=1,
        given_at=NOON,
        expires_at=NOON + timedelta(days=1),
    )
    return replace(grant, **changes)


def why(question: Question, *grants: Grant, now: datetime = NOON) -> tuple[Denial, ...]:
    """The reasons of the only person in the cast."""
    found = decide(question, grants, now)
    assert isinstance(found, Denied)
    (reasons,) = found.reasons.values()
    return reasons


ACCOUNTS = st.sampled_from([ME, MINA, JUN, STRANGER])
KINDS, PURPOSES, STAGES = (st.frozensets(st.sampled_from(kind)) for kind in (Kind, Purpose, Stage))
TIMES = st.integers(-3, 3).map(lambda days: NOON + timedelta(days=days))
RARELY = st.sampled_from([False, False, False, True])
PEOPLE = st.builds(
    lambda owner, standing, minor, suspended, restricted: shown(
        owner, standing=standing, minor=minor, suspended=suspended, restricted=restricted
    ),
    ACCOUNTS,
    st.sampled_from(Standing),
    RARELY,
    RARELY,
    RARELY,
)
QUESTIONS = st.builds(
    Question,
    requester=ACCOUNTS,
    requester_suspended=RARELY,
    production=st.sampled_from([THIS, OTHER]),
    gate=st.sampled_from(Gate),
    cast=st.lists(PEOPLE, max_size=3, unique_by=lambda person: person.owner).map(tuple),
    kinds=KINDS,
    purpose=st.sampled_from(Purpose),
    audience=st.sampled_from(Audience),
    engine=st.sampled_from(["stage", "far"]),
    where=st.sampled_from(Where),
    marks_unverified=st.booleans(),
    blocked=st.frozensets(ACCOUNTS, max_size=1),
    used=st.dictionaries(
        st.sampled_from([GrantId("a"), GrantId("b")]), st.frozensets(st.sampled_from([THIS, EARLIER, OTHER]))
    ),
    answers=st.dictionaries(
        st.tuples(ACCOUNTS.map(lambda owner: shown(owner).cameo), st.sampled_from(Stage)), st.booleans()
    ),
    viewer=st.none() | ACCOUNTS,
    friends=st.frozensets(ACCOUNTS),
    approved_before=st.frozensets(st.sampled_from([GrantId("a"), GrantId("b")])),
)
GRANTS = st.builds(
    Grant,
    id=st.sampled_from([GrantId("a"), GrantId("b"), GrantId("c")]),
    cameo=ACCOUNTS.map(lambda owner: shown(owner).cameo),
    grantee=st.one_of(
        st.builds(Person, account=ACCOUNTS), st.builds(MutualFriends), st.builds(Everyone), st.builds(Everyone)
    ),
    kinds=st.sampled_from([frozenset(Kind), frozenset({Kind.COMEDY})]),
    forbidden=st.sampled_from([frozenset[Kind](), frozenset({Kind.POLITICS})]),
    purposes=st.sampled_from([frozenset(Purpose), frozenset({Purpose.PERSONAL})]),
    audience=st.sampled_from(Audience),
    where=st.sampled_from([frozenset(Where), frozenset({Where.HERE})]),
    engines=st.none() | st.just(frozenset({"stage"})),
    approval=st.sampled_from(Approval),
    stages=STAGES,
    videos=st.none() | st.integers(0, 3),
    given_at=TIMES,
    expires_at=st.none() | TIMES,
    revoked_at=st.none() | TIMES,
)
SOME = st.lists(GRANTS, max_size=5)


def test_a_perfect_grant_is_a_yes_that_carries_its_proof() -> None:
    found = decide(asked(), [granted()], NOON)
    assert isinstance(found, Allowed)
    assert (found.production, found.gate, found.at) == (THIS, Gate.RELEASE, NOON)
    (proof,) = found.proofs
    assert (proof.cameo, proof.basis, proof.grant) == (shown(MINA).cameo, Basis.GRANT, "g")
    assert (proof.standing, proof.marked) == (Standing.VERIFIED, False)


SPOILT_GRANTS: list[tuple[dict[str, Any], Denial]] = [
    ({"cameo": shown(JUN).cameo}, Denial.NOT_GRANTED),
    ({"grantee": Person(account=JUN)}, Denial.NOT_GRANTED),
    ({"kinds": frozenset(Kind) - {Kind.COMEDY}}, Denial.KIND),
    ({"kinds": frozenset()}, Denial.KIND),
    ({"forbidden": frozenset({Kind.COMEDY})}, Denial.KIND),
    ({"purposes": frozenset(Purpose) - {Purpose.PERSONAL}}, Denial.PURPOSE),
    ({"audience": Audience.FRIENDS}, Denial.AUDIENCE),
    ({"audience": Audience.THIS_COMPUTER}, Denial.AUDIENCE),
    ({"where": frozenset({Where.HOSTED})}, Denial.ENGINE),
    ({"engines": frozenset({"far"})}, Denial.ENGINE),
    ({"engines": frozenset()}, Denial.ENGINE),
    ({"videos": 0}, Denial.USED_UP),
    ({"given_at": NOON + timedelta(microseconds=1)}, Denial.ENDED),
    ({"expires_at": NOON}, Denial.ENDED),
    ({"expires_at": NOON - timedelta(days=1)}, Denial.ENDED),
    ({"revoked_at": NOON}, Denial.ENDED),
    ({"revoked_at": NOON - timedelta(days=1), "expires_at": None}, Denial.ENDED),
]
SPOILT_QUESTIONS: list[tuple[dict[str, Any], Denial]] = [
    ({"requester": STRANGER}, Denial.NOT_GRANTED),
    ({"blocked": frozenset({MINA})}, Denial.NOT_GRANTED),
    ({"gate": Gate.VIEW}, Denial.NOT_GRANTED),
    ({"viewer": JUN}, Denial.NOT_GRANTED),
    ({"cast": (shown(MINA, suspended=True),)}, Denial.SUSPENDED),
    ({"requester_suspended": True}, Denial.REQUESTER_SUSPENDED),
    ({"cast": (shown(MINA, restricted=True),)}, Denial.RESTRICTED),
    ({"cast": (shown(MINA, minor=True),)}, Denial.MINOR),
    ({"cast": (shown(MINA, standing=Standing.UNVERIFIED),)}, Denial.UNVERIFIED),
    (
        {"cast": (shown(MINA, standing=Standing.UNVERIFIED),), "audience": Audience.THIS_COMPUTER},
        Denial.UNVERIFIED,
    ),
    ({"kinds": frozenset({Kind.COMEDY, Kind.ROMANCE})}, Denial.KIND),
    ({"kinds": frozenset()}, Denial.KIND),
    ({"purpose": Purpose.COMMERCIAL}, Denial.PURPOSE),
    ({"audience": Audience.ANYONE}, Denial.AUDIENCE),
    ({"engine": "far"}, Denial.ENGINE),
    ({"where": Where.HOSTED}, Denial.ENGINE),
    ({"used": {GrantId("g"): frozenset({EARLIER})}}, Denial.USED_UP),
    ({"answers": {}}, Denial.STORYBOARD_NOT_APPROVED),
    ({"answers": {(shown(MINA).cameo, Stage.RESULT): True}}, Denial.STORYBOARD_NOT_APPROVED),
    ({"answers": {(shown(MINA).cameo, Stage.STORYBOARD): True}}, Denial.RESULT_NOT_APPROVED),
    ({"answers": {(shown(JUN).cameo, stage): True for stage in Stage}}, Denial.RESULT_NOT_APPROVED),
    ({"answers": {(shown(MINA).cameo, Stage.STORYBOARD): False}}, Denial.REFUSED),
    ({"answers": {(shown(MINA).cameo, Stage.RESULT): False}}, Denial.REFUSED),
]


@pytest.mark.parametrize(("changes", "reason"), SPOILT_GRANTS)
def test_a_grant_with_one_field_spoilt_is_a_no(changes: dict[str, Any], reason: Denial) -> None:
    assert why(asked(), granted(**changes)) == (reason,)


@pytest.mark.parametrize(("changes", "reason"), SPOILT_QUESTIONS)
def test_a_question_with_one_field_spoilt_is_a_no(changes: dict[str, Any], reason: Denial) -> None:
    assert reason in why(asked(**changes), granted())


@pytest.mark.parametrize(
    "grantee", [MutualFriends(), Everyone(), Person(account=ME)], ids=["friends", "everyone", "person"]
)
def test_every_kind_of_grantee_is_found(grantee: Any) -> None:
    grant = granted(grantee=grantee)
    assert isinstance(decide(asked(), [grant], NOON), Allowed)
    stranger = asked(requester=STRANGER, friends=frozenset())
    assert isinstance(decide(stranger, [grant], NOON), Allowed) == isinstance(grantee, Everyone)


def test_friends_are_those_of_the_owner_not_of_somebody_else() -> None:
    assert why(asked(friends=frozenset({JUN, ME})), granted(grantee=MutualFriends())) == (Denial.NOT_GRANTED,)


class TestOnesOwn:
    """What needs no grant, and what stays forbidden."""

    def own(self, **changes: Any) -> Question:
        return asked(**({"cast": (shown(ME),), "kinds": frozenset(), "answers": {}} | changes))

    def test_needs_no_grant_and_no_approval(self) -> None:
        for audience in Audience:
            found = decide(self.own(audience=audience, where=Where.HOSTED), [], NOON)
            assert isinstance(found, Allowed)
            proof = found.proofs[0]
            assert (proof.basis, proof.grant, proof.standing) == (Basis.OWN, None, Standing.VERIFIED)

    def test_suspended_is_used_by_nobody(self) -> None:
        assert why(self.own(cast=(shown(ME, suspended=True),))) == (Denial.SUSPENDED,)

    def test_a_suspended_account_uses_nobody(self) -> None:
        assert why(self.own(requester_suspended=True)) == (Denial.REQUESTER_SUSPENDED,)

    def test_what_one_rules_out_is_for_others(self) -> None:
        assert isinstance(decide(self.own(cast=(shown(ME, restricted=True),)), [], NOON), Allowed)

    @pytest.mark.parametrize("audience", Audience)
    def test_a_minors_films_are_seen_by_nobody_else(self, audience: Audience) -> None:
        question = self.own(cast=(shown(ME, minor=True),), audience=audience)
        alone = audience in (Audience.THIS_COMPUTER, Audience.REQUESTER)
        assert isinstance(decide(question, [], NOON), Allowed) == alone
        seen = replace(question, gate=Gate.VIEW, viewer=ME)
        assert isinstance(decide(seen, [], NOON), Allowed) == alone
        assert Denial.MINOR in why(replace(question, gate=Gate.VIEW, viewer=JUN))

    @pytest.mark.parametrize("audience", Audience)
    def test_unverified_stays_here_and_is_marked(self, audience: Audience) -> None:
        question = self.own(cast=(shown(ME, standing=Standing.UNVERIFIED),), audience=audience)
        found = decide(question, [], NOON)
        if audience is Audience.THIS_COMPUTER:
            assert isinstance(found, Allowed) and found.proofs[0].marked
            assert why(replace(question, marks_unverified=False)) == (Denial.UNMARKED,)
            assert why(replace(question, where=Where.HOSTED)) == (Denial.UNVERIFIED,)
        else:
            assert why(question) == (Denial.UNVERIFIED,)

    def test_a_refusal_of_ones_own_is_one(self) -> None:
        assert why(self.own(answers={(shown(ME).cameo, Stage.RESULT): False})) == (Denial.REFUSED,)


class TestApprovals:
    """Who is asked before what."""

    @pytest.mark.parametrize("gate", Gate)
    @pytest.mark.parametrize("stages", [BOTH, frozenset({Stage.STORYBOARD}), frozenset({Stage.RESULT}), frozenset()])
    def test_each_gate_waits_for_the_stages_before_it(self, gate: Gate, stages: frozenset[Stage]) -> None:
        viewer = STRANGER if gate is Gate.VIEW else None
        found = decide(asked(gate=gate, viewer=viewer, answers={}), [granted(stages=stages)], NOON)
        before = {
            Gate.PROPOSE: set(),
            Gate.STORYBOARD: set(),
            Gate.START: {Stage.STORYBOARD},
            Gate.SHOT: {Stage.STORYBOARD},
            Gate.REVIEW: {Stage.STORYBOARD},
        }.get(gate, set(Stage))
        missing = before & (stages or BOTH)
        if not missing:
            assert isinstance(found, Allowed)
            return
        assert isinstance(found, Denied) and found.waits
        told = {Stage.STORYBOARD: Denial.STORYBOARD_NOT_APPROVED, Stage.RESULT: Denial.RESULT_NOT_APPROVED}
        assert set(found.reasons[shown(MINA).cameo]) == {told[stage] for stage in missing}

    def test_none_is_never_asked(self) -> None:
        assert isinstance(decide(asked(answers={}), [granted(approval=Approval.NONE)], NOON), Allowed)

    def test_the_first_time_is_asked_once(self) -> None:
        grant = granted(approval=Approval.FIRST_TIME)
        assert isinstance(decide(asked(answers={}), [grant], NOON), Denied)
        known = asked(answers={}, approved_before=frozenset({grant.id}))
        assert isinstance(decide(known, [grant], NOON), Allowed)
        assert isinstance(decide(known, [granted(approval=Approval.EVERY_VIDEO)], NOON), Denied)
        assert isinstance(decide(asked(answers={}, approved_before=frozenset({GrantId("x")})), [grant], NOON), Denied)

    def test_more_than_approvals_missing_is_no_waiting(self) -> None:
        found = decide(asked(answers={}, purpose=Purpose.ART), [granted()], NOON)
        assert isinstance(found, Denied) and not found.waits


class TestSeveral:
    """Several grants, several people."""

    def test_two_halves_are_no_whole(self) -> None:
        one, other = granted(name="1", kinds=frozenset()), granted(name="2", purposes=frozenset())
        assert isinstance(decide(asked(), [one, other], NOON), Denied)

    def test_the_one_that_lacks_least_is_told_and_waiting_counts_less(self) -> None:
        hopeless = granted(name="1", kinds=frozenset(), purposes=frozenset())
        almost = granted(name="2", kinds=frozenset())
        assert why(asked(), hopeless, almost) == (Denial.KIND,)
        waiting = asked(answers={(shown(MINA).cameo, Stage.STORYBOARD): True})
        anywhere = granted(name="0", kinds=frozenset(), approval=Approval.NONE)
        assert why(waiting, anywhere, granted(name="3")) == (Denial.RESULT_NOT_APPROVED,)

    def test_waiting_for_both_approvals_is_nearer_than_two_other_noes(self) -> None:
        far = granted(name="0", kinds=frozenset(), purposes=frozenset(), approval=Approval.NONE)
        assert set(why(asked(answers={}), far, granted(name="1"))) == WAITING

    def test_a_good_one_among_bad_ones_is_enough(self) -> None:
        bad = [granted(name=f"a{i}", **changes) for i, (changes, _) in enumerate(SPOILT_GRANTS)]
        found = decide(asked(), [*bad, granted(name="good")], NOON)
        assert isinstance(found, Allowed) and found.proofs[0].grant == "good"

    def test_everybody_or_nobody(self) -> None:
        answers = {(shown(who).cameo, stage): True for who in (MINA, JUN) for stage in Stage}
        question = asked(cast=(shown(ME), shown(MINA), shown(JUN)), answers=answers)
        found = decide(question, [granted()], NOON)
        assert isinstance(found, Denied) and found.reasons == {shown(JUN).cameo: (Denial.NOT_GRANTED,)}
        both = decide(question, [granted(), granted(JUN, "j")], NOON)
        assert isinstance(both, Allowed)
        assert [proof.grant for proof in both.proofs] == [None, "g", "j"]

    def test_nobody_is_no_film(self) -> None:
        assert decide(asked(cast=()), [granted()], NOON) == Denied(reasons={NOBODY: (Denial.NOBODY_CAST,)})

    def test_the_same_production_counts_once(self) -> None:
        again = asked(used={GrantId("g"): frozenset({THIS})})
        assert isinstance(decide(again, [granted(videos=1)], NOON), Allowed)
        two = asked(used={GrantId("g"): frozenset({THIS, EARLIER})})
        assert why(two, granted(videos=1)) == (Denial.USED_UP,)
        assert isinstance(decide(two, [granted(videos=2)], NOON), Allowed)
        assert isinstance(decide(two, [granted(videos=None)], NOON), Allowed)


def test_a_viewer_who_is_blocked_sees_nothing() -> None:
    question = asked(gate=Gate.VIEW, viewer=JUN)
    assert isinstance(decide(question, [granted()], NOON), Allowed)
    assert why(replace(question, blocked=frozenset({MINA})), granted()) == (Denial.NOT_GRANTED,)


def test_audiences_widen_in_their_order() -> None:
    order = list(Audience)
    for i, one in enumerate(order):
        for k, other in enumerate(order):
            assert one.within(other) == (i <= k)


@MANY
@given(question=QUESTIONS, grants=SOME, now=TIMES)
def test_every_yes_proves_everybody_and_every_proof_holds(
    question: Question, grants: list[Grant], now: datetime
) -> None:
    found = decide(question, grants, now)
    if isinstance(found, Denied):
        assert found.reasons and all(found.reasons.values())
        return
    assert [proof.cameo for proof in found.proofs] == [person.cameo for person in question.cast] != []
    for person, proof in zip(question.cast, found.proofs, strict=True):
        assert not person.suspended and person.owner not in question.blocked and not question.requester_suspended
        assert proof.marked == (person.standing is Standing.UNVERIFIED)
        if proof.basis is Basis.OWN:
            assert person.owner == question.requester and proof.grant is None
            continue
        (grant, *_) = [g for g in grants if g.id == proof.grant and g.cameo == person.cameo and in_force(g, now)]
        alone = replace(question, cast=(person,))
        assert isinstance(decide(alone, [g for g in grants if g.id == grant.id], now), Allowed)
        assert person.standing is Standing.VERIFIED and not person.minor and not person.restricted


@MANY
@given(question=QUESTIONS, grants=SOME, now=TIMES, data=st.data())
def test_taking_a_grant_away_never_opens_a_door(
    question: Question, grants: list[Grant], now: datetime, data: st.DataObject
) -> None:
    if not grants or isinstance(decide(question, grants, now), Allowed):
        return
    place = data.draw(st.integers(0, len(grants) - 1))
    revoked = [replace(g, revoked_at=now) if i == place else g for i, g in enumerate(grants)]
    assert isinstance(decide(question, revoked, now), Denied)
    assert isinstance(decide(question, grants[:place] + grants[place + 1 :], now), Denied)


@MANY
@given(question=QUESTIONS, more=PEOPLE, grants=SOME, now=TIMES)
def test_adding_people_never_opens_a_door(
    question: Question, more: Appearing, grants: list[Grant], now: datetime
) -> None:
    if question.cast and isinstance(decide(question, grants, now), Denied):
        assert isinstance(decide(replace(question, cast=(*question.cast, more)), grants, now), Denied)


WIDER: list[Callable[[Question], Question]] = [
    lambda q: replace(q, kinds=q.kinds | {Kind.POLITICS}) if q.kinds else q,
    lambda q: replace(q, audience=Audience.ANYONE),
    lambda q: replace(q, blocked=q.blocked | {MINA}),
    lambda q: replace(q, friends=q.friends - {MINA}),
    lambda q: replace(q, marks_unverified=False),
    lambda q: replace(q, answers={}) if False not in q.answers.values() else q,
    lambda q: replace(q, answers={**q.answers, (shown(MINA).cameo, Stage.RESULT): False}),
    lambda q: replace(q, approved_before=frozenset()),
    lambda q: replace(q, used={g: p | {EARLIER} for g, p in q.used.items()}),
    lambda q: replace(q, gate=Gate.RELEASE) if q.gate is not Gate.VIEW else q,
    lambda q: replace(q, cast=tuple(replace(p, suspended=True) for p in q.cast)),
    lambda q: replace(q, requester_suspended=True),
    lambda q: replace(q, cast=tuple(replace(p, restricted=True) for p in q.cast)),
    lambda q: replace(q, cast=tuple(replace(p, minor=True) for p in q.cast)),
    lambda q: replace(q, cast=tuple(replace(p, standing=Standing.UNVERIFIED) for p in q.cast)),
]


@pytest.mark.parametrize("widen", WIDER)
@FEW
@given(question=QUESTIONS, grants=SOME, now=TIMES)
def test_asking_for_more_never_opens_a_door(
    widen: Callable[[Question], Question], question: Question, grants: list[Grant], now: datetime
) -> None:
    if isinstance(decide(question, grants, now), Denied):
        assert isinstance(decide(widen(question), grants, now), Denied)


NARROWER: list[Callable[[Grant], Grant]] = [
    lambda g: replace(g, kinds=g.kinds - {Kind.COMEDY}),
    lambda g: replace(g, forbidden=g.forbidden | {Kind.COMEDY}),
    lambda g: replace(g, purposes=g.purposes - {Purpose.PERSONAL}),
    lambda g: replace(g, audience=Audience.THIS_COMPUTER),
    lambda g: replace(g, where=g.where - {Where.HERE}),
    lambda g: replace(g, engines=(g.engines or frozenset({"stage"})) - {"stage"}),
    lambda g: replace(g, approval=Approval.EVERY_VIDEO, stages=BOTH),
    lambda g: replace(g, stages=frozenset()),
    lambda g: replace(g, videos=0),
    lambda g: replace(g, expires_at=g.given_at),
]


@pytest.mark.parametrize("narrow", NARROWER)
@FEW
@given(question=QUESTIONS, grants=SOME, now=TIMES)
def test_allowing_less_never_opens_a_door(
    narrow: Callable[[Grant], Grant], question: Question, grants: list[Grant], now: datetime
) -> None:
    if isinstance(decide(question, grants, now), Denied):
        assert isinstance(decide(question, [narrow(g) for g in grants], now), Denied)


@FEW
@given(question=QUESTIONS, grants=SOME, now=TIMES, order=st.randoms(use_true_random=False))
def test_the_order_of_grants_decides_nothing(
    question: Question, grants: list[Grant], now: datetime, order: Any
) -> None:
    moved = list(grants)
    order.shuffle(moved)
    assert type(decide(question, moved, now)) is type(decide(question, grants, now))


@FEW
@given(grant=GRANTS, question=QUESTIONS)
def test_what_has_ended_stays_ended(grant: Grant, question: Question) -> None:
    ends = [end for end in (grant.expires_at, grant.revoked_at) if end is not None]
    for later in (timedelta(0), timedelta(days=9)):
        if ends:
            assert not in_force(grant, min(ends) + later)
            others = tuple(p for p in question.cast if p.owner != question.requester)
            if others:
                found = decide(replace(question, cast=others), [grant], min(ends) + later)
                assert isinstance(found, Denied)


def test_denied_people_are_named_with_sentences_in_both_languages() -> None:
    names = {shown(MINA).cameo: Handle("mina")}
    assert isinstance(permit(asked(), [granted()], names, NOON), Allowed)
    with pytest.raises(UseDenied) as refusal:
        permit(asked(purpose=Purpose.ART), [granted()], names, NOON)
    assert refusal.value.fields == {"handle": "@mina", "reasons": ["purpose"]}
    assert refusal.value.sentence("en") == "@mina may not be used like this. They do not allow this purpose."
    assert refusal.value.sentence("ko") == "@mina을(를) 이렇게 쓸 수 없습니다. 이런 목적은 허락하지 않았습니다."
    assert str(refusal.value) == refusal.value.sentence("en")
    with pytest.raises(UseDenied) as nobody:
        permit(asked(cast=()), [], names, NOON)
    assert nobody.value.fields == {"handle": "", "reasons": ["nobody_cast"]}
    for denial in Denial:
        assert denial.sentence("en").isascii() and denial.sentence("en").endswith(".")
        assert any("가" <= c <= "힣" for c in denial.sentence("ko"))
    assert set(Denial) > WAITING


def test_permits_are_made_in_one_room() -> None:
    """Nowhere else is `Allowed` or `Proof` called or copied with changes, or `decide` imported under another name."""
    source = Path(walkon.__file__).parent
    makers = {}
    for file in source.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        called = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        makers[str(file.relative_to(source))] = called & {"Allowed", "Proof"}
    assert {file for file, called in makers.items() if called} == {"domain/consent.py"}


class TestOwnVoices:
    """Where somebody reads a line themself, nobody has heard it before the result."""

    @pytest.mark.parametrize("stages", [frozenset({Stage.STORYBOARD}), frozenset(), BOTH])
    def test_whoever_asks_for_an_approval_is_asked_for_the_result(self, stages: frozenset[Stage]) -> None:
        seen = {(shown(MINA).cameo, Stage.STORYBOARD): True}
        grant = granted(stages=stages)
        assert why(asked(own_voices=True, answers=seen), grant) == (Denial.RESULT_NOT_APPROVED,)
        before = asked(own_voices=True, answers=seen, gate=Gate.SHOT)
        assert isinstance(decide(before, [grant], NOON), Allowed)
        assert isinstance(decide(asked(own_voices=True), [grant], NOON), Allowed)

    def test_whoever_asks_for_none_is_not(self) -> None:
        question = asked(own_voices=True, answers={})
        assert isinstance(decide(question, [granted(approval=Approval.NONE)], NOON), Allowed)

    def test_they_never_open_a_door(self) -> None:
        for stages in (frozenset({Stage.STORYBOARD}), BOTH):
            for answers in ({}, {(shown(MINA).cameo, Stage.STORYBOARD): True}):
                with_voices = decide(asked(own_voices=True, answers=answers), [granted(stages=stages)], NOON)
                without = decide(asked(answers=answers), [granted(stages=stages)], NOON)
                assert isinstance(with_voices, Denied) or isinstance(without, Allowed)
