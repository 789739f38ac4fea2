"""Takes that cannot become a likeness."""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken


class TooFewFaces(BadInput):
    code = "too_few_faces"
    en = "The face is seen in too few pictures ({found} of {needed}); record with the face in view all the time."
    ko = "얼굴이 보이는 화면이 너무 적습니다({found}/{needed}). 얼굴이 계속 보이게 녹화하세요."


class HeadCutOff(BadInput):
    code = "head_cut_off"
    en = "The head is cut off by the edge of the picture; leave some room on every side."
    ko = "머리가 화면 밖으로 잘렸습니다. 사방에 여유를 두고 녹화하세요."


class NeverFrontal(BadInput):
    code = "never_frontal"
    en = "The face never looks into the lens; look straight at it for a few seconds."
    ko = "얼굴이 한 번도 정면을 보지 않습니다. 몇 초 동안 렌즈를 똑바로 보세요."


class LikenessDamaged(Broken):
    code = "likeness_damaged"
    en = "This likeness is damaged or was made by another version; make the cameo again."
    ko = "모습 데이터가 손상되었거나 다른 버전에서 만들어졌습니다. 카메오를 다시 만드세요."
