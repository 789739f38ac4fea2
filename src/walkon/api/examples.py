"""Examples of what operations take, for the OpenAPI description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TERMS = {
    "kinds": ["everyday", "comedy"],
    "purposes": ["personal"],
    "audience": "friends",
    "approval": "every_video",
    "stages": ["storyboard", "result"],
    "videos": 3,
    "expires_at": "2027-01-01T00:00:00Z",
}
_CEREMONY = "6f1c2a9e0d3b4857a1f0c2d4e6b8091a"
_SIGNED = {
    "id": "mXq0v1s",
    "type": "public-key",
    "response": {"clientDataJSON": "eyJ0eXBlIjoi", "authenticatorData": "SZYN5Yg", "signature": "MEUCIQ"},
}
_MADE = {
    "id": "mXq0v1s",
    "type": "public-key",
    "response": {"clientDataJSON": "eyJ0eXBlIjoi", "attestationObject": "o2NmbXRk"},
}
_UPLOAD = "0c9d8e7f6a5b4c3d2e1f00112233aabb"

EXAMPLES: Mapping[str, Any] = {
    "begin_sign_up": {"handle": "mina", "language": "ko", "invite": "F7KQM-3W2XR-9TBNC-HD4VP"},
    "finish_sign_up": {"handle": "mina", "ceremony": _CEREMONY, "answer": _MADE, "device": "Mina's phone"},
    "finish_sign_in": {"ceremony": _CEREMONY, "answer": _SIGNED, "device": "Mina's phone"},
    "finish_confirm": {"ceremony": _CEREMONY, "answer": _SIGNED},
    "recover": {"code": "F7KQM-3W2XR-9TBNC-HD4VP", "device": "Mina's new phone"},
    "add_passkey": {"ceremony": _CEREMONY, "answer": _MADE, "device": "security key"},
    "make_token": {"name": "calendar", "scopes": ["read"], "days": 30},
    "make_invite": {"uses": 2, "days": 7},
    "change_me": {"language": "ko"},
    "change_my_cameo": {"shown_to": "friends", "restrictions": ["no politics"], "preferences": ["always a raincoat"]},
    "give_grant": {"to": "person", "handle": "jun", "terms": _TERMS},
    "ask_access": {"handle": "mina", "terms": _TERMS, "message": "For our holiday film."},
    "accept_access_request": {"terms": _TERMS | {"videos": 1}},
    "draw_challenge": {"language": "ko", "screen": "narrow"},
    "send_take": {"challenge": {"id": _CEREMONY}, "upload": _UPLOAD},
    "begin_recording": {"upload": _UPLOAD, "screen": "wide"},
    "finish_recording": {"shown": [0.02, 1.51, 4.03]},
    "propose_production": {
        "prompt": "me and @mina as astronauts on Mars",
        "cast": ["jun", "mina"],
        "audience": "friends",
    },
    "understand_sentence": {
        "prompt": "me and @mina as astronauts on Mars",
        "choices": {"hour": "night", "people": [{"handle": "jun", "costume": "casual"}]},
    },
    "approve_production": {"note": "Lovely."},
    "refuse_production": {"note": "Not this one, please."},
    "allow_production": {"lasting": "always", "approval": "first_time"},
    "ask_change": {"words": "Could it rain less? And no hat, please."},
    "rewrite_production": {"prompt": "me and @mina as astronauts on Mars, in sunshine"},
    "read_notices": {"id": 12},
    "set_plan": {"tier": "plus", "own": {"productions_a_day": 40}},
    "check_link": {"link": "https://films.example/films/0c9d8e7f6a5b4c3d2e1f00112233aabb"},
    "choose_notice_rules": [{"event": "released", "channel": "mail", "wanted": False}],
}


def made_from(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Something that a schema accepts: its own example, its default, or the least that it asks for."""
    if "$ref" in schema:
        return made_from(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    given = [schema[name] for name in ("example", "default", "const") if name in schema]
    given += [schema[name][0] for name in ("examples", "enum") if schema.get(name)]
    if given:
        return given[0]
    for name in ("anyOf", "oneOf", "allOf"):
        if schema.get(name):
            return made_from(schema[name][0], schemas)
    return _least(schema, schemas)


def _least(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    match schema.get("type"):
        case "object":
            wanted = schema.get("required", ())
            return {name: made_from(schema["properties"][name], schemas) for name in wanted}
        case "array":
            return [made_from(schema["items"], schemas)] * schema.get("minItems", 0)
        case "integer" | "number" | "boolean" as kind:
            return True if kind == "boolean" else schema.get("minimum", 1)
        case "string":
            moment = schema.get("format") == "date-time"
            text = "text"[: schema.get("maxLength", 4)].ljust(schema.get("minLength", 0), "t")
            return "2027-01-01T00:00:00Z" if moment else text
        case _:
            return None
