"""Laws of taking a cameo to another server: one account, one server, one week; believed only where everything speaks for it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.cameo import Cameo, JudgedBy, Standing
from walkon.domain.ids import CameoId, Handle, ParcelId
from walkon.domain.parcel_errors import (
    BadDestination,
    BadSenders,
    CannotTravel,
    NoParcel,
    ParcelCodeWrong,
    ParcelForAnother,
    ParcelNewer,
    ParcelOver,
)
from walkon.domain.parcel_statement import VERSION, parcel_of, statement
from walkon.domain.parcels import (
    CLAIMED,
    FACE,
    LASTS,
    NEEDED,
    PARTS,
    Believed,
    Doubt,
    Doubted,
    Parcel,
    arrived,
    code_of,
    kept_parts,
    origin_of,
    pack,
    require_mine,
    require_parts,
    senders,
    weigh,
)
from walkon.domain.policies import AT_HOME, POLICIES, STANDARD, STRICT
from walkon.domain.typed_codes import CODE_BYTES, draw_code
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.parcels import MAGIC, SealedParcels
from walkon.vault.signing import SigningIdentity, SigningRoom

MANY, FEW = settings(max_examples=150, deadline=None), settings(max_examples=60, deadline=None)
HERE, THERE = "https://first.example", "https://second.example"
ROOT = "a" * 64
DATA = {name: (name * 50).encode() for name in sorted(PARTS)}
CAMEO = Cameo(
    id=CameoId("c" * 32),
    handle=Handle("mina"),
    standing=Standing.VERIFIED,
    created=NOON - timedelta(days=9),
    has_voice=True,
    voice_similarity=0.71,
    policy="standard",
    policy_version=1,
    judged_by=JudgedBy.PERSON,
)
HANDLES = st.sampled_from([Handle(name) for name in ("mina", "jun", "민아", "m")])
WORDS = st.lists(st.sampled_from(["no clowns", "광대 안 돼요", "no politics"]), max_size=4).map(tuple)
PARCELS = st.builds(
    lambda handle, cannot, always, renewed, policy, version: replace(
        packed(),
        handle=handle,
        restrictions=cannot,
        preferences=always,
        renewed=renewed,
        policy=policy,
        policy_version=version,
    ),
    HANDLES,
    WORDS,
    WORDS,
    st.none() | st.just(NOON),
    st.sampled_from(sorted(POLICIES)),
    st.integers(0, 9),
)


def packed(parts: dict[str, bytes] = DATA, cameo: Cameo = CAMEO, *, suspended: bool = False) -> Parcel:
    return pack(
        cameo,
        parts,
        id=ParcelId("d" * 32),
        sender=HERE,
        receiver=THERE,
        handle=Handle("mina"),
        suspended=suspended,
        restrictions=("no clowns",),
        preferences=("always a raincoat",),
        now=NOON,
    )


@MANY
@given(st.sampled_from(Standing), st.booleans(), st.sets(st.sampled_from(sorted(PARTS) + ["other"])))
def test_what_travels(standing: Standing, suspended: bool, names: set[str]) -> None:
    parts = {name: b"data" for name in names}
    fits = standing is Standing.VERIFIED and not suspended and NEEDED <= names <= PARTS
    if fits:
        found = packed(parts, replace(CAMEO, standing=standing), suspended=suspended)
        require_parts(found, parts)
        assert CAMEO.id not in json.dumps(statement(found))
    else:
        with pytest.raises(CannotTravel):
            packed(parts, replace(CAMEO, standing=standing), suspended=suspended)


@MANY
@given(PARCELS)
def test_what_is_said_is_read(parcel: Parcel) -> None:
    assert parcel_of(json.loads(json.dumps(statement(parcel)))) == parcel


@MANY
@given(
    PARCELS,
    HANDLES,
    st.sampled_from([HERE, THERE, "http://second.example"]),
    st.floats(-2, 9).map(lambda days: timedelta(days=days)),
)
def test_one_account_one_server_one_week(parcel: Parcel, handle: Handle, here: str, later: timedelta) -> None:
    mine = (handle, here) == (parcel.handle, parcel.receiver)
    if mine and -timedelta(minutes=5) <= later < LASTS:
        require_mine(parcel, here=here, handle=handle, now=NOON + later)
    else:
        with pytest.raises(ParcelOver if mine else ParcelForAnother):
            require_mine(parcel, here=here, handle=handle, now=NOON + later)


@MANY
@given(PARCELS, st.booleans(), st.booleans(), st.sampled_from([AT_HOME, STANDARD, STRICT]))
def test_every_belief_has_its_grounds(parcel: Parcel, named: bool, resembles: bool, policy: Any) -> None:
    order = [AT_HOME.name, STANDARD.name, STRICT.name]
    enough = (
        parcel.policy_version >= policy.version
        if parcel.policy == policy.name
        else order.index(parcel.policy) > order.index(policy.name)
    )
    trusted = frozenset({ROOT}) if named else frozenset({"b" * 64})
    found = weigh(parcel, ROOT, trusted=trusted, policy=policy, resembles=resembles)
    wrong = {Doubt.SENDER: not named, Doubt.POLICY: not enough, Doubt.RESEMBLES: resembles}
    assert found == (
        Doubted(doubts=tuple(doubt for doubt in Doubt if wrong[doubt])) if any(wrong.values()) else Believed()
    )
    cameo = arrived(parcel, ROOT, found, id=CameoId("e" * 32), handle=parcel.handle, now=NOON)
    assert (cameo.standing is Standing.VERIFIED) is isinstance(found, Believed)
    assert cameo.origin is not None and cameo.origin.believed is isinstance(found, Believed)
    kept = kept_parts(DATA, found)
    assert (FACE in kept, CLAIMED in kept) == (isinstance(found, Believed), isinstance(found, Doubted))
    assert sorted(kept.values()) == sorted(DATA.values())


def test_nobody_is_named_by_default() -> None:
    assert weigh(packed(), ROOT, trusted=senders(""), policy=AT_HOME, resembles=False) == Doubted(
        doubts=(Doubt.SENDER,)
    )
    stranger = replace(packed(), policy="other")
    found = weigh(stranger, ROOT, trusted=frozenset({ROOT}), policy=STANDARD, resembles=False)
    assert found == Doubted(doubts=(Doubt.POLICY,))


@MANY
@given(st.lists(st.integers(0, 2**256 - 1).map(lambda n: f"{n:064x}"), max_size=4))
def test_named_roots(roots: list[str]) -> None:
    coloned = [":".join(root[i : i + 2] for i in range(0, 64, 2)).upper() for root in roots]
    assert senders(", ".join(roots)) == senders("\n".join(coloned)) == frozenset(roots)
    with pytest.raises(BadSenders):
        senders(" ".join([*roots, "everybody"]))


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("second.example", THERE),
        (" https://SECOND.example/ ", THERE),
        ("https://second.example:443", THERE),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_as_people_type_it(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


@MANY
@given(st.text(max_size=30) | st.text("htps:/[]@?#.:%0 ", max_size=30))
def test_whatever_is_typed_is_an_origin_or_refused(typed: str) -> None:
    try:
        found = origin_of(typed)
    except BadDestination:
        return
    assert origin_of(found) == found


SAID = statement(packed())
PLACES = [(), ("for",), ("cameo",), ("words",)]
JUNK = st.none() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.text(max_size=3), max_size=2)


@MANY
@given(st.sampled_from(PLACES), st.data(), JUNK | st.dictionaries(st.text(max_size=3), JUNK, max_size=2), st.booleans())
def test_what_has_another_form_is_no_parcel(place: tuple[str, ...], data: Any, junk: Any, gone: bool) -> None:
    said = json.loads(json.dumps(SAID))
    inner = said
    for name in place:
        inner = inner[name]
    name = data.draw(st.sampled_from(sorted(inner)))
    if gone:
        del inner[name]
    else:
        inner[name] = junk
    try:
        assert isinstance(parcel_of(said), Parcel)
    except (NoParcel, ParcelNewer):
        return


def test_a_later_version_says_so() -> None:
    with pytest.raises(ParcelNewer):
        parcel_of({**SAID, "version": VERSION + 1})


class Home:
    """A sender with an identity; made once, since keys take time."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            keys = Keys(KeyFile(Path(folder) / "key"), lambda: False)
            self.identity: SigningIdentity = SigningRoom(Path(folder), keys, lambda: NOON).identity()
        self.wraps = SealedParcels(lambda: self.identity, lambda: NOON)
        self.code = code_of(draw_code(bytes(range(CODE_BYTES))))
        self.file = self.wraps.wrap(packed(), DATA, self.code)


HOME = Home()


def test_it_opens_by_its_code() -> None:
    found = HOME.wraps.unwrap(HOME.file, HOME.code)
    assert (found.parcel, found.parts) == (packed(), DATA)
    assert b"mina" not in HOME.file and b"likeness" not in HOME.file


@FEW
@given(st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES))
def test_no_other_code_opens_it(chance: bytes) -> None:
    code = code_of(draw_code(chance))
    assume(code != HOME.code)
    with pytest.raises(ParcelCodeWrong):
        HOME.wraps.unwrap(HOME.file, code)


@MANY
@given(st.integers(0, len(HOME.file) - 1), st.integers(1, 255), st.sampled_from(["change", "cut", "add"]))
def test_damage_anywhere_is_noticed(at: int, value: int, what: str) -> None:
    file = bytearray(HOME.file)
    match what:
        case "change":
            file[at] ^= value
        case "cut":
            del file[at:]
        case _:
            file.insert(at, value)
    with pytest.raises((NoParcel, ParcelNewer, ParcelCodeWrong)):
        HOME.wraps.unwrap(bytes(file), HOME.code)


@FEW
@given(st.binary(max_size=200), st.booleans())
def test_no_other_file_is_one(data: bytes, alike: bool) -> None:
    with pytest.raises((NoParcel, ParcelNewer, ParcelCodeWrong)):
        HOME.wraps.unwrap((MAGIC + b"\0\1" if alike else b"") + data, HOME.code)


def test_parts_of_another_are_not_signed_for() -> None:
    with pytest.raises(NoParcel):
        HOME.wraps.wrap(packed(), DATA | {"face": b"another's"}, HOME.code)
