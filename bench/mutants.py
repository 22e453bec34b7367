"""`python -m bench.mutants [PATH…]`: changes the program line by line, and names each change that no test notices.

mutmut makes the changes and runs, for each, the tests that reach the changed function. All of it happens in a copy of
the tree, so that nothing here is touched and an edit meanwhile does not disturb the run.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("src/gonghui")
LEFT_OUT = (".venv", ".git", "__pycache__", ".*_cache", ".hypothesis", "*.sqlite3*")
PROCESSES = 2
# A change is given this many times as long as the tests take without it, and these seconds on top.
TIMES_AS_LONG, SECONDS_ON_TOP = 10, 20
# Tables are made from the models: migrations would take most of the time. What tests migrations is left out.
PYTEST_OPTIONS = [
    "-q",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
    "--no-migrations",
    "--ignore-glob=*_migrating.py",
    # mutmut runs pytest twice in a process; names with Chinese would be escaped twice, and not be found by the first.
    "-o",
    "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true",
]
_MUTANT = re.compile(r"(?P<function>.+)__mutmut_\d+$")
_REPORTED = re.compile(r"^\s*(\S+__mutmut_\d+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Survivor:
    """A change that no test noticed: where it is, and the change as a diff."""

    name: str
    at: str
    diff: str


class CannotRun(Exception):
    """The run did not come to an answer; the message is what mutmut printed last."""


def main(argv: list[str]) -> int:
    """Print the survivors of what is named; 0 when there are none, 1 when there are some, 2 where it could not run."""
    parser = argparse.ArgumentParser(prog="run.py mutants", description="逐处改坏程序，看测试会不会发现")
    parser.add_argument("paths", nargs="*", metavar="路径", help="src/gonghui下的文件或文件夹；默认src/gonghui/plain")
    parser.add_argument("--tests", nargs="+", metavar="路径", help="用哪些测试；默认是与源文件夹对应的tests文件夹")
    parser.add_argument("--sample", type=int, metavar="个数", help="只抽查这么多处")
    parser.add_argument("--seed", type=int, default=1, metavar="种子", help="抽查的种子；同一种子抽到的相同")
    options = parser.parse_args(argv)
    paths = [source_path(text) for text in options.paths or [str(SOURCE / "plain")]]
    tests = options.tests or sorted({tests_of(path) for path in paths})
    with tempfile.TemporaryDirectory(prefix="gonghui-mutants-") as folder:
        copy = Path(folder) / "tree"
        try:
            lay_out(copy, paths, tests)
            return report(copy, options.sample, options.seed)
        except CannotRun as failure:
            say(f"没有测成，多半是测试在未改动的程序上就没有通过：\n{failure}")
            return 2


def source_path(text: str) -> Path:
    """A path as typed, below src/gonghui; exits with a message where there is no such source."""
    path = Path(os.path.relpath(Path(text).resolve(), ROOT))
    if not (ROOT / path).exists() or SOURCE not in (path, *path.parents):
        sys.exit(f"{text}不是{SOURCE}下的文件或文件夹，请改正。")
    return path


def tests_of(path: Path) -> str:
    """The tests that belong to a source: the folder of tests that mirrors its own, or the nearest one above."""
    inside = path.relative_to(SOURCE)
    inside = inside.parent if inside.suffix else inside
    while not (ROOT / "tests" / inside).is_dir():
        inside = inside.parent
    return str(Path("tests") / inside)


def lay_out(copy: Path, paths: Iterable[Path], tests: list[str]) -> None:
    """Copy the tree, and write what is to be changed and tested into the copy's pyproject.toml."""
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    beside = [path.name for path in copy.iterdir() if path.name not in {"src", "pyproject.toml"}]
    settings = {
        "source_paths": ["src"],
        "only_mutate": [str(path) if path.suffix else f"{path}/*" for path in paths],
        # Migrations are history.
        "do_not_mutate": ["*/migrations/*"],
        "also_copy": beside,
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": PYTEST_OPTIONS,
        "timeout_multiplier": TIMES_AS_LONG,
        "timeout_constant": SECONDS_ON_TOP,
        "debug": True,  # else it says that tests failed, and not which
        "use_git_change_detection": False,
        "track_dependencies": False,
    }
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n")
        file.writelines(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


def report(copy: Path, sample: int | None, seed: int) -> int:
    """Run the mutants of the laid out copy, print what came of them, and return the exit status."""
    began = time.monotonic()
    mutmut(copy, "run", "none-of-this-name")  # makes the mutants, and learns which tests reach which function
    names = sorted(made(copy))
    if not names:
        raise CannotRun("这里没有可以改坏的地方。")
    chosen = sorted(random.Random(seed).sample(names, min(sample or len(names), len(names))))
    say(f"共{len(names)}处，测{len(chosen)}处……")
    told = mutmut(copy, "run", "--max-children", str(PROCESSES), *chosen)
    fates = {name: fate for name, fate in fates_of(copy).items() if name in set(chosen)}
    if "not checked" in fates.values():
        raise CannotRun(reason(told))
    counts = Counter(fates.values())
    survivors = [survivor(copy, name) for name in chosen if fates.get(name) in {"survived", "no tests"}]
    for one in survivors:
        say(f"\n{one.at}  {one.name}\n{one.diff}")
    caught = len(chosen) - len(survivors)
    others = "，".join(f"{fate} {count}" for fate, count in sorted(counts.items()))
    say(
        f"\n测了{len(chosen)}处，发现{caught}处，没有发现{len(survivors)}处"
        f"（{others or '全部发现'}），用时{time.monotonic() - began:.0f}秒。"
    )
    return 1 if survivors else 0


def reason(told: str) -> str:
    """What of mutmut's words says why it stopped: the tests that failed, else the end of it."""
    failed = [line for line in told.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))]
    return "\n".join(failed[-20:]) or told[-2000:]


def mutmut(copy: Path, *arguments: str) -> str:
    """Run mutmut in the copy and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8", "replace")


def made(copy: Path) -> Iterator[str]:
    """The names of all mutants that were made."""
    for file in (copy / "mutants").rglob("*.meta"):
        yield from json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]


def fates_of(copy: Path) -> dict[str, str]:
    """What came of each mutant that no test killed: survived, no tests, timeout, not checked."""
    return {name: fate.strip() for name, fate in _REPORTED.findall(mutmut(copy, "results"))}


def survivor(copy: Path, name: str) -> Survivor:
    """A mutant with its diff, and the line of the source that it changes."""
    diff = mutmut(copy, "show", name)
    lines = [line for line in diff.splitlines() if line[:1] in "+-" and not line.startswith(("+++", "---"))]
    file = re.search(r"^--- (\S+)", diff, re.MULTILINE)
    at = name
    if file is not None and lines:
        removed = next((line[1:] for line in lines if line.startswith("-")), "")
        at = f"{file[1]}:{line_of(copy / file[1], name, removed)}"
    return Survivor(name, at, "\n".join(lines))


def line_of(file: Path, name: str, text: str) -> int:
    """The number of the line with that text in the function that a mutant changes; else the function's own."""
    found = _MUTANT.match(name.rsplit(".", 1)[-1])
    function = found["function"].rpartition("ǁ")[2].removeprefix("x_") if found else ""
    source = file.read_text(encoding="utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            inside = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            return next((number for number in inside if lines[number - 1].strip() == text.strip()), node.lineno)
    return 1


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
