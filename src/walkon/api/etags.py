"""Tags of what is shown, made of its content: who has it already is told so, and who changes it can say what they saw."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Annotated, Any

from fastapi import Header
from pydantic import TypeAdapter

from walkon.domain.errors import Conflict

IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=1000, description="the ETag that was seen")]
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    en = "Somebody changed this since you read it; read it again."
    ko = "읽은 뒤에 다른 곳에서 바뀌었습니다. 다시 읽어 주세요."


def tag_of(content: Any) -> str:
    """The tag of JSON values; the same for the same content, however it is written down."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def names(header: str, tag: str) -> bool:
    """Whether a list of tags names this one, weak or not: what compresses on the way weakens tags that were strong."""
    return header.strip() == "*" or _bare(tag) in _TAG.findall(header)


def require_unchanged(if_match: str | None, shown: Any) -> None:
    """Raises `ChangedMeanwhile` where the client saw something else than what is there now."""
    if if_match is None:
        return
    if not names(if_match, tag_of(TypeAdapter(type(shown)).dump_python(shown, mode="json"))):
        raise ChangedMeanwhile


def _bare(tag: str) -> str:
    return tag.removeprefix("W/")
