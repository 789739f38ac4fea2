"""The law of uploads: whatever happens on the way, what can be read is what was sent, up to the offset."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.world import VirtualClock
from walkon.domain.errors import TooLong, UploadIncomplete, WrongOffset
from walkon.vault import pieces
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.uploads import Uploads

CHUNKS = st.lists(st.binary(max_size=20), max_size=4)
LIMIT = 60


class Sending(RuleBasedStateMachine):
    """One upload, and what its sender knows of it."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(pieces, "SLOT", 8)
        self.sent = b""
        self.reopen()

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.home)

    @initialize(length=st.none() | st.integers(0, LIMIT))
    def create(self, length: int | None) -> None:
        self.length = length
        self.upload = self.uploads.create(length, LIMIT)

    @rule()
    def reopen(self) -> None:
        self.uploads = Uploads(self.home, Keys(KeyFile(self.home / "key"), lambda: False), VirtualClock())

    @rule(chunks=CHUNKS, breaks=st.booleans())
    def send(self, chunks: list[bytes], breaks: bool) -> None:
        end = LIMIT if self.length is None else self.length
        taken, fits = self.sent, True
        for chunk in chunks:
            if len(taken) + len(chunk) > end:
                fits = False
                break
            taken += chunk
        before, self.sent = len(self.sent), taken
        if not fits:
            with pytest.raises(TooLong):
                self.uploads.append(self.upload, before, self.sending(chunks, breaks))
        elif breaks:
            with pytest.raises(ConnectionResetError):
                self.uploads.append(self.upload, before, self.sending(chunks, breaks))
        else:
            assert self.uploads.append(self.upload, before, self.sending(chunks, breaks)) == len(taken)

    @rule(offset=st.integers(0, LIMIT + 5))
    def send_elsewhere(self, offset: int) -> None:
        if offset != len(self.sent):
            with pytest.raises(WrongOffset):
                self.uploads.append(self.upload, offset, [b"astray"])

    @rule()
    def finish(self) -> None:
        if self.length is not None and len(self.sent) < self.length:
            with pytest.raises(UploadIncomplete):
                self.uploads.finish(self.upload)
        else:
            assert b"".join(self.uploads.finish(self.upload)) == self.sent
            self.length = len(self.sent)

    @invariant()
    def the_offset_is_what_can_be_read(self) -> None:
        assert self.uploads.offset(self.upload) == len(self.sent)
        assert b"".join(self.uploads._pieces(self.upload).plain(len(self.sent))) == self.sent

    @staticmethod
    def sending(chunks: list[bytes], breaks: bool) -> Iterator[bytes]:
        yield from chunks
        if breaks:
            raise ConnectionResetError


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)
