"""What can be wrong with the tables."""

from __future__ import annotations

from walkon.domain.errors import Broken, Passing


class StoreBusy(Passing):
    """Others changed the same things again and again."""

    code = "store_busy"
    en = "The server is busy; try again in a moment. Nothing was changed."
    ko = "서버가 바쁩니다. 잠시 뒤에 다시 해 주세요. 바뀐 것은 없습니다."


class StoreAway(Passing):
    """The database does not answer."""

    code = "store_away"
    en = "The server cannot reach its database now. Nothing was changed."
    ko = "지금 데이터베이스에 연결할 수 없습니다. 바뀐 것은 없습니다."


class StoreOld(Broken):
    """The tables are those of another version."""

    code = "store_old"
    en = "The database belongs to another version of Walkon; run “walkon admin migrate”."
    ko = "데이터베이스가 다른 버전의 것입니다. “walkon admin migrate”를 실행하세요."
