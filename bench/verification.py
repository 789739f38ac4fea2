"""Who gets in: an attack suite against genuine sessions, judged by the standard policy.

Genuine sessions are performers x challenges x conditions (screen light, exposure, colour of the light, noise, coding),
some of them at a higher frame rate; performers differ in skin, hair, beard and glasses;
attacks are every species against every victim in turn, drawn performers and, where they are (shared/data), real people.
Everything is made by code from seeds. APCER is the share of one species' attacks that are verified, BPCER the share of
genuine sessions that are refused or sent to record again (ISO/IEC 30107-3); sent to a person's review counts as neither.

`python -m bench.verification 0.1` runs a tenth of it. The numbers of every session are written to
build/bench/verification-sessions.jsonl as it ends; `python -m bench.verification again FILE` judges such a file by the
present limits, without recording anything.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from bench import scratch
from walkon.cli.verify import name_of
from walkon.domain.capture import Challenge, Language, Screen, draw_challenge
from walkon.domain.evidence import Evidence
from walkon.domain.policies import STANDARD
from walkon.domain.verification import Verdict, Verified, judge
from walkon.media.decode import open_clip
from walkon.perception.observe import observe
from walkon.ports.world import silent
from walkon.rehearsal.attacks.footage import Footage, filmed, footage_of
from walkon.rehearsal.cast import cast
from walkon.rehearsal.sessions import KINDS, MASTER, Conditions, attacked, faces_in, genuine, performed
from walkon.rehearsal.state import ROOMS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SIZE, FPS, FAST = (360, 480), 16, 30
KINDS_OF_CHALLENGE = (
    (Language.ENGLISH, Screen.WIDE),
    (Language.KOREAN, Screen.WIDE),
    (Language.ENGLISH, Screen.NARROW),
    (Language.KOREAN, Screen.NARROW),
)
CONDITIONS = (
    Conditions(),
    Conditions(amount=0.04),
    Conditions(amount=0.15, delay=0.2),
    Conditions(gain=0.55),
    Conditions(gain=1.35),
    Conditions(warmth=0.25),
    Conditions(warmth=-0.2, delay=0.05),
    Conditions(noise=4.0),
    Conditions(quality=32),
)
CONDITIONS_OF_FAST = CONDITIONS[::4]
REAL = ("d3", "d10", "d13", "d18")
EACH = 12  # attacks of each species
CORES = 2
SESSIONS = Path("build/bench/verification-sessions.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A recording that sessions are made of: unlit, coded once, its faces known."""

    name: str
    challenge: Challenge | None  # None: a clip that answers nothing
    data: bytes
    points: npt.NDArray[np.float32]
    fast: bool = False  # at a higher frame rate; for genuine sessions

    def footage(self) -> Footage:
        return footage_of(open_clip(self.data), self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One recording to be handed in; `kind` is a species, or None for a genuine one. Numbers are places in the bases."""

    kind: str | None
    live: int
    stolen: int
    conditions: Conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a session."""

    kind: str | None
    verdict: str
    reasons: tuple[str, ...]
    seconds: float
    live: str
    stolen: str
    conditions: Conditions
    evidence: Evidence


def main() -> None:
    if sys.argv[1:2] == ["again"]:
        print(json.dumps(figures(judged_again(Path(sys.argv[2])))))
        return
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    speed = scratch.in_another_process(speed_of_a_verdict)
    bases = everybody()
    sessions = thinned([*genuine_sessions(bases), *attack_sessions(bases)], share)
    began = time.perf_counter()
    outcomes = []
    SESSIONS.parent.mkdir(parents=True, exist_ok=True)
    with SESSIONS.open("w", encoding="utf-8") as file:
        for outcome in carried_out(sessions, bases):
            outcomes.append(outcome)
            file.write(json.dumps(asdict(outcome)) + "\n")
            file.flush()
    print(f"{len(outcomes)} sessions in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    json.dump(figures(outcomes) | speed | {"cores": scratch.cores()}, sys.stdout)


def everybody() -> list[Base]:
    """Every performer's answers to every kind of challenge, the real clips where they are, then answers at `FAST`."""
    wanted = [(name, number, False) for name in cast() for number in range(len(KINDS_OF_CHALLENGE))]
    faster = [(name, number, True) for number, name in enumerate(cast(), len(KINDS_OF_CHALLENGE))]
    with ProcessPoolExecutor(CORES, mp_context=multiprocessing.get_context("spawn")) as pool:
        drawn = list(pool.map(recorded, *zip(*wanted, strict=True)))
        clips = [base for base in pool.map(real, REAL) if base is not None]
        return drawn + clips + list(pool.map(recorded, *zip(*faster, strict=True)))


def recorded(name: str, number: int, fast: bool) -> Base:
    language, screen = KINDS_OF_CHALLENGE[number % len(KINDS_OF_CHALLENGE)]
    challenge = draw_challenge(random.Random(f"{name}/{number}"), language, NOW, screen)
    room = list(ROOMS.values())[number % len(ROOMS)]
    footage = performed(name, challenge, room=room, size=SIZE, fps=FAST if fast else FPS, seed=number)
    assert footage.points is not None
    return Base(name=name, challenge=challenge, data=filmed(footage, MASTER), points=footage.points, fast=fast)


def real(name: str) -> Base | None:
    """A real person's clip; in memory only."""
    try:
        data = scratch.real_clip(name).read_bytes()
    except SystemExit:
        return None
    footage = footage_of(open_clip(data))
    return Base(name=name, challenge=None, data=data, points=faces_in(footage))


def genuine_sessions(bases: Sequence[Base]) -> list[Session]:
    return [
        Session(kind=None, live=i, stolen=i, conditions=replace(conditions, seed=1000 * i + k))
        for i, base in enumerate(bases)
        if base.challenge is not None
        for k, conditions in enumerate(CONDITIONS_OF_FAST if base.fast else CONDITIONS)
    ]


def attack_sessions(bases: Sequence[Base]) -> list[Session]:
    """Each species against `EACH` victims; the attacker is somebody else who answers the challenge."""
    bases = [base for base in bases if not base.fast]
    attackers = [i for i, base in enumerate(bases) if base.challenge is not None]
    chance = random.Random(7)
    sessions = []
    for kind in KINDS:
        victims = chance.sample(range(len(bases)), k=min(EACH, len(bases)))
        for victim in victims:
            others = [i for i in attackers if bases[i].name != bases[victim].name]
            conditions = replace(chance.choice(CONDITIONS), seed=chance.randrange(10**6))
            sessions.append(Session(kind=kind, live=chance.choice(others), stolen=victim, conditions=conditions))
    return sessions


def thinned(sessions: Sequence[Session], share: float) -> list[Session]:
    """About a share of them, evenly spread, of each kind at least one."""
    if share >= 1:
        return list(sessions)
    by_kind: dict[str | None, list[Session]] = {}
    for session in sessions:
        by_kind.setdefault(session.kind, []).append(session)
    kept = []
    for some in by_kind.values():
        count = max(1, round(share * len(some)))
        kept += [some[int(i)] for i in np.linspace(0, len(some) - 1, count)]
    return kept


_bases: list[Base] = []


def _remember(bases: list[Base]) -> None:
    _bases[:] = bases


def carried_out(sessions: Sequence[Session], bases: list[Base]) -> Iterable[Outcome]:
    with ProcessPoolExecutor(
        CORES, mp_context=multiprocessing.get_context("spawn"), initializer=_remember, initargs=(bases,)
    ) as pool:
        yield from pool.map(carry_out, sessions, chunksize=4)


def carry_out(session: Session) -> Outcome:
    live, stolen = _bases[session.live], _bases[session.stolen]
    challenge = live.challenge
    assert challenge is not None
    if session.kind is None:
        data = genuine(live.footage(), challenge, session.conditions)
    else:
        data = attacked(
            session.kind,
            challenge,
            live=live.footage(),
            stolen=stolen.footage(),
            stolen_challenge=stolen.challenge,
            conditions=session.conditions,
        )
    began = time.perf_counter()
    verdict = judge(witnessed(observe(open_clip(data), challenge, silent).evidence), STANDARD, NOW)
    return Outcome(
        kind=session.kind,
        verdict=name_of(verdict),
        reasons=reasons_of(verdict),
        seconds=time.perf_counter() - began,
        live=live.name,
        stolen=stolen.name,
        conditions=session.conditions,
        evidence=verdict.evidence,
    )


def judged_again(file: Path) -> list[Outcome]:
    """The sessions of an earlier run under the present limits."""
    outcomes = TypeAdapter(list[Outcome]).validate_json(b"[%s]" % b",".join(file.read_bytes().splitlines()))
    verdicts = [judge(outcome.evidence, STANDARD, NOW) for outcome in outcomes]
    return [
        replace(outcome, verdict=name_of(verdict), reasons=reasons_of(verdict))
        for outcome, verdict in zip(outcomes, verdicts, strict=True)
    ]


def reasons_of(verdict: Verdict) -> tuple[str, ...]:
    return () if isinstance(verdict, Verified) else tuple(reason.value for reason in verdict.reasons)


def witnessed(evidence: Evidence) -> Evidence:
    """As if a server had revealed every step in time and knew nobody like this: the recording alone has to decide."""
    return replace(evidence, witnessed=True, resembles_another=False)


def figures(outcomes: Sequence[Outcome]) -> dict[str, object]:
    attacks = [o for o in outcomes if o.kind is not None]
    people = [o for o in outcomes if o.kind is None]
    species = {kind: of_kind([o for o in attacks if o.kind == kind]) for kind in KINDS}
    apcer = {kind: rows["accepted"] / rows["of"] for kind, rows in species.items() if rows["of"]}
    turned_away = [o for o in people if o.verdict in ("refused", "retry")]
    worst = max(apcer, key=lambda kind: apcer[kind])
    return {
        "attacks": len(attacks),
        "accepted": sum(o.verdict == "verified" for o in attacks),
        "species": len(apcer),
        "apcer_worst": apcer[worst],
        "worst_species": worst,
        "genuine": len(people),
        "verified": sum(o.verdict == "verified" for o in people),
        "reviewed": sum(o.verdict == "needs_review" for o in people),
        "bpcer": len(turned_away) / max(1, len(people)),
        "why_turned_away": dict(Counter(reason for o in turned_away for reason in o.reasons).most_common()),
        "by_species": species,
    }


def of_kind(outcomes: Sequence[Outcome]) -> dict[str, int]:
    verdicts = Counter(o.verdict for o in outcomes)
    return {
        "of": len(outcomes),
        "accepted": verdicts["verified"],
        "refused": verdicts["refused"],
        "retry": verdicts["retry"],
        "review": verdicts["needs_review"],
    }


def speed_of_a_verdict() -> dict[str, float]:
    """One full-size take, from file to verdict, in a process of its own."""
    challenge = draw_challenge(random.Random(3), Language.ENGLISH, NOW, Screen.WIDE)
    data = scratch.in_another_process(full_size, challenge)
    began = time.perf_counter()
    judge(witnessed(observe(open_clip(data), challenge, silent).evidence), STANDARD, NOW)
    took = time.perf_counter() - began
    began = time.perf_counter()
    decoded = sum(1 for _ in open_clip(data).frames()) / 24
    floor = time.perf_counter() - began
    return {
        "seconds_per_second": took / decoded,
        "decoder_seconds_per_second": floor / decoded,
        "peak_mib": scratch.peak_mib(),
    }


def full_size(challenge: Challenge) -> bytes:
    return genuine(performed("fir", challenge), challenge)


if __name__ == "__main__":
    main()
