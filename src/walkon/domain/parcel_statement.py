"""A parcel as its sender writes and signs it: JSON. The form is documented in docs/parcels.md; a change of it changes `VERSION`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from walkon.domain.cameo import JudgedBy
from walkon.domain.errors import BadInput
from walkon.domain.ids import Handle, ParcelId
from walkon.domain.parcel_errors import NoParcel, ParcelNewer
from walkon.domain.parcels import PARTS, Parcel, Part, origin_of
from walkon.domain.restrictions import MOST, preference, restrictions

TYPE, VERSION = "walkon cameo", 1
_ID, _HASH, _POLICY = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{64}"), re.compile(r"[a-z_]{1,40}")


def statement(parcel: Parcel) -> dict[str, Any]:
    """What the sender signs, ready to be written as JSON. The form is documented; a change of it changes `VERSION`."""
    return {
        "type": TYPE,
        "version": VERSION,
        "parcel": parcel.id,
        "server": parcel.sender,
        "for": {"server": parcel.receiver, "handle": parcel.handle.name},
        "packed_at": parcel.packed_at.isoformat(),
        "cameo": {
            "hash": parcel.cameo,
            "created": parcel.created.isoformat(),
            "renewed": None if parcel.renewed is None else parcel.renewed.isoformat(),
            "policy": parcel.policy,
            "policy_version": parcel.policy_version,
            "judged_by": parcel.judged_by.value,
            "has_voice": parcel.has_voice,
            "voice_similarity": parcel.voice_similarity,
        },
        "words": {"restrictions": list(parcel.restrictions), "preferences": list(parcel.preferences)},
        "parts": [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in parcel.parts],
    }


def parcel_of(said: Mapping[str, Any]) -> Parcel:
    """What a statement says. Raises `ParcelNewer`, and `NoParcel` for what `statement` would not have written."""
    try:
        if said["type"] != TYPE:
            raise NoParcel
        if said["version"] != VERSION:
            raise ParcelNewer if int(said["version"]) > VERSION else NoParcel
        return _read(said)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, BadInput) as error:
        if isinstance(error, ParcelNewer):
            raise
        raise NoParcel from None


def _read(said: Mapping[str, Any]) -> Parcel:
    cameo, words = said["cameo"], said["words"]
    similarity, renewed = cameo["voice_similarity"], cameo["renewed"]
    return Parcel(
        id=ParcelId(_like(_ID, said["parcel"])),
        sender=origin_of(said["server"]),
        receiver=origin_of(said["for"]["server"]),
        handle=Handle.parse(said["for"]["handle"]),
        packed_at=_moment(said["packed_at"]),
        cameo=_like(_HASH, cameo["hash"]),
        created=_moment(cameo["created"]),
        renewed=None if renewed is None else _moment(renewed),
        policy=_like(_POLICY, cameo["policy"]),
        policy_version=int(cameo["policy_version"]),
        judged_by=JudgedBy(cameo["judged_by"]),
        has_voice=cameo["has_voice"] is True,
        voice_similarity=None if similarity is None else _share(similarity),
        restrictions=tuple(one.text for one in restrictions(_texts(words["restrictions"]))),
        preferences=tuple(preference(text).text for text in _texts(words["preferences"])),
        parts=tuple(
            Part(name=_name(row["name"]), size=int(row["size"]), sha256=_like(_HASH, row["sha256"]))
            for row in said["parts"]
        ),
    )


def _like(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("another form")
    return text


def _name(text: str) -> str:
    if text not in PARTS:
        raise ValueError("no part of a cameo")
    return text


def _share(number: float) -> float:
    if not -1 <= number <= 1:
        raise ValueError("no cosine")
    return float(number)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time of nowhere")
    return found


def _texts(texts: Sequence[str]) -> Sequence[str]:
    if not isinstance(texts, list) or len(texts) > MOST:
        raise ValueError("no list of words")
    for text in texts:
        if "\0" in text:
            raise ValueError("no words")
        text.encode()  # half a character raises
    return texts
