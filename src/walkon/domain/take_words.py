"""What is said about a recording that is not accepted: from the code of a reason to what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from walkon.domain.desk import Ground
from walkon.domain.errors import WalkonError
from walkon.domain.refusal import Reason

_GROUNDS: dict[str, tuple[str, str]] = {
    Ground.NOT_LIVE: (
        "The reviewer does not see a live person in front of the camera.",
        "검토자가 보기에 카메라 앞에 실제 사람이 있지 않습니다.",
    ),
    Ground.ALTERED: (
        "The reviewer finds that picture or sound was changed.",
        "검토자가 보기에 화면이나 소리가 바뀌었습니다.",
    ),
    Ground.SOMEBODY_ELSE: (
        "The reviewer sees somebody else than whose account or cameo this is.",
        "검토자가 보기에 계정이나 카메오의 주인이 아닌 다른 사람입니다.",
    ),
    Ground.UNDER_PRESSURE: (
        "The reviewer is not sure that you did this freely.",
        "검토자가 보기에 스스로 원해서 녹화했는지 확실하지 않습니다.",
    ),
    Ground.CANNOT_TELL: (
        "The reviewer could not tell; record again in better light.",
        "검토자가 판단하기 어려웠습니다. 더 밝은 곳에서 다시 녹화해 주세요.",
    ),
}
_UNKNOWN = (
    "This recording could not be looked at; record again.",
    "이 녹화를 확인할 수 없었습니다. 다시 녹화해 주세요.",
)


def words_of(code: str, language: str) -> str:
    """One sentence in ``en`` or ``ko`` (anything else reads English) for a code in `SentTake.reasons`."""
    if code in _REASONS:
        return Reason(code).sentence(language)
    if code in _GROUNDS:
        return _GROUNDS[code][language == "ko"]
    for kind in _kinds(WalkonError):
        if kind.code == code:
            return _without_fields(kind, language)
    return _UNKNOWN[language == "ko"]


_REASONS = frozenset(reason.value for reason in Reason)


def _without_fields(kind: type[WalkonError], language: str) -> str:
    """What the error says, or that the recording is of no use where its values are not known any more."""
    try:
        return kind().sentence(language)
    except (KeyError, TypeError):
        return _UNKNOWN[language == "ko"]


def _kinds(kind: type[WalkonError]) -> Iterator[type[WalkonError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)
