"""What can be wrong with taking a cameo to another server."""

from __future__ import annotations

from walkon.domain.errors import BadInput, Conflict, TooLong


class CannotTravel(Conflict):
    code = "cameo_cannot_travel"
    en = "Only a verified cameo that is not suspended can be taken to another server."
    ko = "본인 확인이 끝났고 정지되지 않은 카메오만 다른 서버로 가져갈 수 있습니다."


class BadDestination(BadInput):
    code = "bad_destination"
    en = "Write the other server's address as it stands in the browser, such as https://films.example."
    ko = "다른 서버의 주소를 브라우저에 보이는 그대로 적어 주세요. 예: https://films.example"


class NoParcel(BadInput):
    """It does not begin as a parcel does, or what opened is none of ours."""

    code = "no_parcel"
    en = "This is not a cameo file, or it was damaged on its way. Choose the file that the other server gave you."
    ko = "카메오 파일이 아니거나 옮기는 중에 손상되었습니다. 원래 서버에서 받은 파일을 골라 주세요."


class ParcelNewer(BadInput):
    code = "parcel_newer"
    en = "This file was made by a newer Walkon; this server has to be updated before it can read it."
    ko = "더 새로운 버전의 Walkon에서 만든 파일입니다. 이 서버를 업데이트해야 읽을 수 있습니다."


class ParcelCodeWrong(BadInput):
    code = "parcel_code_wrong"
    en = "This code does not open this file. It has twenty letters and digits; each file has its own."
    ko = "이 코드로는 파일이 열리지 않습니다. 코드는 글자와 숫자 20자이고, 파일마다 다릅니다."


class ParcelForAnother(BadInput):
    code = "parcel_for_another"
    en = "This file was made for another account or another server. Make a new one, for {handle} at {server}."
    ko = "다른 계정이나 다른 서버로 가져가려고 만든 파일입니다. {server}의 {handle}(으)로 새로 만들어 주세요."


class ParcelOver(BadInput):
    code = "parcel_over"
    en = "This file was good for seven days, which are over. Make a new one on the other server."
    ko = "유효 기간 7일이 지난 파일입니다. 원래 서버에서 새로 만들어 주세요."


class ParcelUsed(Conflict):
    code = "parcel_used"
    en = "This file was brought here before, and works once. Make a new one on the other server."
    ko = "이미 여기서 쓴 파일이고, 한 번만 쓸 수 있습니다. 원래 서버에서 새로 만들어 주세요."


class ParcelTooBig(TooLong):
    code = "parcel_too_big"
    en = "This file is too large to be a cameo: {limit} MB is the most."
    ko = "카메오 파일이라기에는 너무 큽니다. {limit}MB까지 받을 수 있습니다."


class CameoThere(Conflict):
    code = "cameo_there"
    en = "You have a cameo here already. Withdraw it first if you want to bring another along."
    ko = "여기에 이미 카메오가 있습니다. 다른 카메오를 가져오려면 먼저 철회해 주세요."


class BadSenders(BadInput):
    code = "bad_senders"
    en = "WALKON_TRUSTED_SENDERS lists SHA-256 fingerprints of other servers' roots: 64 hexadecimal digits each."
    ko = "WALKON_TRUSTED_SENDERS에는 다른 서버 루트 인증서의 SHA-256 지문을 적습니다. 지문 하나는 16진수 64자입니다."
