"""Laws of the desk and of reports: who decides, what a yes can lift, and what nobody's yes can."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import walkon
from tests.good_evidence import good
from tests.world import NOON
from walkon.domain.capture import Language
from walkon.domain.desk import (
    ASK_WITHIN,
    DECIDE_WITHIN,
    DOUBTS,
    GROUNDS,
    OPEN_FOR,
    Answer,
    BadGrounds,
    Decision,
    Declined,
    DeskRules,
    Fit,
    Ground,
    Matter,
    NotForReview,
    Opinion,
    TakeReview,
    Undecided,
    Unfit,
    Unfitness,
    asked,
    decided,
    eyes,
    film_rules,
    fitness,
    is_open,
    offered,
    only_doubts,
    opinion,
    why_review,
)
from walkon.domain.grants import Kind
from walkon.domain.ids import AccountId, Handle, ReportId, TakeId, UploadId
from walkon.domain.people import Account, Between, Office, Tie
from walkon.domain.policies import AT_HOME, POLICIES, STANDARD, STRICT, Policy
from walkon.domain.refusal import Course, Reason
from walkon.domain.reports import (
    APPEAL_WITHIN,
    MOST_OPEN,
    ForAnAdministrator,
    Heard,
    NoAppeal,
    NoSuchReport,
    OwnReport,
    Report,
    ReportDecided,
    ReportedAlready,
    ReportState,
    Ruling,
    Target,
    TooManyReports,
    Wrong,
    appeal,
    file,
    hand_over,
    hear,
    rule,
)
from walkon.domain.review import Fault
from walkon.domain.takes import SentTake, TakeState
from walkon.domain.verification import NeedsReview, Refused, Retry, Verdict, Verified, judge, reviewed

TAKE, OTHER_TAKE = TakeId("a" * 32), TakeId("b" * 32)
MINA, RHEA, RUI = AccountId("mina"), AccountId("rhea"), AccountId("rui")
POLICY = st.sampled_from(sorted(POLICIES.values(), key=lambda policy: policy.name))
REASONS = st.lists(st.sampled_from(Reason), min_size=1, max_size=5, unique=True).map(tuple)
LEFT = st.lists(
    st.sampled_from([reason for reason in Reason if reason.course is Course.REVIEW]),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple)
PEOPLE = st.sampled_from([MINA, RHEA, RUI, AccountId("ida")])
TIES = st.frozensets(st.sampled_from(Tie))
BETWEENS = st.builds(Between, mine=TIES, theirs=TIES)
FAULTS = st.lists(st.sampled_from([fault.value for fault in Fault]), max_size=3).map(tuple)
KINDS = st.frozensets(st.sampled_from(Kind), min_size=1)
TEXTS = st.text(max_size=40) | st.lists(st.sampled_from([*Kind, "doubtful", "none"]), max_size=4).map(",".join)


def sent() -> SentTake:
    return SentTake(
        id=TAKE,
        account=MINA,
        device="d",
        challenge="{}",
        upload=UploadId("u"),
        state=TakeState.WAITING,
        sent_at=NOON,
    )


def review_of(policy: Policy, reasons: tuple[Reason, ...]) -> TakeReview:
    return asked(offered(sent(), policy, reasons, good(), NOON), NOON)


def word(review: TakeReview, who: AccountId, answer: Answer, **changes: object) -> Opinion:
    said = Opinion(
        matter=Matter.TAKE,
        subject=review.take,
        reviewer=who,
        answer=answer,
        grounds=("live_person",),
        note="",
        basis=review.basis,
        at=NOON,
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def decision(policy: Policy, reasons: tuple[Reason, ...]) -> Decision:
    review = review_of(policy, reasons)
    found = decided(review, [word(review, who, Answer.YES) for who in (RHEA, RUI)])
    assert isinstance(found, Decision)
    return found


def verdict(kind: type[Refused] | type[Retry] | type[NeedsReview], policy: Policy, why: tuple[Reason, ...]) -> Verdict:
    return kind(evidence=good(), policy=policy, reasons=why)


def account(name: AccountId, office: Office = Office.MEMBER, **changes: object) -> Account:
    made = Account(id=name, handle=Handle(name), joined_at=NOON, language=Language.ENGLISH, office=office)
    return replace(made, **changes)  # type: ignore[arg-type]


class TestWhatAYesLifts:
    @given(policy=POLICY, reasons=LEFT)
    def test_what_was_left_to_a_person(self, policy: Policy, reasons: tuple[Reason, ...]) -> None:
        found = reviewed(verdict(NeedsReview, policy, reasons), decision(policy, reasons), TAKE, NOON)
        assert isinstance(found, Verified) and found.policy == policy

    @given(policy=POLICY, saw=REASONS, why=REASONS, kind=st.sampled_from([Refused, Retry]))
    def test_never_a_refusal(
        self, policy: Policy, saw: tuple[Reason, ...], why: tuple[Reason, ...], kind: type[Refused] | type[Retry]
    ) -> None:
        before = verdict(kind, policy, why)
        assert reviewed(before, decision(policy, (*saw, *(set(why) - set(saw)))), TAKE, NOON) is before

    @given(policy=POLICY, saw=LEFT, why=REASONS)
    def test_no_reason_that_nobody_saw_or_that_is_not_a_persons(
        self, policy: Policy, saw: tuple[Reason, ...], why: tuple[Reason, ...]
    ) -> None:
        before = verdict(NeedsReview, policy, why)
        lifted = isinstance(reviewed(before, decision(policy, saw), TAKE, NOON), Verified)
        assert lifted == (set(why) <= set(saw))
        assert not lifted or all(reason.course is Course.REVIEW for reason in why)

    @given(policy=POLICY, other=POLICY, reasons=LEFT)
    def test_nothing_for_another_take_or_policy(
        self, policy: Policy, other: Policy, reasons: tuple[Reason, ...]
    ) -> None:
        before, yes = verdict(NeedsReview, policy, reasons), decision(policy, reasons)
        assert reviewed(before, yes, OTHER_TAKE, NOON) is before
        newer = verdict(NeedsReview, replace(policy, version=policy.version + 1), reasons)
        assert reviewed(newer, yes, TAKE, NOON) is newer
        if other.name != policy.name:
            elsewhere = verdict(NeedsReview, other, reasons)
            assert reviewed(elsewhere, yes, TAKE, NOON) is elsewhere

    @given(policy=POLICY, reasons=LEFT, by=st.frozensets(PEOPLE, max_size=3))
    def test_nothing_with_too_few_people(
        self, policy: Policy, reasons: tuple[Reason, ...], by: frozenset[AccountId]
    ) -> None:
        few = replace(decision(policy, reasons), by=by)
        found = reviewed(verdict(NeedsReview, policy, reasons), few, TAKE, NOON)
        assert isinstance(found, Verified) == (len(by) >= eyes(policy.name))

    def test_a_good_take_needs_nobody(self) -> None:
        before = judge(replace(good(), witnessed=True, resembles_another=False), STANDARD, NOON)
        assert isinstance(before, Verified)
        assert reviewed(before, decision(STANDARD, (Reason.NOT_WITNESSED,)), TAKE, NOON) is before

    def test_decisions_are_made_in_one_room(self) -> None:
        """Nowhere else is `Decision` called, or `Verified` made, so that nobody can write themself a yes."""
        source = Path(walkon.__file__).parent
        makers: dict[str, set[str]] = {"Decision": set(), "Verified": set()}
        for path in source.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                    makers[node.func.id].add(str(path.relative_to(source)))
        assert makers == {"Decision": {"domain/desk.py"}, "Verified": {"domain/verification.py"}}


class TestDeciding:
    @given(policy=POLICY, reasons=LEFT, yes=st.lists(PEOPLE, max_size=5), no=st.lists(PEOPLE, max_size=2))
    def test_enough_different_people_and_no_no(
        self, policy: Policy, reasons: tuple[Reason, ...], yes: list[AccountId], no: list[AccountId]
    ) -> None:
        review = review_of(policy, reasons)
        said = [word(review, who, Answer.YES) for who in yes] + [word(review, who, Answer.NO) for who in no]
        found = decided(review, said)
        others = set(yes) - {MINA}
        match found:
            case Declined():
                assert set(no) - {MINA}
            case Decision(by=by):
                assert not set(no) - {MINA} and by == others and len(by) >= eyes(policy.name)
            case Undecided(missing=missing):
                assert not set(no) - {MINA} and missing == eyes(policy.name) - len(others) > 0

    @given(
        spoilt=st.sampled_from(
            [{"matter": Matter.FILM}, {"subject": OTHER_TAKE}, {"basis": ("standard", "1")}, {"reviewer": MINA}]
        ),
        reasons=LEFT,
    )
    def test_words_about_something_else_do_not_count(
        self, spoilt: dict[str, object], reasons: tuple[Reason, ...]
    ) -> None:
        review = review_of(STANDARD, reasons)
        for answer in Answer:
            assert decided(review, [word(review, RHEA, answer, **spoilt)]) == Undecided(missing=1)

    def test_four_eyes_where_it_is_strict(self) -> None:
        assert [eyes(policy.name) for policy in (AT_HOME, STANDARD, STRICT)] == [1, 1, 2]

    @given(
        matter=st.sampled_from(Matter), answer=st.sampled_from(Answer), grounds=st.frozensets(st.sampled_from(Ground))
    )
    def test_an_opinion_has_a_reason_of_its_own_kind(
        self, matter: Matter, answer: Answer, grounds: frozenset[Ground]
    ) -> None:
        fits = bool(grounds) and grounds <= GROUNDS[matter, answer]
        try:
            said = opinion(matter, TAKE, Fit(reviewer=RHEA), answer, grounds, "", (), NOON)
        except BadGrounds:
            assert not fits
        else:
            assert fits and set(said.grounds) == grounds

    @given(seconds=st.integers(-10, int(OPEN_FOR.total_seconds()) + 10))
    def test_what_was_opened_stays_so_for_a_while(self, seconds: int) -> None:
        after = timedelta(seconds=seconds)
        assert is_open([NOON], NOON + after) == (timedelta(0) <= after < OPEN_FOR)
        assert not is_open([], NOON + after)

    def test_a_recording_lies_here_for_a_bounded_time(self) -> None:
        waits = offered(sent(), STANDARD, (Reason.NOT_WITNESSED,), good(), NOON)
        assert waits.expires_at == NOON + ASK_WITHIN
        late = NOON + ASK_WITHIN - timedelta(microseconds=1)
        assert asked(waits, late).expires_at == late + DECIDE_WITHIN
        for again, now in ((waits, NOON + ASK_WITHIN), (asked(waits, NOON), NOON)):
            with pytest.raises(NotForReview):
                asked(again, now)

    def test_numbers_that_are_none_are_told_as_nothing(self) -> None:
        odd = replace(good(), planarity=float("nan"), yaw_range=(float("-inf"), 20.0))
        numbers = offered(sent(), STANDARD, (), odd, NOON).numbers
        assert (numbers["planarity"], numbers["yaw_range"]) == (None, [None, 20.0])


class TestWhoDecides:
    @given(
        office=st.sampled_from(Office),
        suspended=st.booleans(),
        concerned=st.dictionaries(PEOPLE, BETWEENS, min_size=1),
        friends_may=st.booleans(),
        more=st.dictionaries(PEOPLE, BETWEENS),
    )
    def test_only_who_is_fit_towards_everybody(
        self,
        office: Office,
        suspended: bool,
        concerned: dict[AccountId, Between],
        friends_may: bool,
        more: dict[AccountId, Between],
    ) -> None:
        who = account(RHEA, office, suspended_at=NOON if suspended else None)
        rules = DeskRules(friends_may=friends_may)
        found = fitness(who, concerned, rules)
        if isinstance(found, Fit):
            assert office is not Office.MEMBER and not suspended and RHEA not in concerned
            assert not any(between.apart for between in concerned.values())
            assert friends_may or not any(between.friends for between in concerned.values())
        else:
            assert found.reasons
            assert isinstance(fitness(who, {**more, **concerned}, rules), Unfit)  # more people never help
            assert isinstance(fitness(replace(who, office=Office.MEMBER), concerned, rules), Unfit)

    @pytest.mark.parametrize(
        ("concerned", "reason"),
        [
            ({RHEA: Between()}, Unfitness.OWN_CASE),
            ({MINA: Between(theirs=frozenset({Tie.BLOCKS}))}, Unfitness.APART),
            ({MINA: Between(mine=frozenset({Tie.FOLLOWS}), theirs=frozenset({Tie.FOLLOWS}))}, Unfitness.FRIEND),
        ],
    )
    def test_why_not(self, concerned: dict[AccountId, Between], reason: Unfitness) -> None:
        for office in (Office.REVIEWER, Office.ADMIN):
            assert fitness(account(RHEA, office), concerned, DeskRules()) == Unfit(reasons=(reason,))


class TestFilms:
    @given(kinds=KINDS)
    def test_by_default_no_film_goes_to_a_person(self, kinds: frozenset[Kind]) -> None:
        assert why_review(DeskRules(), kinds, ()) == ()
        assert film_rules("") == film_rules("none") == DeskRules()

    @given(text=TEXTS, kinds=KINDS, faults=FAULTS)
    def test_a_fault_is_never_let_through(self, text: str, kinds: frozenset[Kind], faults: tuple[str, ...]) -> None:
        rules = film_rules(text)
        if faults and only_doubts(rules, faults):
            assert set(faults) <= DOUBTS and set(faults) <= set(why_review(rules, kinds, faults))
        assert not only_doubts(DeskRules(), ("person_missing",))
        assert not only_doubts(rules, ("stranger_seen", *faults))

    @given(kinds=st.frozensets(st.sampled_from(Kind)), film=KINDS)
    def test_the_kinds_that_are_named(self, kinds: frozenset[Kind], film: frozenset[Kind]) -> None:
        rules = film_rules(", ".join(kinds))
        assert rules.kinds == kinds
        assert set(why_review(rules, film, ())) == kinds & film

    def test_what_is_not_understood_sends_every_film(self) -> None:
        assert film_rules("violense").kinds == frozenset(Kind)


def report(**changes: object) -> Report:
    made = Report(
        id=ReportId("r"),
        reporter=MINA,
        target=Target.RELEASE,
        subject="film",
        reported=AccountId("jun"),
        wrong=Wrong.OTHER,
        note="",
        at=NOON,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


JUN = account(AccountId("jun"))
OF_A_RELEASE = [ruling for ruling in Ruling if ruling is not Ruling.REMOVE_COMMENT]
AGAINST = [ruling for ruling in OF_A_RELEASE if ruling is not Ruling.DISMISS]


class TestReports:
    @given(open_ones=st.integers(0, MOST_OPEN + 5), closed=st.integers(0, 30))
    def test_nobody_has_more_than_twenty_open(self, open_ones: int, closed: int) -> None:
        mine = [report(subject=f"o{n}") for n in range(open_ones)]
        mine += [report(subject=f"c{n}", ruling=Ruling.DISMISS) for n in range(closed)]
        try:
            file(report(), mine)
        except TooManyReports:
            assert open_ones >= MOST_OPEN
        else:
            assert open_ones < MOST_OPEN

    def test_once_and_not_oneself(self) -> None:
        with pytest.raises(ReportedAlready):
            file(report(), [report()])
        assert file(report(), [report(ruling=Ruling.DISMISS)]) == report()  # it can happen again
        assert file(report(), [report(target=Target.PERSON)]) == report()
        with pytest.raises(OwnReport):
            file(report(reported=MINA), [])

    @given(wrong=st.sampled_from(Wrong), target=st.sampled_from(Target), shown=st.booleans())
    def test_who_is_shown_without_consent_hides_it_until_it_is_decided(
        self, wrong: Wrong, target: Target, shown: bool
    ) -> None:
        made = report(wrong=wrong, target=target, shown=shown)
        assert made.hides == (shown and wrong is Wrong.WITHOUT_CONSENT and target is Target.RELEASE)
        assert not replace(made, ruling=Ruling.DISMISS).hides

    @given(
        ruling=st.sampled_from(OF_A_RELEASE),
        office=st.sampled_from([Office.REVIEWER, Office.ADMIN]),
        of=st.sampled_from(Office),
        handed=st.booleans(),
    )
    def test_what_only_an_administrator_decides(self, ruling: Ruling, office: Office, of: Office, handed: bool) -> None:
        waits = hand_over(report(), NOON) if handed else report()
        grave = handed or (of is not Office.MEMBER and ruling is not Ruling.DISMISS)
        try:
            after = rule(waits, ruling, account(RHEA, office), replace(JUN, office=of), "", NOON)
        except ForAnAdministrator:
            assert grave and office is not Office.ADMIN
        else:
            assert not grave or office is Office.ADMIN
            with pytest.raises(ReportDecided):
                rule(after, ruling, account(RUI, Office.ADMIN), JUN, "", NOON)
            with pytest.raises(ReportDecided):
                hand_over(after, NOON)

    @given(
        ruling=st.sampled_from(OF_A_RELEASE),
        who=PEOPLE | st.just(JUN.id),
        days=st.integers(-1, APPEAL_WITHIN.days + 1),
        second=st.sampled_from([RHEA, RUI]),
        heard=st.sampled_from(Heard),
    )
    def test_one_appeal_by_the_reported_heard_by_another(
        self, ruling: Ruling, who: AccountId, days: int, second: AccountId, heard: Heard
    ) -> None:
        ruled, now = rule(report(), ruling, account(RHEA, Office.REVIEWER), JUN, "", NOON), NOON + timedelta(days=days)
        try:
            after = appeal(ruled, who, "why", now)
        except NoSuchReport:
            assert who != JUN.id
            return
        except NoAppeal:
            assert ruling is Ruling.DISMISS or days >= APPEAL_WITHIN.days
            return
        assert (who, days < APPEAL_WITHIN.days, after.state(now)) == (JUN.id, True, ReportState.APPEALED)
        self._heard(after, heard, second, now)

    def _heard(self, appealed: Report, heard: Heard, second: AccountId, now: datetime) -> None:
        with pytest.raises(NoAppeal):
            appeal(appealed, JUN.id, "again", now)
        try:
            closed = hear(appealed, heard, second, now)
        except ReportDecided:
            assert second == RHEA
            return
        assert second != RHEA and closed.state(now) is ReportState.CLOSED
        with pytest.raises(NoAppeal):
            appeal(closed, JUN.id, "again", now)
        with pytest.raises(ReportDecided):
            hear(closed, heard, RUI, now)

    @given(ruling=st.sampled_from(AGAINST), years=st.integers(0, 3))
    def test_what_nobody_appeals_is_closed_in_the_end(self, ruling: Ruling, years: int) -> None:
        ruled = rule(report(), ruling, account(RHEA, Office.REVIEWER), JUN, "", NOON)
        state = ruled.state(NOON + timedelta(days=365 * years))
        assert state is (ReportState.CLOSED if years else ReportState.RULED)
