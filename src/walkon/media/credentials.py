"""What is signed into a film, and reading it back: C2PA Content Credentials.

Rules
1. Signing and checking happen in memory and never touch the network: no time-stamp server, no revocation or remote
   manifest is fetched.
2. A film says that it is a composite with synthetic parts, which engine made it, whether somebody in it is unverified,
   and on which consents it rests: salted hashes of cameo ids, never a name or a handle.
   One that was made from others carries them as ingredients, with their credentials: they are drawn again, not copied.
3. `VALID` means: signed, and unchanged since. Whether the signer is one to trust is a separate answer.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO, Protocol

import c2pa

from walkon import __version__
from walkon.domain.cameo import Standing
from walkon.domain.production import Descent
from walkon.domain.provenance import CheckStatus, Claims, ConsentRecord, Ingredient
from walkon.media import errors
from walkon.media.container import Source, byte_size, is_container, reading

FILM_LABEL = "org.walkon.film"
GENERATOR = "walkon"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
COMPOSITE = SOURCE_TYPES + "compositeSynthetic"  # recorded people in a rendered scene
CAPTURED = SOURCE_TYPES + "digitalCapture"
SYNTHETIC_VOICE = SOURCE_TYPES + "algorithmicMedia"  # rules and signal processing, no trained generator
_GENERATED = ("compositeSynthetic", "rainedAlgorithmicMedia", "algorithmicMedia", "digitalArt", "virtualRecording")
_MIME = "video/mp4"
_COMPONENT = "componentOf"
_RELATION = {Descent.REMIX: "inputTo", Descent.EXTEND: _COMPONENT, Descent.STITCH: _COMPONENT}
_INGREDIENT = "original"  # and its number
_C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")  # C2PA specification, A.5: BMFF-based formats
_READ_AT_ONCE = 1 << 20
_MARK = re.compile(r"[0-9a-f]{64}")
_NO_TRAINING = ("cawg.ai_generative_training", "cawg.ai_inference", "cawg.ai_training", "cawg.data_mining")
_ABOUT_TRUST = ("signingCredential.untrusted", "signingCredential.expired", "claimSignature.outsideValidity")
_SETTINGS: dict[str, Any] = {
    "core": {"allowed_network_hosts": [], "backing_store_memory_threshold_in_mb": 4096},
    "verify": {"verify_trust": True, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}


class Signer(Protocol):
    """Signs for this home: ES256 with a PEM certificate chain, leaf first."""

    @property
    def chain(self) -> bytes: ...

    @property
    def root(self) -> bytes: ...

    def sign(self, data: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a file says about itself. All but `status` and `trusted` is what the signer claimed."""

    status: CheckStatus
    trusted: bool  # signed under the root that was given
    reasons: tuple[str, ...] = ()  # C2PA status codes of what does not fit
    signer: str | None = None  # organisation named in the certificate
    engine: str | None = None
    engine_version: str | None = None
    generated: bool = False  # some of what is seen or heard was never in front of a camera or microphone
    source_type: str | None = None  # IPTC digital source type of the whole, its last word
    unverified: bool = False  # shows somebody whose identity was not verified
    synthetic_voice: bool = False
    own_voices: tuple[str, ...] = ()  # who reads lines themself, as in `consents`
    consents: tuple[ConsentRecord, ...] = ()
    actions: tuple[str, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()  # the films it was made from, without their bytes
    production: str | None = None  # the mark under which the server that made it knows it
    made_on: date | None = None


def sign_film(film: bytes, claims: Claims, signer: Signer) -> bytes:
    """The same film with signed credentials. Raises `SigningFailed`."""
    signed = io.BytesIO()
    try:
        with (
            _context(signer.root) as context,
            c2pa.Signer.from_callback(signer.sign, c2pa.C2paSigningAlg.ES256, signer.chain.decode()) as hand,
            c2pa.Builder(_manifest(claims), context=context) as builder,
        ):
            for number, ingredient in enumerate(claims.ingredients):
                described = {
                    "title": "film",
                    "relationship": _RELATION[ingredient.descent],
                    "label": f"{_INGREDIENT}{number}",
                }
                builder.add_ingredient(described, _MIME, io.BytesIO(ingredient.film))
            builder.sign(hand, _MIME, io.BytesIO(film), signed)
    except c2pa.C2paError:
        raise errors.SigningFailed from None
    return signed.getvalue()


def check_film(source: Source, trust_root: bytes | None = None) -> CheckReport:
    """What the file's credentials say, and whether they fit. `trust_root` is a PEM certificate to trust.

    Raises `ClipMissing`, `ClipUnreadable`, `ClipEmpty`, `NotAVideo`.
    """
    if byte_size(source) == 0:
        raise errors.ClipEmpty
    with reading(source) as file:
        if not is_container(file.read(16)):
            raise errors.NotAVideo
        file.seek(0)
        return _checked(file, trust_root)


def _checked(file: BinaryIO, trust_root: bytes | None) -> CheckReport:
    try:
        with _context(trust_root) as context, c2pa.Reader(_MIME, file, context=context) as reader:
            store = json.loads(reader.json())
            state = reader.get_validation_state()
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.RemoteManifest):
        return CheckReport(status=CheckStatus.STRIPPED, trusted=False)
    except c2pa.C2paError:
        if not _holds_credentials(file):
            return CheckReport(status=CheckStatus.STRIPPED, trusted=False)
        return CheckReport(status=CheckStatus.TAMPERED, trusted=False, reasons=("unreadable",))
    found = [str(row.get("code")) for row in store.get("validation_status", [])]
    reasons = tuple(code for code in found if code not in _ABOUT_TRUST)
    manifest = store.get("manifests", {}).get(store.get("active_manifest"))
    if manifest is None:
        return CheckReport(status=CheckStatus.TAMPERED, trusted=False, reasons=reasons or ("unreadable",))
    fits = not reasons and (state in ("Valid", "Trusted") or bool(found))
    status = CheckStatus.VALID if fits else CheckStatus.TAMPERED
    return _report(manifest, status, reasons, fits and state == "Trusted" and trust_root is not None)


def _holds_credentials(file: BinaryIO) -> bool:
    """Whether a C2PA box lies anywhere in a file that cannot be read as a whole."""
    file.seek(0)
    overlap = b""
    while part := file.read(_READ_AT_ONCE):
        if _C2PA_BOX in overlap + part:
            return True
        overlap = part[-len(_C2PA_BOX) :]
    return False


def _report(manifest: Mapping[str, Any], status: CheckStatus, reasons: tuple[str, ...], trusted: bool) -> CheckReport:
    """A manifest, which anybody may have written, as a report. What has another form than ours is left out."""
    assertions = {str(a.get("label")): a.get("data") for a in manifest.get("assertions", [])}
    actions = _actions(assertions)
    kinds = [str(a["digitalSourceType"]) for a in actions if a.get("digitalSourceType")]
    film = assertions.get(FILM_LABEL)
    film = film if isinstance(film, dict) else {}
    return CheckReport(
        status=status,
        trusted=trusted,
        reasons=reasons,
        signer=(manifest.get("signature_info") or {}).get("issuer"),
        engine=_text(film.get("engine")),
        engine_version=_text(film.get("engine_version")),
        generated=any(kind.endswith(_GENERATED) for kind in kinds),
        source_type=kinds[0].rsplit("/", 1)[-1] if kinds else None,
        unverified=film.get("unverified") is True,
        synthetic_voice=film.get("synthetic_voice") is True,
        own_voices=_marks(film.get("own_voices")),
        consents=_consents(film.get("consents")),
        actions=tuple(str(a.get("action")) for a in actions),
        ingredients=_ingredients(film.get("made_from")),
        production=_mark(film.get("production")),
        made_on=_day(film.get("made_on")),
    )


def _actions(assertions: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    for label in ("c2pa.actions.v2", "c2pa.actions"):
        data = assertions.get(label)
        if isinstance(data, dict) and isinstance(data.get("actions"), list):
            return [a for a in data["actions"] if isinstance(a, dict)]
    return []


def _text(value: object) -> str | None:
    return value[:200] if isinstance(value, str) else None


def _mark(value: object) -> str | None:
    return value if isinstance(value, str) and _MARK.fullmatch(value) else None


def _marks(values: object) -> tuple[str, ...]:
    return tuple(mark for value in values[:100] if (mark := _mark(value))) if isinstance(values, list) else ()


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _consents(rows: object) -> tuple[ConsentRecord, ...]:
    standings = {standing.value: standing for standing in Standing}
    found = []
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("cameo"), str) and row.get("basis") in standings:
            found.append(ConsentRecord(cameo=row["cameo"][:64], basis=standings[row["basis"]]))
    return tuple(found)


def _ingredients(rows: object) -> tuple[Ingredient, ...]:
    descents = {descent.value: descent for descent in Descent}
    found = []
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict) or row.get("descent") not in descents:
            continue
        mark, digest = _text(row.get("production")), _text(row.get("sha256"))
        if mark is not None and digest is not None:
            found.append(Ingredient(production=mark[:64], descent=descents[row["descent"]], sha256=digest[:64]))
    return tuple(found)


def _context(trust_root: bytes | None) -> c2pa.Context:
    trust = {"trust": {"trust_anchors": trust_root.decode()}} if trust_root else {}
    return c2pa.Context.from_dict(_SETTINGS | trust)


def _manifest(claims: Claims) -> dict[str, Any]:
    agent = {"name": claims.engine, "version": claims.engine_version}
    actions: list[dict[str, Any]] = [
        {"action": "c2pa.created", "digitalSourceType": COMPOSITE, "softwareAgent": agent},
        {"action": "org.walkon.people_placed", "digitalSourceType": CAPTURED, "softwareAgent": agent},
    ]
    if claims.synthetic_voice:
        spoken = {
            "action": "org.walkon.voice_synthesised",
            "digitalSourceType": SYNTHETIC_VOICE,
            "softwareAgent": agent,
        }
        actions.append(spoken)
    if claims.own_voices:
        actions.append({"action": "org.walkon.voice_recorded", "digitalSourceType": CAPTURED, "softwareAgent": agent})
    for number, ingredient in enumerate(claims.ingredients):
        if _RELATION[ingredient.descent] == _COMPONENT:
            placed = {"action": "c2pa.placed", "parameters": {"ingredientIds": [f"{_INGREDIENT}{number}"]}}
            actions.append({**placed, "softwareAgent": agent})
    film: dict[str, Any] = {
        "version": 1,
        "engine": claims.engine,
        "engine_version": claims.engine_version,
        "unverified": claims.unverified,
        "synthetic_voice": claims.synthetic_voice,
        "consents": [{"cameo": c.cameo, "basis": c.basis.value} for c in claims.consents],
        "made_from": [
            {"production": i.production, "descent": i.descent.value, "sha256": i.sha256} for i in claims.ingredients
        ],
    }
    if claims.own_voices:
        film["own_voices"] = list(claims.own_voices)
    if claims.production is not None:
        film["production"] = claims.production
    if claims.made_on is not None:
        film["made_on"] = claims.made_on.isoformat()
    return {
        "claim_generator_info": [{"name": GENERATOR, "version": __version__}],
        "title": "film",
        "format": _MIME,
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": actions}},
            {"label": "cawg.training-mining", "data": {"entries": {k: {"use": "notAllowed"} for k in _NO_TRAINING}}},
            {"label": FILM_LABEL, "data": film},
        ],
    }
