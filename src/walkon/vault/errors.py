"""What can be wrong with a vault."""

from __future__ import annotations

from walkon.domain.errors import Broken


class KeyMissing(Broken):
    code = "key_missing"
    en = "The master key of this home is missing, so its cameos cannot be opened. Put the key file back: {place}"
    ko = "이 홈의 마스터 키가 없어 카메오를 열 수 없습니다. 키 파일을 되돌려 놓으세요: {place}"


class KeyWrong(Broken):
    code = "key_wrong"
    en = "The master key of this home is not the one its cameos were sealed with: {place}"
    ko = "이 홈의 마스터 키가 카메오를 봉인한 키와 다릅니다: {place}"


class VaultDamaged(Broken):
    code = "vault_damaged"
    en = "Something in the vault is damaged and cannot be opened."
    ko = "금고 안의 내용이 손상되어 열 수 없습니다."


class VaultUnwritable(Broken):
    code = "vault_unwritable"
    en = "The home of the vault cannot be written: {reason}."
    ko = "금고가 있는 곳에 쓸 수 없습니다: {reason}."


class KeyRingMissing(Broken):
    code = "key_ring_missing"
    en = "The system's key ring was asked for, but none can be reached here."
    ko = "시스템 키링을 쓰도록 설정했지만 여기서는 찾을 수 없습니다."
