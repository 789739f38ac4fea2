"""What can be wrong with signing in.

One sentence covers every way in which a secret does not open: whether it never was, has ended or was used is told to nobody
who does not hold it.

    Locked
    +-- NotSignedIn       no session or token that is open
    +-- ConfirmFirst, NotByToken, ScopeMissing, RightMissing
    BadInput
    +-- CeremonyOver, PasskeyRefused, PasskeyKnown, PasskeyUnknown, LastPasskey, TooManyPasskeys
    +-- RecoveryCodeRefused, InviteRefused, InviteNeeded, InviteLimits, TokenWithoutScope, TokenLifetime
    Broken
    +-- AddressUnfit      passkeys cannot work under the address this server was given
"""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken, Locked


class NotSignedIn(Locked):
    code = "not_signed_in"
    en = "You are not signed in, or not any more. Sign in and try again."
    ko = "로그인하지 않았거나 로그인이 끝났습니다. 로그인한 뒤 다시 해 주세요."


class ConfirmFirst(Locked):
    code = "confirm_first"
    en = "Confirm with your passkey that it is you, and do this within five minutes."
    ko = "패스키로 본인임을 확인하고 5분 안에 해 주세요."


class NotByToken(Locked):
    code = "not_by_token"
    en = "An API token cannot do this. Sign in with your passkey."
    ko = "API 토큰으로는 할 수 없습니다. 패스키로 로그인하세요."


class ScopeMissing(Locked):
    code = "scope_missing"
    en = "This API token lacks the scope “{scope}”."
    ko = "이 API 토큰에는 “{scope}” 범위가 없습니다."


class RightMissing(Locked):
    code = "right_missing"
    en = "Your account lacks the right “{scope}”."
    ko = "이 계정에는 “{scope}” 권한이 없습니다."


class CeremonyOver(BadInput):
    code = "ceremony_over"
    en = "This took too long or was answered already. Start again."
    ko = "시간이 지났거나 이미 답했습니다. 처음부터 다시 해 주세요."


class PasskeyRefused(BadInput):
    code = "passkey_refused"
    en = "The passkey was not accepted. Try again, or use another passkey."
    ko = "패스키를 확인할 수 없습니다. 다시 하거나 다른 패스키를 쓰세요."


class PasskeyKnown(BadInput):
    code = "passkey_known"
    en = "This passkey has been added already."
    ko = "이미 추가된 패스키입니다."


class PasskeyUnknown(BadInput):
    code = "passkey_unknown"
    en = "Your account has no such passkey."
    ko = "이 계정에 그런 패스키가 없습니다."


class LastPasskey(BadInput):
    code = "last_passkey"
    en = "This is your last passkey and no recovery code is left. Add another passkey or draw recovery codes first."
    ko = "마지막 패스키이고 남은 복구 코드가 없습니다. 먼저 다른 패스키를 추가하거나 복구 코드를 새로 받으세요."


class TooManyPasskeys(BadInput):
    code = "too_many_passkeys"
    en = "An account has at most {limit} passkeys. Remove one first."
    ko = "패스키는 계정마다 {limit}개까지입니다. 먼저 하나를 지우세요."


class RecoveryCodeRefused(BadInput):
    code = "recovery_code_refused"
    en = "This recovery code does not work: it is mistyped, used, or replaced by newer ones."
    ko = "쓸 수 없는 복구 코드입니다. 잘못 적었거나, 이미 썼거나, 새 코드로 바뀌었습니다."


class InviteRefused(BadInput):
    code = "invite_refused"
    en = "This invite does not work: it is mistyped, used up, or has ended."
    ko = "쓸 수 없는 초대장입니다. 잘못 적었거나, 다 썼거나, 끝났습니다."


class InviteNeeded(BadInput):
    code = "invite_needed"
    en = "Signing up here needs an invite."
    ko = "여기에 가입하려면 초대장이 필요합니다."


class InviteLimits(BadInput):
    code = "invite_limits"
    en = "An invite has 1 to {uses} uses and lasts up to {days} days."
    ko = "초대장은 1~{uses}번 쓸 수 있고 최대 {days}일 동안 유효합니다."


class TokenWithoutScope(BadInput):
    code = "token_without_scope"
    en = "Choose at least one scope for the API token."
    ko = "API 토큰의 범위를 하나 이상 고르세요."


class TokenLifetime(BadInput):
    code = "token_lifetime"
    en = "An API token lasts up to {days} days."
    ko = "API 토큰은 최대 {days}일 동안 유효합니다."


class AddressUnfit(Broken):
    code = "address_unfit"
    en = "Passkeys need an https address (or http on localhost) that belongs to the domain they are made for."
    ko = "패스키를 쓰려면 해당 도메인에 속한 https 주소(또는 localhost의 http)가 필요합니다."
