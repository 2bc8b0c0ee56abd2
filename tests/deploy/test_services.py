"""The compose file and the units: what they run is understood, and may do no more than it must."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from dragoman.commands import main

yaml = pytest.importorskip("yaml", reason="PyYAML comes with Ray; pip install 'dragoman[cluster]'")
ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text(encoding="utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "dragoman"}
UNITS = sorted((ROOT / "deploy").glob("*.service"))


def understood(words: list[str]) -> None:
    """Raise UsageError where a command line of ours is not one."""
    command = main.get_command(click.Context(main), words[0])
    assert command is not None, words
    command.make_context(words[0], list(words[1:]))


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_runs_a_command_as_nobody_with_a_root_that_it_cannot_write(name: str) -> None:
    service: dict[str, Any] = OURS[name]
    understood(service["command"])
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert not service["user"].startswith("0")
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["depends_on"]["database"]["condition"] == "service_healthy"


def test_the_build_has_its_files() -> None:
    for service in OURS.values():
        context = ROOT / "deploy" / service["build"]["context"]
        assert (context / service["build"]["dockerfile"]).resolve() == ROOT / "deploy/Dockerfile"


def test_nothing_but_the_site_can_be_reached_and_that_from_this_machine_alone() -> None:
    ports = {name: service.get("ports", []) for name, service in COMPOSE["services"].items()}
    assert {name for name, told in ports.items() if told} == {"serve"}
    assert all(port.startswith("127.0.0.1:") for port in ports["serve"])


def test_no_password_stands_in_the_file() -> None:
    said = [value for service in COMPOSE["services"].values() for value in service["environment"].items()]
    for name, value in said:
        assert "PASSWORD" not in name or value.startswith("${DRAGOMAN_PASSWORD:?")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_a_command_of_ours(unit: Path) -> None:
    found = re.search(r"^ExecStart=/opt/dragoman/bin/dragoman (.+)$", unit.read_text(encoding="utf-8"), re.M)
    assert found
    understood(shlex.split(found[1].replace("%i", "8000")))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit_and_finds_it_narrow(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    copy = tmp_path / unit.name.replace("@", "@8000")
    copy.write_text(
        unit.read_text(encoding="utf-8").replace("/opt/dragoman/bin/dragoman", "/bin/true"), encoding="utf-8"
    )
    checked = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    narrow = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", copy], capture_output=True
    )
    assert narrow.returncode == 0
