"""What Walkon never makes, whoever allows it.

Rules
1. A bar is no question of consent: no grant, no approval and no cameo of one's own opens it.
2. A barred film is never only everyday: each bar is also at least one kind (`NEAREST`), so that whoever asks for kinds
   alone is still asked about the right thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from walkon.domain.grants import Kind


class Bar(StrEnum):
    """Why a film is not made. The order is the order in which people are told."""

    MINOR = "minor"  # romance, swimwear or anything sexual while a minor is in the cast, or a child is spoken of
    SEXUAL = "sexual"  # nakedness, too
    GORE = "gore"  # wounds and bodies shown for their own sake
    HATE = "hate"  # against people for what they are
    SELF_HARM = "self_harm"  # shown, wished for or encouraged
    FRAUD = "fraud"  # officials, banks or relatives who ask for money or secrets
    WEAPONS = "weapons"  # how to make them
    HUMILIATION = "humiliation"  # harassment, threats, degrading the person shown

    def sentence(self, language: str) -> str:
        """Why not, in ``en`` or ``ko`` (anything else reads English)."""
        en, ko = _SENTENCES[self]
        return ko if language == "ko" else en


NEAREST: Mapping[Bar, frozenset[Kind]] = {
    Bar.MINOR: frozenset({Kind.ROMANCE}),
    Bar.SEXUAL: frozenset({Kind.ROMANCE, Kind.SWIMWEAR}),
    Bar.GORE: frozenset({Kind.VIOLENCE, Kind.HORROR}),
    Bar.HATE: frozenset({Kind.POLITICS}),
    Bar.SELF_HARM: frozenset({Kind.VIOLENCE}),
    Bar.FRAUD: frozenset({Kind.NEWS}),  # it is made to be believed
    Bar.WEAPONS: frozenset({Kind.VIOLENCE}),
    Bar.HUMILIATION: frozenset({Kind.COMEDY}),  # at somebody's expense
}

_SENTENCES: Mapping[Bar, tuple[str, str]] = {
    Bar.MINOR: (
        "Romance, swimwear and sexual content are never made with a minor.",
        "미성년자가 나오는 연애, 수영복, 성적인 영상은 만들지 않습니다.",
    ),
    Bar.SEXUAL: ("Sexual content is never made.", "성적인 영상은 만들지 않습니다."),
    Bar.GORE: ("Gore is never made.", "잔혹한 영상은 만들지 않습니다."),
    Bar.HATE: ("Hate against groups of people is never made.", "특정 집단을 혐오하는 영상은 만들지 않습니다."),
    Bar.SELF_HARM: (
        "Self-harm is never shown or encouraged. If you think of hurting yourself, please talk to somebody today.",
        "자해나 자살을 보여 주거나 권하는 영상은 만들지 않습니다. 힘들다면 오늘 누군가에게 이야기해 주세요.",
    ),
    Bar.FRAUD: (
        "Officials, banks or relatives who ask for money or secrets are never made.",
        "기관이나 은행, 가족을 사칭해 돈이나 비밀번호를 요구하는 영상은 만들지 않습니다.",
    ),
    Bar.WEAPONS: ("Instructions for weapons are never made.", "무기를 만드는 방법을 알려 주는 영상은 만들지 않습니다."),
    Bar.HUMILIATION: (
        "The people shown are never harassed, threatened or humiliated.",
        "나오는 사람을 괴롭히거나 협박하거나 모욕하는 영상은 만들지 않습니다.",
    ),
}
