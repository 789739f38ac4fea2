"""What deploy/ and compose.yaml say fits the program, and what reads them agrees."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its stubs are not among what is installed

from walkon.api import health
from walkon.cli.main import parser

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("walkon*.service"))
IMAGE = re.compile(r"[a-z0-9-]+(:[a-z0-9.-]+)?")  # no host in front


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return found


def test_every_container_is_locked_up(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert IMAGE.fullmatch(service["image"]), name
        assert not {"privileged", "network_mode", "pid", "ipc", "devices", "user"} & set(service), name
        assert not any("docker.sock" in volume for volume in service.get("volumes", ())), name
        assert ("ports" in service) == (name == "caddy")
        assert ("healthcheck" in service) == (name != "backup")


def test_what_is_named_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert (ROOT / source).is_file() if source.startswith(".") else source in compose["volumes"], volume
        assert set(service.get("networks", ())) <= set(compose["networks"]), name
        assert set(service.get("depends_on", ())) <= set(services), name
        for other, wanted in service.get("depends_on", {}).items():
            assert wanted == {"condition": "service_healthy"} and "healthcheck" in services[other]
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
    assert "postgres" not in compose["networks"]["front"] and services["postgres"]["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True


def test_the_commands_are_the_programs_own(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert parser().parse_args(services["serve"]["command"]).workers == 0
    number = parser().parse_args(services["worker"]["command"]).number
    port = int(services["worker"]["environment"]["WALKON_METRICS"]) + number
    assert f"127.0.0.1:{port}/metrics" in services["worker"]["healthcheck"]["test"][-1]
    ready = next(
        str(getattr(route, "path", "")) for route in health.router.routes if getattr(route, "name", "") == "ready"
    )
    assert f"127.0.0.1:8000/api/v1{ready}" in services["serve"]["healthcheck"]["test"][-1]
    taken = parser().parse_args([*services["backup"]["entrypoint"][1:], "/b", "--passphrase-file", "/p"])
    assert (taken.command, taken.verb) == ("admin", "backup")


def test_settings_are_those_that_are_documented(compose: dict[str, Any]) -> None:
    documented = set(re.findall(r"`(WALKON_\w+)`", (ROOT / "docs" / "service.md").read_text("utf-8")))
    named = {key for service in compose["services"].values() for key in service.get("environment", ())}
    for file in [*UNITS, DEPLOY / "walkon.env.example", DEPLOY / "Dockerfile"]:
        named |= set(re.findall(r"\b(WALKON_\w+)=", file.read_text("utf-8")))
    ours = {name for name in named if name.startswith("WALKON_")} - {"WALKON_SITE", "WALKON_UPSTREAM"}
    assert ours and ours <= documented


def test_the_image() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert all(IMAGE.fullmatch(base) for base in bases)
    copied = [part for line in lines if line.startswith("COPY") and "--from" not in line for part in line.split()[1:-1]]
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for source in copied:
        assert (ROOT / source).exists() and f"!{source}" in let_in, source
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    command = next(line for line in lines if line.startswith("CMD")).partition(" ")[2]
    assert parser().parse_args(yaml.safe_load(command)).host == "0.0.0.0"  # noqa: S104


def _settings_of(unit: Path) -> Iterator[tuple[str, str]]:
    for line in unit.read_text("utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            yield key, value


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_the_program_and_may_do_little(unit: Path) -> None:
    found = dict(_settings_of(unit))
    words = shlex.split(found["ExecStart"].replace("$$", "$").replace("%i", "1").replace("%%", "%"))
    if words[0] == "/bin/sh":
        words = [word for word in shlex.split(words[2]) if word != "exec"]
    assert words[0] == "/opt/walkon/bin/walkon"
    assert parser().parse_args(words[1:])
    for key, value in (
        ("User", "walkon"),
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateDevices", "yes"),
        ("CapabilityBoundingSet", ""),
        ("UMask", "0077"),
        ("StateDirectoryMode", "0700"),
    ):
        assert found.get(key) == value, key


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("walkon*.*"):
        if unit.suffix in (".service", ".timer"):
            text = unit.read_text("utf-8").replace("/opt/walkon/bin/walkon", "/bin/true")
            (tmp_path / unit.name).write_text(text, "utf-8")
    for name in ("walkon.service", "walkon-worker@1.service", "walkon-backup.timer"):
        done = subprocess.run(  # noqa: S603
            ["systemd-analyze", "verify", "--man=no", str(tmp_path / name)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        )
        assert (done.returncode, done.stderr) == (0, ""), name
