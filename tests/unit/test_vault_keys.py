"""Where the master key lies, who can read it, and the system's key ring."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from walkon.vault import keys
from walkon.vault.errors import KeyMissing, KeyRingMissing, KeyWrong
from walkon.vault.keys import KEY_BYTES, WRAPPED_BYTES, KeyFile, KeyRing, Keys


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "home" / "keys" / "master.key")


class TestKeyFile:
    def test_it_is_for_its_owner_only_whatever_the_umask(self, file: KeyFile) -> None:
        before = os.umask(0)
        try:
            key = file.create()
        finally:
            os.umask(before)
        assert len(key) == KEY_BYTES and file.load() == key
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
        assert file.exposure() == ()

    def test_every_home_has_its_own(self, tmp_path: Path) -> None:
        assert KeyFile(tmp_path / "a" / "k").create() != KeyFile(tmp_path / "b" / "k").create()

    @pytest.mark.parametrize(
        ("level", "mode", "open_"), [(0, 0o640, True), (1, 0o750, True), (2, 0o755, False), (2, 0o777, True)]
    )
    def test_places_that_are_too_open(self, file: KeyFile, level: int, mode: int, open_: bool) -> None:
        file.create()
        place = (file.path, file.path.parent, file.path.parent.parent)[level]
        place.chmod(mode)
        assert file.exposure() == ((str(place),) if open_ else ())

    @pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs owners")
    def test_a_key_of_somebody_else(self, file: KeyFile, monkeypatch: pytest.MonkeyPatch) -> None:
        file.create()
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        assert str(file.path) in file.exposure()


class TestKeys:
    def test_a_data_key_is_wrapped_for_one_name(self, file: KeyFile) -> None:
        ring = Keys(file, lambda: False)
        wrapped = ring.wrap(b"d" * KEY_BYTES, "one")
        assert len(wrapped) == WRAPPED_BYTES
        assert ring.unwrap(wrapped, "one") == b"d" * KEY_BYTES
        with pytest.raises(KeyWrong):
            ring.unwrap(wrapped, "two")
        with pytest.raises(KeyWrong):
            ring.unwrap(wrapped[:20], "one")

    def test_a_lost_key_is_never_replaced_while_something_is_sealed(self, file: KeyFile) -> None:
        with pytest.raises(KeyMissing):
            Keys(file, lambda: True).master()
        assert not file.path.exists()


class Ring(SimpleNamespace):
    """A stand-in for the `keyring` package."""

    def __init__(self, forgets: bool = False, fails: bool = False) -> None:
        kept: dict[tuple[str, str], str] = {}

        def get(service: str, name: str) -> str | None:
            if fails:
                raise RuntimeError("no back end")
            return kept.get((service, name))

        def put(service: str, name: str, value: str) -> None:
            if not forgets:
                kept[service, name] = value

        super().__init__(get_password=get, set_password=put, kept=kept)


class TestKeyRing:
    def ring(self, monkeypatch: pytest.MonkeyPatch, module: object) -> KeyRing:
        monkeypatch.setitem(sys.modules, "keyring", module)
        return KeyRing(Path("/home/mina"))

    def test_a_key_is_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ring = self.ring(monkeypatch, Ring())
        assert ring.load() is None
        assert ring.create() == ring.load()

    def test_homes_do_not_share(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ring = self.ring(monkeypatch, Ring())
        ring.create()
        assert KeyRing(Path("/home/jun")).load() is None

    @pytest.mark.parametrize("module", [Ring(forgets=True), Ring(fails=True)])
    def test_a_ring_that_keeps_nothing_is_refused(self, monkeypatch: pytest.MonkeyPatch, module: object) -> None:
        with pytest.raises(KeyRingMissing):
            self.ring(monkeypatch, module).create()

    def test_no_ring(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(KeyRingMissing):
            self.ring(monkeypatch, None)

    @pytest.mark.parametrize("text", ["####", "c2hvcnQ="])
    def test_something_else_under_our_name(self, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        module = Ring()
        ring = self.ring(monkeypatch, module)
        module.kept[keys.RING_SERVICE, "/home/mina"] = text
        with pytest.raises(KeyWrong):
            ring.load()
