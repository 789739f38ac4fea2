"""What can go wrong with a process that renders, said to a person.

Broken
+-- EngineDied        it ended without an answer: killed, crashed, out of memory
+-- EngineFailed      it failed in a way nobody has a sentence for
"""

from __future__ import annotations

from walkon.domain.errors import Broken


class EngineDied(Broken):
    """`exit` is the process's exit code, negative for a signal; None where it is not known."""

    code = "engine_died"
    en = "The program that draws films stopped in the middle; perhaps this computer has too little memory free."
    ko = "영상을 그리는 프로그램이 도중에 멈췄습니다. 이 컴퓨터의 남은 메모리가 부족할 수 있습니다."


class EngineFailed(Broken):
    """What exactly failed stays in the process: the text of an exception can hold a person's words."""

    code = "engine_failed"
    en = "The program that draws films could not draw this one."
    ko = "영상을 그리는 프로그램이 이 영상을 그리지 못했습니다."
