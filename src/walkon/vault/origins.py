"""Where a cameo was brought from, as it lies sealed in its record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from walkon.domain.cameo import JudgedBy, Origin
from walkon.domain.ids import ParcelId


def origin_json(origin: Origin) -> dict[str, Any]:
    """What is written."""
    return {
        "parcel": origin.parcel,
        "server": origin.server,
        "signer": origin.signer,
        "cameo": origin.cameo,
        "created": origin.created.isoformat(),
        "renewed": None if origin.renewed is None else origin.renewed.isoformat(),
        "policy": origin.policy,
        "policy_version": origin.policy_version,
        "judged_by": origin.judged_by.value,
        "believed": origin.believed,
    }


def origin_of(row: dict[str, Any]) -> Origin:
    """What was written. Raises `ValueError`, `KeyError`, `TypeError` for anything else."""
    renewed = row["renewed"]
    return Origin(
        parcel=ParcelId(row["parcel"]),
        server=row["server"],
        signer=row["signer"],
        cameo=row["cameo"],
        created=datetime.fromisoformat(row["created"]),
        renewed=None if renewed is None else datetime.fromisoformat(renewed),
        policy=row["policy"],
        policy_version=int(row["policy_version"]),
        judged_by=JudgedBy(row["judged_by"]),
        believed=row["believed"] is True,
    )
