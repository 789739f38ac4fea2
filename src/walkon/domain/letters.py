"""What leaves the server by push and mail: what happened in a few words, and where to look. Nothing personal.

No handle, no title, no prompt and no id: what was done by whom is read in the inbox, by whoever is signed in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from walkon.domain.capture import Language
from walkon.domain.notices import Event

INBOX, RULES = "/inbox", "/settings/notices"  # pages of the server

_SENTENCES: Mapping[Event, tuple[str, str]] = {
    Event.ASKED: ("Somebody asks to use your cameo.", "누군가 내 카메오를 쓰고 싶어 합니다."),
    Event.ASK_GRANTED: ("Your request was accepted.", "보낸 요청이 수락되었습니다."),
    Event.ASK_DECLINED: ("Your request was declined.", "보낸 요청이 거절되었습니다."),
    Event.GRANTED: ("Somebody lets you use their cameo.", "누군가 카메오를 쓰도록 허락했습니다."),
    Event.REVOKED: ("A permission you had has ended.", "받았던 허락이 끝났습니다."),
    Event.CAST: ("You were put into a video.", "누군가 나를 영상에 넣었습니다."),
    Event.REMADE: ("Somebody makes another video from yours.", "누군가 내 영상으로 다른 영상을 만듭니다."),
    Event.STORYBOARD_TO_APPROVE: (
        "A storyboard with you waits for your answer.",
        "내가 나오는 스토리보드가 답을 기다립니다.",
    ),
    Event.RESULT_TO_APPROVE: ("A video with you waits for your answer.", "내가 나오는 영상이 답을 기다립니다."),
    Event.APPROVED: ("Somebody in your video said yes.", "내 영상에 나오는 사람이 승인했습니다."),
    Event.CHANGE_WANTED: ("Somebody in your video asks for a change.", "내 영상에 나오는 사람이 수정을 부탁했습니다."),
    Event.TURNED_DOWN: ("Your video was turned down.", "내 영상이 거절되었습니다."),
    Event.READY: ("Your video is ready.", "영상이 완성되었습니다."),
    Event.FAILED: ("Your video could not be made.", "영상을 만들지 못했습니다."),
    Event.RELEASED: ("A video with you was released.", "내가 나오는 영상이 공개되었습니다."),
    Event.WITHDRAWN: ("A video was withdrawn.", "영상이 회수되었습니다."),
    Event.EXPIRED: ("Something waited too long and has ended.", "답을 기다리던 일이 기한이 지나 끝났습니다."),
    Event.FOLLOWED: ("Somebody follows you.", "누군가 나를 팔로우합니다."),
    Event.COMMENTED: ("Somebody wrote under your video.", "누군가 내 영상에 댓글을 남겼습니다."),
    Event.SECURITY: ("The ways into your account have changed.", "계정에 들어오는 방법이 바뀌었습니다."),
    Event.TAKE_JUDGED: ("Your recording was looked at.", "녹화를 확인했습니다."),
    Event.CAMEO_SUSPENDED: ("Your cameo was suspended.", "카메오가 정지되었습니다."),
    Event.RECORDING_OPENED: ("A reviewer opened your recording.", "검토자가 내 녹화를 열람했습니다."),
    Event.FILM_IN_REVIEW: ("A person looks at a video before it is ready.", "영상이 완성되기 전에 사람이 확인합니다."),
    Event.FILM_REVIEWED: ("A video was looked at by a person.", "사람이 영상을 확인했습니다."),
    Event.AT_THE_DESK: ("Something waits for you at the desk.", "검토할 것이 기다립니다."),
    Event.REPORT_DECIDED: ("Your report was decided.", "신고가 처리되었습니다."),
    Event.RULED_AGAINST: (
        "A report about you was decided. You may appeal.",
        "나에 대한 신고가 처리되었습니다. 이의를 낼 수 있습니다.",
    ),
    Event.APPEAL_HEARD: ("Your appeal was heard.", "이의 신청이 처리되었습니다."),
    Event.HIDDEN: ("A video is hidden until a report is decided.", "신고가 처리될 때까지 영상이 가려집니다."),
    Event.ACCOUNT_SUSPENDED: ("Your account was suspended.", "계정이 정지되었습니다."),
    Event.ACCOUNT_RESTORED: ("Your account is no longer suspended.", "계정 정지가 풀렸습니다."),
    Event.CAMEO_PACKED: (
        "Your cameo was put into a file for another server. If that was not you, sign out everywhere.",
        "다른 서버로 가져갈 카메오 파일이 만들어졌습니다. 본인이 한 일이 아니라면 모든 기기에서 로그아웃해 주세요.",
    ),
    Event.CAMEO_BROUGHT: (
        "Your cameo was brought here from another server.",
        "다른 서버에 있던 카메오를 이 서버로 가져왔습니다.",
    ),
    Event.SHOWN_AGAIN: ("A video is shown again.", "영상이 다시 보입니다."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail. `unsubscribe` is the address where its reader chooses what is mailed; None where it was asked for."""

    language: Language
    subject: str
    body: str
    unsubscribe: str | None = None


def sentence(event: Event, language: Language) -> str:
    """What happened, in a few words."""
    en, ko = _SENTENCES.get(event, ("There is news for you.", "새 소식이 있습니다."))
    return ko if language is Language.KOREAN else en


def push_text(event: Event, language: Language, origin: str) -> bytes:
    """What a browser is pushed: JSON, a few hundred bytes (RFC 8030 lets a service refuse more than 4096)."""
    told = {"event": event.value, "title": "Walkon", "body": sentence(event, language), "link": origin + INBOX}
    return json.dumps(told | {"language": language.value}, ensure_ascii=False).encode()


def notice_letter(event: Event, language: Language, origin: str) -> Letter:
    """A mail about a notice."""
    said, rules = sentence(event, language), origin + RULES
    if language is Language.KOREAN:
        ending = (
            f"자세한 내용은 로그인해서 볼 수 있습니다.\n{origin}{INBOX}\n\n-- \n이런 메일을 받지 않으려면: {rules}\n"
        )
    else:
        ending = f"Sign in to read more.\n{origin}{INBOX}\n\n-- \nTo stop these mails: {rules}\n"
    return Letter(language=language, subject=f"Walkon: {said}", body=f"{said}\n\n{ending}", unsubscribe=rules)


def code_letter(code: str, language: Language, origin: str) -> Letter:
    """The mail that confirms an address."""
    if language is Language.KOREAN:
        subject = "Walkon 메일 주소 확인"
        body = (
            f"이 주소로 알림을 받으려면 {origin} 에 로그인한 화면에 이 코드를 입력하세요.\n\n    {code}\n\n"
            "30분 동안 쓸 수 있습니다. 직접 요청하지 않았다면 무시하세요. 메일이 더 가지 않습니다.\n"
        )
    else:
        subject = "Your mail address at Walkon"
        body = (
            f"To be told by mail, type this code where you are signed in at {origin}\n\n    {code}\n\n"
            "It works for 30 minutes. If you did not ask for it, ignore it: nothing more will be sent.\n"
        )
    return Letter(language=language, subject=subject, body=body)
