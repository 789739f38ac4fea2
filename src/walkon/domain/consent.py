"""Who may use a cameo, for what, until when. Permits are made here and nowhere else.

Rules
 1. The default is no: what no rule allows is denied, and a film with nobody in it needs no permit and gets none.
 2. A person's own cameo needs no grant. Every other one needs a grant by its owner, for this requester, in force now.
 3. One grant must cover the whole question. Two that cover half of it each are a no.
 4. A block between an owner and the requester, or whoever wants to see the film, beats every grant.
 5. A suspended cameo is used by nobody, its owner included; a suspended account uses nobody, not even itself.
 6. A minor's cameo is private: it is granted to nobody, and its owner's films with it are seen by nobody else.
 7. An unverified cameo is granted to nobody and stays on this computer, and every film with it is marked.
 8. An approval is given to one production, by the person shown, at one stage; a refusal of theirs beats every grant.
    Rendering waits for the storyboard's approval, showing the film to others for the result's. Where somebody in it
    speaks with their own recorded voice, whoever asks for any approval is asked for the result's: nobody has heard it.
 9. A grant for so many videos counts productions, each once.
10. What an owner ruled out in words is a no to everybody but them, whatever was granted.
11. Everybody in the cast is allowed, or nobody is.
12. A permit is a fact of one moment and one gate. It is never stored: whoever needs one later asks again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.cameo import Standing
from walkon.domain.errors import Forbidden
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


class Gate(StrEnum):
    """When consent is asked for in the life of a production."""

    PROPOSE = "propose"
    STORYBOARD = "storyboard"
    START = "start"  # a worker takes the job
    SHOT = "shot"
    REVIEW = "review"
    RELEASE = "release"
    VIEW = "view"  # somebody new wants to see it


_WAITS_FOR: Mapping[Gate, frozenset[Stage]] = {
    Gate.PROPOSE: frozenset(),
    Gate.STORYBOARD: frozenset(),
    Gate.START: frozenset({Stage.STORYBOARD}),
    Gate.SHOT: frozenset({Stage.STORYBOARD}),
    Gate.REVIEW: frozenset({Stage.STORYBOARD}),
    Gate.RELEASE: frozenset(Stage),
    Gate.VIEW: frozenset(Stage),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearing:
    """Somebody in the cast, and what is known of their cameo now."""

    cameo: CameoId
    owner: AccountId
    standing: Standing
    minor: bool
    suspended: bool
    restricted: bool  # the film touches something that its owner ruled out for others


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One use that is asked for, at one gate, and what is known now of everybody it touches.

    Only what can open nothing when it is forgotten has a default.
    """

    requester: AccountId
    requester_suspended: bool
    production: ProductionId
    gate: Gate
    cast: tuple[Appearing, ...]
    kinds: frozenset[Kind]  # as screening found them
    purpose: Purpose
    audience: Audience
    engine: str
    where: Where
    marks_unverified: bool  # the film will carry the visible mark wherever it shows an unverified person
    blocked: frozenset[AccountId]  # who blocked, or is blocked by, the requester or the viewer
    used: Mapping[GrantId, frozenset[ProductionId]]  # productions that count against a grant
    answers: Mapping[tuple[CameoId, Stage], bool]  # approvals and refusals of this production
    own_voices: bool  # lines are heard that people read themselves
    viewer: AccountId | None = None  # at the gate `VIEW`
    friends: frozenset[AccountId] = frozenset()  # mutual friends of the requester
    approved_before: frozenset[GrantId] = frozenset()  # under which another film of this requester was approved


class Denial(StrEnum):
    """Why a use of one person is denied. The order is the order in which people are told."""

    NOBODY_CAST = "nobody_cast"
    REQUESTER_SUSPENDED = "requester_suspended"
    SUSPENDED = "suspended"
    NOT_GRANTED = "not_granted"
    MINOR = "minor"
    UNVERIFIED = "unverified"  # would leave this computer, or is asked for by somebody else
    UNMARKED = "unmarked"
    REFUSED = "refused"  # the person said no to this production
    RESTRICTED = "restricted"  # the person ruled out something in it
    ENDED = "ended"  # expired, revoked, or not begun
    USED_UP = "used_up"
    KIND = "kind"
    PURPOSE = "purpose"
    AUDIENCE = "audience"
    ENGINE = "engine"
    STORYBOARD_NOT_APPROVED = "storyboard_not_approved"
    RESULT_NOT_APPROVED = "result_not_approved"

    def sentence(self, language: str) -> str:
        """What is missing, in ``en`` or ``ko`` (anything else reads English)."""
        en, ko = _SENTENCES[self]
        return ko if language == "ko" else en


WAITING = frozenset({Denial.STORYBOARD_NOT_APPROVED, Denial.RESULT_NOT_APPROVED})

_SENTENCES: Mapping[Denial, tuple[str, str]] = {
    Denial.NOBODY_CAST: ("Nobody is in the cast.", "출연자가 없습니다."),
    Denial.REQUESTER_SUSPENDED: (
        "The account that asks is suspended.",
        "요청한 계정이 정지되어 있습니다.",
    ),
    Denial.SUSPENDED: ("This cameo is suspended.", "이 카메오는 정지되어 있습니다."),
    Denial.NOT_GRANTED: ("They have not allowed you to use their cameo.", "이 카메오를 쓰도록 허락받지 않았습니다."),
    Denial.MINOR: (
        "The cameo of a minor is private, and films with it are seen by nobody else.",
        "미성년자의 카메오는 비공개이며, 나온 영상은 본인만 볼 수 있습니다.",
    ),
    Denial.UNVERIFIED: (
        "An unverified cameo stays on the computer it was made on.",
        "확인되지 않은 카메오는 만든 컴퓨터 안에서만 쓸 수 있습니다.",
    ),
    Denial.UNMARKED: (
        "A film with an unverified cameo must carry the mark.",
        "확인되지 않은 카메오가 나오는 영상에는 표시가 있어야 합니다.",
    ),
    Denial.REFUSED: ("They said no to this video.", "이 영상에 나오기를 거절했습니다."),
    Denial.RESTRICTED: (
        "They ruled out something in this video.",
        "이 영상에는 그 사람이 원하지 않는다고 한 것이 들어 있습니다.",
    ),
    Denial.ENDED: ("Their permission has ended.", "허락이 끝났습니다."),
    Denial.USED_UP: ("Their permission is used up.", "허락된 횟수를 다 썼습니다."),
    Denial.KIND: ("They do not allow this kind of content.", "이런 내용은 허락하지 않았습니다."),
    Denial.PURPOSE: ("They do not allow this purpose.", "이런 목적은 허락하지 않았습니다."),
    Denial.AUDIENCE: ("They do not allow so wide an audience.", "이렇게 넓은 공개는 허락하지 않았습니다."),
    Denial.ENGINE: ("They do not allow this engine.", "이 엔진은 허락하지 않았습니다."),
    Denial.STORYBOARD_NOT_APPROVED: (
        "They have not approved the storyboard yet.",
        "아직 스토리보드를 승인하지 않았습니다.",
    ),
    Denial.RESULT_NOT_APPROVED: ("They have not approved the result yet.", "아직 결과를 승인하지 않았습니다."),
}


class Basis(StrEnum):
    """What a proof rests on."""

    OWN = "own"  # the requester's own cameo
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Why one person may be used; `marked`: the mark must show. `grant` is the one relied on, None for one's own."""

    cameo: CameoId
    basis: Basis
    standing: Standing
    grant: GrantId | None
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """A permit: this use is allowed at this gate at `at`, for everybody in the cast, each with a proof."""

    production: ProductionId
    gate: Gate
    proofs: tuple[Proof, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """No, and why, per person; never empty, and no person's reasons are."""

    reasons: Mapping[CameoId, tuple[Denial, ...]]

    @property
    def waits(self) -> bool:
        """Whether nothing but approvals is missing."""
        return all(reason in WAITING for reasons in self.reasons.values() for reason in reasons)


class UseDenied(Forbidden):
    """Somebody in the cast may not be used like this."""

    code = "use_denied"
    en = "{handle} may not be used like this."
    ko = "{handle}을(를) 이렇게 쓸 수 없습니다."

    def __init__(self, *, handle: str, reasons: tuple[Denial, ...]) -> None:
        self.reasons = reasons
        super().__init__(handle=handle, reasons=[reason.value for reason in reasons])

    def sentence(self, language: str) -> str:
        """One sentence per reason."""
        return " ".join([super().sentence(language), *(reason.sentence(language) for reason in self.reasons)])


def permit(question: Question, grants: Iterable[Grant], names: Mapping[CameoId, Handle], now: datetime) -> Allowed:
    """A permit. Raises `UseDenied` for the first person who is denied; `names` says how people are called."""
    match decide(question, grants, now):
        case Allowed() as allowed:
            return allowed
        case Denied(reasons=reasons):
            cameo, why = next(iter(reasons.items()))
            raise UseDenied(handle=str(names.get(cameo, "")), reasons=why)


NOBODY = CameoId("")  # whose reasons are those of a film with nobody in it


def decide(question: Question, grants: Iterable[Grant], now: datetime) -> Allowed | Denied:
    """Whether this use is allowed now. `grants` may hold any; only those of the cast, for the requester, count."""
    given = tuple(grants)
    found = {person.cameo: _proven(person, question, given, now) for person in question.cast}
    denied = {cameo: proof for cameo, proof in found.items() if not isinstance(proof, Proof)}
    if not question.cast:
        denied = {NOBODY: (Denial.NOBODY_CAST,)}
    if denied:
        return Denied(reasons=denied)
    proofs = tuple(proof for proof in found.values() if isinstance(proof, Proof))
    return Allowed(production=question.production, gate=question.gate, proofs=proofs, at=now)


def _proven(
    person: Appearing, question: Question, grants: tuple[Grant, ...], now: datetime
) -> Proof | tuple[Denial, ...]:
    """A proof for one person, or why there is none."""
    own = person.owner == question.requester
    hindrances = tuple(_hindrances(person, question, own))
    if hindrances:
        return hindrances
    marked = person.standing is not Standing.VERIFIED
    if own:
        return Proof(cameo=person.cameo, basis=Basis.OWN, standing=person.standing, grant=None, marked=marked)
    shortfalls = [
        (tuple(_shortfalls(grant, question, now)), grant)
        for grant in grants
        if grant.cameo == person.cameo and _is_for(grant, person.owner, question)
    ]
    if not shortfalls:
        return (Denial.NOT_GRANTED,)
    missing, best = min(shortfalls, key=lambda pair: (len(pair[0]), not set(pair[0]) <= WAITING, pair[1].id))
    if missing:
        return missing
    return Proof(cameo=person.cameo, basis=Basis.GRANT, standing=person.standing, grant=best.id, marked=marked)


def _hindrances(person: Appearing, question: Question, own: bool) -> Iterable[Denial]:
    """What no grant can overcome."""
    if question.requester_suspended:
        yield Denial.REQUESTER_SUSPENDED
    if person.suspended:
        yield Denial.SUSPENDED
    if person.owner in question.blocked or (question.gate is Gate.VIEW) != (question.viewer is not None):
        yield Denial.NOT_GRANTED  # nobody is told of a block
    alone = question.audience.within(Audience.REQUESTER) and question.viewer in (None, question.requester)
    if person.minor and not (own and alone):
        yield Denial.MINOR
    if person.standing is not Standing.VERIFIED:
        if not own or question.audience is not Audience.THIS_COMPUTER or question.where is not Where.HERE:
            yield Denial.UNVERIFIED
        if not question.marks_unverified:
            yield Denial.UNMARKED
    if any(question.answers.get((person.cameo, stage)) is False for stage in Stage):
        yield Denial.REFUSED
    if person.restricted and not own:
        yield Denial.RESTRICTED


def _is_for(grant: Grant, owner: AccountId, question: Question) -> bool:
    """Whether the requester is whom the grant is given to."""
    match grant.grantee:
        case Person(account=account):
            return account == question.requester
        case MutualFriends():
            return owner in question.friends
        case Everyone():
            return True


def _shortfalls(grant: Grant, question: Question, now: datetime) -> Iterable[Denial]:
    """What of the question a grant does not cover."""
    if not in_force(grant, now):
        yield Denial.ENDED
    counted = question.used.get(grant.id, frozenset()) - {question.production}
    if grant.videos is not None and len(counted) >= grant.videos:
        yield Denial.USED_UP
    if not question.kinds or not question.kinds <= grant.kinds or question.kinds & grant.forbidden:
        yield Denial.KIND
    if question.purpose not in grant.purposes:
        yield Denial.PURPOSE
    if not question.audience.within(grant.audience):
        yield Denial.AUDIENCE
    if question.where not in grant.where or (grant.engines is not None and question.engine not in grant.engines):
        yield Denial.ENGINE
    for stage in Stage:
        if stage in _asked_for(grant, question) and question.answers.get((grant.cameo, stage)) is not True:
            yield Denial.STORYBOARD_NOT_APPROVED if stage is Stage.STORYBOARD else Denial.RESULT_NOT_APPROVED


def _asked_for(grant: Grant, question: Question) -> frozenset[Stage]:
    """The approvals that must have been given before this gate; a grant that names no stage means both."""
    known = grant.approval is Approval.FIRST_TIME and grant.id in question.approved_before
    if grant.approval is Approval.NONE or known:
        return frozenset()
    stages = grant.stages or frozenset(Stage)
    return _WAITS_FOR[question.gate] & (stages | {Stage.RESULT} if question.own_voices else stages)
