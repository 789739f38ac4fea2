"""Why a take is not accepted: a stable code, what follows from it, and a sentence per language that says what to do."""

from __future__ import annotations

from enum import StrEnum


class Course(StrEnum):
    """What follows from a reason; the first that applies in this order."""

    REFUSE = "refuse"  # somebody may be somebody else: the challenge is over
    RETRY = "retry"  # the person can do better: the same challenge may be answered again
    REVIEW = "review"  # nothing speaks against the take, but a person has to look


class Reason(StrEnum):
    """What a take does not reach. The order is the order in which people are told."""

    EMPTY_POLICY = "empty_policy"  # the installation asks too little of a take to trust a yes
    NO_FACE = "no_face"
    TWO_FACES = "two_faces"
    COVERED = "covered"  # a mask over the mouth, or sunglasses
    FACE_CHANGES = "face_changes"
    FACE_JUMPS = "face_jumps"  # the face is suddenly elsewhere, as at a cut
    NOT_THE_OWNER = "not_the_owner"  # the face is not that of the cameo the take claims
    FLAT = "flat"  # the face turns like a picture, not like a head
    REPEATED = "repeated"  # the same pictures were seen before in the take
    INJECTED = "injected"  # pictures and times as no camera makes them
    LIGHT_WRONG = "light_wrong"  # the face answers other colours than the screen showed
    LIGHT_LATE = "light_late"
    LIGHT_EVERYWHERE = "light_everywhere"  # the background answers as strongly as the face
    LIGHT_FLAT = "light_flat"  # the face answers like a sheet, not like a head
    OUT_OF_STEP = "out_of_step"  # everything is done, but not when it was asked for
    NOT_FACING = "not_facing"  # recorded from the side
    TURNS_NOT_DONE = "turns_not_done"
    WRONG_ORDER = "wrong_order"  # the head went the other way where a turn was asked for
    NO_BLINK = "no_blink"
    NO_SOUND = "no_sound"  # no sound track at all
    SILENT = "silent"  # a sound track that holds nothing
    NO_SPEECH = "no_speech"  # sound, but too few spoken words where words were asked for
    SPOKEN_ELSEWHEN = "spoken_elsewhen"  # speech begins at other times than words are shown
    OTHER_WORDS = "other_words"
    LIPS_APART = "lips_apart"  # the lips do not move with the voice
    VOICE_CHANGES = "voice_changes"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    LOW_FRAME_RATE = "low_frame_rate"
    GAPS = "gaps"  # pictures are missing in the middle
    BACKLIT = "backlit"  # dark against something bright
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    UNEVEN_LIGHT = "uneven_light"
    BLURRED = "blurred"
    TOO_FAR = "too_far"  # the face is small in the picture
    CUT_OFF = "cut_off"  # the head touches the edge of the picture
    NOISY = "noisy"
    TOO_QUIET = "too_quiet"
    CLIPPED = "clipped"  # the microphone was overloaded
    UNSTEADY = "unsteady"  # the face trembles more than heads do
    STANDING = "standing"  # many pictures equal the one before, as after strong coding
    LIGHT_UNDECIDED = "light_undecided"  # too little of the screen's light reaches the face
    LIGHT_ONE_SIDED = "light_one_sided"  # left and right of the face do not follow the halves of the screen
    NO_LIGHT_CODE = "no_light_code"  # the challenge showed no colours
    NOT_WITNESSED = "not_witnessed"  # the steps were known before the recording was received
    RESEMBLES = "resembles"  # the face is close to another person who is enrolled
    OWNER_UNSURE = "owner_unsure"  # nobody can say whether the face is that of the cameo the take claims

    @property
    def course(self) -> Course:
        """What follows from this reason."""
        if self in _REFUSE:
            return Course.REFUSE
        return Course.REVIEW if self in _REVIEW else Course.RETRY

    def sentence(self, language: str) -> str:
        """What went wrong and how to do better, in ``en`` or ``ko`` (anything else reads English)."""
        en, ko = _SENTENCES[self]
        return ko if language == "ko" else en


_REFUSE = frozenset(
    {
        Reason.EMPTY_POLICY,
        Reason.FACE_CHANGES,
        Reason.FACE_JUMPS,
        Reason.NOT_THE_OWNER,
        Reason.FLAT,
        Reason.REPEATED,
        Reason.INJECTED,
        Reason.LIGHT_WRONG,
        Reason.LIGHT_LATE,
        Reason.LIGHT_EVERYWHERE,
        Reason.LIGHT_FLAT,
    }
)
_REVIEW = frozenset(
    {
        Reason.UNSTEADY,
        Reason.STANDING,
        Reason.LIGHT_UNDECIDED,
        Reason.LIGHT_ONE_SIDED,
        Reason.NO_LIGHT_CODE,
        Reason.NOT_WITNESSED,
        Reason.RESEMBLES,
        Reason.OWNER_UNSURE,
    }
)

_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY_POLICY: (
        "This installation asks nothing of a recording, so nothing can be accepted; its policy must be repaired.",
        "이 설치본은 녹화를 확인할 기준이 없어 아무것도 받아들일 수 없습니다. 기준 설정을 고쳐야 합니다.",
    ),
    Reason.NO_FACE: (
        "No face can be seen for part of the recording; face the camera, and stay in the picture from start to end.",
        "얼굴이 보이지 않는 부분이 있습니다. 카메라를 마주 보고 처음부터 끝까지 화면 안에 있어 주세요.",
    ),
    Reason.TWO_FACES: (
        "More than one face can be seen; be alone in the picture.",
        "얼굴이 둘 이상 보입니다. 혼자 나오게 녹화해 주세요.",
    ),
    Reason.COVERED: (
        "Part of your face is covered; take off a mask, sunglasses or a low hat and record again.",
        "얼굴의 일부가 가려져 있습니다. 마스크, 선글라스나 깊이 눌러쓴 모자를 벗고 다시 녹화해 주세요.",
    ),
    Reason.FACE_CHANGES: (
        "The face does not stay the same person's throughout.",
        "처음부터 끝까지 같은 사람의 얼굴이 아닙니다.",
    ),
    Reason.FACE_JUMPS: (
        "The face jumps from one picture to the next; record in one piece and do not edit the recording.",
        "얼굴이 한 화면에서 다음 화면으로 갑자기 튑니다. 끊지 말고 한 번에 녹화하고 편집하지 마세요.",
    ),
    Reason.NOT_THE_OWNER: (
        "This is not the face of the cameo; only the person it shows can record it anew.",
        "이 카메오의 얼굴이 아닙니다. 카메오의 주인만 다시 녹화할 수 있습니다.",
    ),
    Reason.REPEATED: (
        "The same pictures are seen more than once; record with a camera, in one piece.",
        "같은 화면이 되풀이됩니다. 카메라로 끊지 말고 한 번에 녹화해 주세요.",
    ),
    Reason.INJECTED: (
        "This recording does not come straight from a camera; use the camera itself, without other programs.",
        "카메라에서 바로 온 녹화가 아닙니다. 다른 프로그램 없이 카메라로 직접 녹화해 주세요.",
    ),
    Reason.LIGHT_WRONG: (
        "The colours of the screen are not seen on the face; record in front of the screen that shows them.",
        "화면의 색이 얼굴에 비치지 않습니다. 색을 보여 주는 화면 앞에서 녹화해 주세요.",
    ),
    Reason.LIGHT_LATE: (
        "The colours reach the face too late; close other programs and record again.",
        "색이 얼굴에 너무 늦게 나타납니다. 다른 프로그램을 닫고 다시 녹화해 주세요.",
    ),
    Reason.LIGHT_EVERYWHERE: (
        "The whole picture takes on the colours of the screen, not only the face; move away from the wall behind you.",
        "얼굴뿐 아니라 화면 전체가 물듭니다. 뒤쪽 벽에서 떨어져 주세요.",
    ),
    Reason.LIGHT_FLAT: (
        "The face takes on the colours like a flat picture. A print or a screen is not accepted.",
        "색이 평평한 그림처럼 비칩니다. 사진이나 화면은 쓸 수 없습니다.",
    ),
    Reason.FLAT: (
        "No depth of the face was seen; turn your head clearly. A print or a screen is not accepted.",
        "얼굴의 입체감이 보이지 않았습니다. 고개를 분명히 돌려 주세요. 사진이나 화면은 쓸 수 없습니다.",
    ),
    Reason.OUT_OF_STEP: (
        "Everything in the recording comes too early or too late; start recording before the challenge begins, "
        "do as it says when it says it, and do not cut the recording.",
        "녹화의 동작이 모두 너무 이르거나 늦습니다. 과제가 시작되기 전에 녹화를 켜고, 나올 때 바로 따라 하고, "
        "녹화를 자르지 마세요.",
    ),
    Reason.NOT_FACING: (
        "The face is seen from the side; put the camera straight in front of you.",
        "얼굴이 옆에서 보입니다. 카메라를 얼굴 정면에 두어 주세요.",
    ),
    Reason.TURNS_NOT_DONE: (
        "Not every turn of the head was seen; turn clearly to the asked side and come back.",
        "고개를 돌리는 동작이 모두 보이지 않았습니다. 정해진 쪽으로 분명히 돌렸다가 돌아와 주세요.",
    ),
    Reason.WRONG_ORDER: (
        "The head was turned another way than asked; follow the order of the challenge.",
        "과제와 다른 쪽으로 고개를 돌렸습니다. 과제의 순서를 따라 주세요.",
    ),
    Reason.NO_BLINK: (
        "No blink was seen where one was asked for; close and open both eyes clearly.",
        "정해진 때에 눈을 깜박이지 않았습니다. 두 눈을 분명히 감았다 떠 주세요.",
    ),
    Reason.NO_SOUND: (
        "The recording has no sound track; allow the microphone and record again.",
        "녹화에 소리가 없습니다. 마이크를 허용하고 다시 녹화해 주세요.",
    ),
    Reason.SILENT: (
        "The sound track is silent; check that the microphone is not muted.",
        "소리가 녹음되지 않았습니다. 마이크가 꺼져 있지 않은지 확인해 주세요.",
    ),
    Reason.NO_SPEECH: (
        "The words that were asked for were not heard; say them aloud when they are shown.",
        "말해야 할 낱말이 들리지 않았습니다. 낱말이 나올 때 소리 내어 읽어 주세요.",
    ),
    Reason.SPOKEN_ELSEWHEN: (
        "Words are heard at other times than they are shown; speak when a word appears, and only then.",
        "낱말이 나올 때가 아닌 다른 때에 말소리가 들립니다. 낱말이 나올 때에만 말해 주세요.",
    ),
    Reason.OTHER_WORDS: (
        "Other words were heard than were asked for; read exactly what is shown.",
        "나온 것과 다른 말이 들립니다. 나온 그대로 읽어 주세요.",
    ),
    Reason.LIPS_APART: (
        "The lips do not move with the voice; speak yourself, facing the camera, and record sound and picture together.",
        "입술이 목소리와 함께 움직이지 않습니다. 카메라를 보고 직접 말하며 소리와 화면을 함께 녹화해 주세요.",
    ),
    Reason.VOICE_CHANGES: (
        "The voice does not stay the same person's throughout.",
        "처음부터 끝까지 같은 사람의 목소리가 아닙니다.",
    ),
    Reason.TOO_SHORT: (
        "The recording is too short; record until the last step is over.",
        "녹화가 너무 짧습니다. 마지막 동작이 끝날 때까지 녹화해 주세요.",
    ),
    Reason.TOO_LONG: (
        "The recording goes on long after the last step; stop it when the challenge is over.",
        "마지막 동작이 끝난 뒤에도 녹화가 오래 이어집니다. 과제가 끝나면 녹화를 멈춰 주세요.",
    ),
    Reason.LOW_FRAME_RATE: (
        "The recording has too few pictures per second; use more light or another camera setting.",
        "초당 화면 수가 너무 적습니다. 조명을 밝게 하거나 카메라 설정을 바꿔 주세요.",
    ),
    Reason.GAPS: (
        "The recording stops for a moment in the middle; close other programs and record again.",
        "중간에 화면이 끊깁니다. 다른 프로그램을 닫고 다시 녹화해 주세요.",
    ),
    Reason.BACKLIT: (
        "The light comes from behind you and leaves your face dark; turn round, so that it falls on your face.",
        "빛이 뒤에서 와서 얼굴이 어둡습니다. 돌아앉아 빛이 얼굴에 닿게 해 주세요.",
    ),
    Reason.TOO_DARK: (
        "The face is too dark; turn towards a window or a lamp.",
        "얼굴이 너무 어둡습니다. 창이나 조명을 마주 보고 녹화해 주세요.",
    ),
    Reason.TOO_BRIGHT: (
        "The face is too bright; move away from the light or lower the exposure.",
        "얼굴이 너무 밝습니다. 빛에서 조금 떨어지거나 노출을 낮춰 주세요.",
    ),
    Reason.UNEVEN_LIGHT: (
        "One side of the face is far darker than the other; let light fall on both sides.",
        "얼굴 한쪽이 너무 어둡습니다. 양쪽에 고르게 빛이 닿게 해 주세요.",
    ),
    Reason.BLURRED: (
        "The face is blurred; wipe the lens and hold the camera still.",
        "얼굴이 흐립니다. 렌즈를 닦고 카메라를 고정해 주세요.",
    ),
    Reason.TOO_FAR: (
        "The face is too small in the picture; come closer.",
        "얼굴이 화면에서 너무 작습니다. 더 가까이 와 주세요.",
    ),
    Reason.CUT_OFF: (
        "The head is cut off by the edge of the picture; leave room above and on both sides.",
        "머리가 화면 밖으로 잘립니다. 위와 양옆에 여유를 두어 주세요.",
    ),
    Reason.NOISY: (
        "Other sounds are too loud against the voice; turn music off, or record in a quieter place.",
        "목소리에 비해 다른 소리가 너무 큽니다. 음악을 끄거나 더 조용한 곳에서 녹화해 주세요.",
    ),
    Reason.TOO_QUIET: (
        "The voice is too quiet; speak louder or come closer to the microphone.",
        "목소리가 너무 작습니다. 더 크게 말하거나 마이크에 가까이 와 주세요.",
    ),
    Reason.CLIPPED: (
        "The sound is distorted because the microphone was overloaded; speak more softly or move away from it.",
        "소리가 너무 커서 찢어집니다. 조금 작게 말하거나 마이크에서 떨어져 주세요.",
    ),
    Reason.UNSTEADY: (
        "The face trembles in the picture; a person has to look at this, or record again with the camera standing still "
        "and more light.",
        "화면 속 얼굴이 떨립니다. 사람이 확인하거나, 카메라를 고정하고 더 밝은 곳에서 다시 녹화해 주세요.",
    ),
    Reason.STANDING: (
        "The picture stands still again and again; a person has to look at this, or record again with the camera's best "
        "quality.",
        "화면이 자꾸 멈춰 있습니다. 사람이 확인하거나, 카메라를 가장 좋은 화질로 맞추고 다시 녹화해 주세요.",
    ),
    Reason.LIGHT_UNDECIDED: (
        "Too little of the screen's light reaches the face to be sure; a person will look at this, or record again "
        "in a darker room with a brighter screen.",
        "화면의 빛이 얼굴에 너무 약하게 비쳐 확실하지 않습니다. 사람이 확인하거나, "
        "더 어두운 방에서 화면을 밝게 하고 다시 녹화해 주세요.",
    ),
    Reason.LIGHT_ONE_SIDED: (
        "The two sides of the face do not follow the two halves of the screen; a person has to look at this. "
        "Sit straight in front of the screen.",
        "얼굴의 양쪽이 화면의 양쪽 색을 따르지 않아 사람이 확인해야 합니다. 화면 정면에 앉아 주세요.",
    ),
    Reason.NO_LIGHT_CODE: (
        "This recording was made without the colours of the screen; a person has to look at it.",
        "화면 색 없이 녹화했습니다. 사람이 확인해야 합니다.",
    ),
    Reason.NOT_WITNESSED: (
        "The recording was not received while it was made; a person has to look at it.",
        "녹화하는 동안 받은 영상이 아닙니다. 사람이 확인해야 합니다.",
    ),
    Reason.RESEMBLES: (
        "This face is close to somebody who already has a cameo here; a person has to look at it.",
        "여기에 이미 카메오가 있는 사람과 얼굴이 비슷합니다. 사람이 확인해야 합니다.",
    ),
    Reason.OWNER_UNSURE: (
        "It is not certain that this is the face of the cameo; a person has to look at this, or record again in even "
        "light, facing the camera.",
        "이 카메오의 얼굴인지 확실하지 않습니다. 사람이 확인하거나, 고른 빛에서 카메라를 마주 보고 다시 녹화해 주세요.",
    ),
}
