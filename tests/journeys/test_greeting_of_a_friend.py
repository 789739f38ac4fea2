"""Two friends: one asks, the other allows, a film is made of both, approved and shared, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.society import ASKED_BOTH, TERMS, Society
from walkon.actions import ask_access, give_grant
from walkon.actions.answer_video import refuse
from walkon.actions.propose_video import NotYours
from walkon.domain.errors import UnknownHandle
from walkon.domain.grants import Approval
from walkon.domain.notices import Event
from walkon.domain.people import NobodyThere
from walkon.domain.production import State
from walkon.ports.jobs import Task


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Society]:
    society = Society.in_folder(tmp_path)
    yield society
    society.close()


def test_greeting_of_a_friend(server: Society) -> None:
    jun, mina, stranger = server.join("jun"), server.join("mina"), server.join("stranger")
    server.befriend(jun, mina)
    assert server.told(mina) == [Event.FOLLOWED]

    # jun writes a sentence before mina allowed anything: it waits, and she is told at once
    film = server.propose(jun, "me and @mina on Mars", jun, mina)
    assert (film.state, film.why) == (State.WAITING_FOR_CONSENT, ("not_granted",))
    assert server.told(mina)[-1] is Event.CAST
    assert server.bench.jobs == []

    # he asks, she says yes to less than he asked for: she wants to see everything first
    request = server.does(
        lambda unit: ask_access.ask_access(unit, jun, mina.handle, TERMS, "for my birthday", server.clock.now())
    )
    careful = replace(ASKED_BOTH, videos=1)
    server.does(lambda unit: ask_access.accept(unit, mina, request.id, careful, server.clock.now()))
    assert server.told(jun)[-1] is Event.ASK_GRANTED
    assert [job.task for job in server.bench.jobs] == [Task.STORYBOARD]

    # the storyboard is drawn and waits for her, not for him
    film = server.work()
    assert film.state is State.WAITING_FOR_APPROVALS
    assert server.told(mina)[-1] is Event.STORYBOARD_TO_APPROVE
    assert Event.STORYBOARD_TO_APPROVE not in server.told(jun)
    assert server.approve(mina, film.id).state is State.RENDERING

    film = server.work()
    assert film.state is State.WAITING_FOR_FINAL_APPROVALS
    assert server.told(mina)[-1] is Event.RESULT_TO_APPROVE
    assert server.approve(mina, film.id).state is State.READY
    assert server.told(jun)[-1] is Event.READY

    # released to friends: she and he see it, a stranger does not
    server.release(jun, film.id)
    assert server.told(mina)[-1] is Event.RELEASED
    assert [server.sees(person, film.id) for person in (jun, mina, stranger)] == [True, True, False]

    # one video was allowed: a second one waits
    assert server.propose(jun, "me and @mina at the office", jun, mina).why == ("used_up",)

    # and she can always take it back
    server.does(lambda unit: refuse(unit, mina, film.id, server.clock.now(), "not any more"))
    assert server.state(film.id).state is State.WITHDRAWN
    assert server.told(jun)[-1] is Event.WITHDRAWN


def test_revoke_in_the_middle(server: Society) -> None:
    jun, mina = server.join("jun"), server.join("mina")
    server.befriend(jun, mina)
    grant = server.does(
        lambda unit: give_grant.give_grant(
            unit, mina, give_grant.grantee_called(unit, mina, jun.handle), TERMS, server.clock.now()
        )
    )
    released = server.propose(jun, "me and @mina on Mars", jun, mina)
    server.work(), server.work()
    server.release(jun, released.id)
    rendering = server.propose(jun, "me and @mina at the office", jun, mina)
    assert server.work().state is State.RENDERING
    queued = server.propose(jun, "@mina surfing", mina)

    ended = server.does(lambda unit: give_grant.revoke(unit, mina, grant.id, server.clock.now()))

    assert ended == 3
    assert [server.state(film.id).state for film in (released, rendering, queued)] == [
        State.WITHDRAWN,
        State.REFUSED,
        State.REFUSED,
    ]
    assert not server.sees(mina, rendering.id) or server.state(rendering.id).state is State.REFUSED
    assert server.told(jun)[-3:].count(Event.TURNED_DOWN) == 2
    assert server.does(lambda unit: give_grant.revoke(unit, mina, grant.id, server.clock.now())) == 0


def test_stranger_sees_nothing(server: Society) -> None:
    mina, stranger = server.join("mina"), server.join("stranger")
    with pytest.raises(UnknownHandle) as hidden:
        server.propose(stranger, "me and @mina on Mars", stranger, mina)
    with pytest.raises(UnknownHandle) as missing:
        server.propose(stranger, "me and @nobody on Mars", stranger, replace(mina, handle=type(mina.handle)("nobody")))
    assert str(hidden.value).replace("mina", "nobody") == str(missing.value)
    with pytest.raises(UnknownHandle):
        server.does(lambda unit: ask_access.ask_access(unit, stranger, mina.handle, TERMS, "", server.clock.now()))
    film = server.propose(mina, "me on Mars", mina)
    assert not server.sees(stranger, film.id)
    with pytest.raises(NotYours):
        server.approve(stranger, film.id)
    assert server.told(mina) == []


def test_a_minors_cameo_is_nobodys(server: Society) -> None:
    kid, jun = server.join("kid", minor=True), server.join("jun")
    server.befriend(jun, kid)
    with pytest.raises(UnknownHandle):
        server.propose(jun, "me and @kid on Mars", jun, kid)
    with pytest.raises(give_grant.MinorsGrantNothing):
        server.does(
            lambda unit: give_grant.give_grant(
                unit, kid, give_grant.grantee_called(unit, kid, jun.handle), TERMS, server.clock.now()
            )
        )


def test_block_ends_what_was_granted(server: Society) -> None:
    from walkon.actions import tie  # noqa: PLC0415

    jun, mina = server.join("jun"), server.join("mina")
    server.befriend(jun, mina)
    server.does(
        lambda unit: give_grant.give_grant(
            unit, mina, give_grant.grantee_called(unit, mina, jun.handle), TERMS, server.clock.now()
        )
    )
    film = server.propose(jun, "me and @mina on Mars", jun, mina)
    assert film.state is State.STORYBOARD
    server.does(lambda unit: tie.block(unit, mina, jun.handle, server.clock.now()))
    assert server.state(film.id).state is State.REFUSED
    with pytest.raises(NobodyThere):
        server.does(lambda unit: tie.follow(unit, jun, mina.handle, server.clock.now()))
    with pytest.raises(NobodyThere):
        server.store.read(lambda unit: tie.somebody(unit, jun, mina.handle))
    assert TERMS.approval is Approval.NONE


def test_a_release_is_not_for_who_is_blocked_by_its_maker(server: Society) -> None:
    from walkon.actions import tie  # noqa: PLC0415

    jun, mina, ida = server.join("jun"), server.join("mina"), server.join("ida")
    for one, other in ((jun, mina), (jun, ida)):
        server.befriend(one, other)
    server.does(
        lambda unit: give_grant.give_grant(
            unit, mina, give_grant.grantee_called(unit, mina, jun.handle), TERMS, server.clock.now()
        )
    )
    film = server.propose(jun, "@mina on Mars", mina)
    server.work(), server.work()
    server.release(jun, film.id)
    assert server.sees(ida, film.id)
    server.does(lambda unit: tie.block(unit, ida, jun.handle, server.clock.now()))
    assert not server.sees(ida, film.id)
    assert server.sees(mina, film.id)
