"""What can be wrong with signing in by an account elsewhere.

Locked
+-- ElsewhereRefused      the answer does not prove who it is; one sentence for all that can be wrong with it
BadInput
+-- ElsewhereOff (not found), ElsewhereDeclined, ElsewhereKnown (conflict), TooManyElsewhere, LastWayIn, BadReturn
Broken
+-- ElsewhereAway (passing), ElsewhereUnfit
"""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken, Conflict, Locked, NotFound, Passing


class ElsewhereRefused(Locked):
    code = "elsewhere_refused"
    en = "The other server's answer was not accepted. Try again, or sign in with a passkey."
    ko = "다른 서버의 응답을 확인할 수 없습니다. 다시 하거나 패스키로 로그인하세요."


class ElsewhereOff(NotFound):
    code = "elsewhere_off"
    en = "Nobody signs in to this server by an account elsewhere."
    ko = "이 서버에서는 다른 서버의 계정으로 로그인할 수 없습니다."


class ElsewhereDeclined(BadInput):
    code = "elsewhere_declined"
    en = "The other server did not let you go on, or you said no there."
    ko = "다른 서버에서 거절했거나 거기서 취소했습니다."


class ElsewhereKnown(Conflict):
    code = "elsewhere_known"
    en = "This account of the other server is tied to an account here already."
    ko = "다른 서버의 이 계정은 이미 여기의 계정과 이어져 있습니다."


class TooManyElsewhere(BadInput):
    code = "too_many_elsewhere"
    en = "At most {limit} accounts elsewhere can be tied to one here. Untie one first."
    ko = "다른 서버의 계정은 {limit}개까지 이을 수 있습니다. 먼저 하나를 끊으세요."


class LastWayIn(BadInput):
    code = "last_way_in"
    en = "This is your last way to sign in. Add a passkey or draw recovery codes first."
    ko = "마지막 로그인 방법입니다. 먼저 패스키를 추가하거나 복구 코드를 새로 받으세요."


class BadReturn(BadInput):
    code = "bad_return"
    en = "The way back must be a path of this server's pages, such as /settings."
    ko = "돌아올 곳은 이 서버의 페이지 경로(예: /settings)여야 합니다."


class ElsewhereAway(Passing):
    code = "elsewhere_away"
    en = "The other server does not answer as it should; try again later, or sign in with a passkey."
    ko = "다른 서버가 제대로 응답하지 않습니다. 나중에 다시 하거나 패스키로 로그인하세요."


class ElsewhereUnfit(Broken):
    code = "elsewhere_unfit"
    en = "WALKON_OIDC_ISSUER must be an https address (or http on localhost), with WALKON_OIDC_CLIENT_ID beside it."
    ko = "WALKON_OIDC_ISSUER에는 https 주소(또는 localhost의 http)를, WALKON_OIDC_CLIENT_ID와 함께 적어 주세요."
