"""What can go wrong with a process that renders, said to a person.

Broken
+-- EngineDied        it ended without an answer: killed, crashed, out of memory
+-- EngineFailed      it failed in a way nobody has a sentence for
+-- EngineRefused     a distant one does not let Walkon in
+-- EngineNonsense    a distant one answers what docs/engines.md does not say
+-- EngineTooSlow     a distant one takes longer than it may
+-- EngineUnreachable a distant one does not answer now; another try may go well

BadInput
+-- BadEngines        the list of engines cannot be read
+-- EngineInsecure    it names an engine that could be listened to
"""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken, Passing


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


class EngineRefused(Broken):
    code = "engine_refused"
    en = "The engine “{engine}” does not let this server in: check its token."
    ko = "“{engine}” 엔진이 이 서버의 접근을 허락하지 않습니다. 토큰을 확인해 주세요."


class EngineNonsense(Broken):
    """What it answered stays unsaid: it may hold anything."""

    code = "engine_nonsense"
    en = "The engine “{engine}” gave an answer that cannot be used."
    ko = "“{engine}” 엔진의 답을 사용할 수 없습니다."


class EngineTooSlow(Broken):
    code = "engine_too_slow"
    en = "The engine “{engine}” took longer than it may."
    ko = "“{engine}” 엔진이 제한 시간 안에 끝내지 못했습니다."


class EngineUnreachable(Passing):
    code = "engine_unreachable"
    en = "The engine “{engine}” cannot be reached now."
    ko = "지금 “{engine}” 엔진에 연결할 수 없습니다."


class BadEngines(BadInput):
    code = "bad_engines"
    en = "The list of engines that WALKON_ENGINES names cannot be read; docs/engines.md says how it looks."
    ko = "WALKON_ENGINES가 가리키는 엔진 목록을 읽을 수 없습니다. 형식은 docs/engines.md에 있습니다."


class EngineInsecure(BadInput):
    code = "engine_insecure"
    en = "The engine “{engine}” needs an https address: everything sent to it could be read on the way."
    ko = "“{engine}” 엔진의 주소는 https여야 합니다. 보내는 내용을 중간에서 읽을 수 있기 때문입니다."
