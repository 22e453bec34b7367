"""The real program, run as a person runs it: in processes of its own, with a data folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import gonghui

_SOURCE = Path(gonghui.__file__).parents[1]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Installation:
    """A data folder and the address at which the program serves it."""

    home: Path
    address: str
    log: Path


def load_demonstration(home: Path, *, members: int) -> None:
    """Make the demonstration in `home`, in a process of its own."""
    script = Path(__file__).with_name("demonstration.py")
    done = subprocess.run(
        [sys.executable, str(script), str(members)], env=_environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(home: Path, **variables: str) -> Iterator[Installation]:
    """The program serving `home` at a free port until the block ends; it then has told of no error.

    `variables` are set in its environment besides.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gonghui", "serve", "--port", str(port)],
            env={**_environment(home), **variables},
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        try:
            _wait_until_it_listens(process, port, log)
            yield Installation(home, f"http://127.0.0.1:{port}", log)
        finally:
            process.terminate()
            process.wait()
    told = log.read_text("utf-8")
    assert "Traceback" not in told, told
    assert "110101" not in told, "an ID number in the log"


def _environment(home: Path) -> dict[str, str]:
    """Nothing of the developer's own database, keys or clock."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "GONGHUI_TODAY"}}
    return {**env, "GONGHUI_HOME": str(home), "PYTHONPATH": str(_SOURCE), "PYTHONIOENCODING": "utf-8"}


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Returns once the port answers; fails with what the program said where it ended, or took too long."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        return
    raise AssertionError(log.read_text("utf-8"))
