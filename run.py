"""一条命令：备好环境，再执行 gonghui 的命令（python3 run.py demo、python3 run.py test ……）。

Standard library only. Makes .venv, installs the hashed requirements into it, then hands over.
Messages go to standard error, because other programs read a command's JSON on standard output.
"""

import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time

for stream in (sys.stdout, sys.stderr):  # an old Windows console may lack a character; never fail for that
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:  # stands before anything that an older Python could not run
    sys.stderr.write(
        "工会工作台需要 Python 3.11 或更新的版本，现在运行的是 {}.{}（{}）。\n"
        "请安装新版 Python 后，用它再运行一次，例如：python3.11 run.py demo\n".format(
            sys.version_info[0], sys.version_info[1], sys.executable
        )
    )
    sys.exit(2)

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Group = tuple[tuple[str, tuple[str, ...]], ...]

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PROGRAMS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if WINDOWS else "python")
UV = PROGRAMS / ("uv.exe" if WINDOWS else "uv")

INSTALLER = "requirements-uv.txt"
# (file, further options): zhplot is there for its font alone; what it depends on is large and unused
RUNTIME: Group = (("requirements.txt", ()), ("requirements-nodeps.txt", ("--no-deps",)))
DEVELOPMENT: Group = (("requirements-dev.txt", ()),)

USAGE = """用法：python3 run.py 命令 [参数……]
（第一次运行会在 .venv 里装好所需的软件包）

  demo            载入演示数据，写出总结，打开演示系统
  serve           打开正式系统
  backup 数据文件 --keys 密钥文件
                  备份，可以在使用中进行；两个文件分开保管
  restore 数据文件 --keys 密钥文件
                  恢复到空的数据文件夹
  figures、summary、import、undo、export、verify、recount、reset-password
                  各命令的参数见：python3 run.py 命令 --help
  test [参数……]    在 SQLite 和 PostgreSQL 上各跑一遍测试；参数交给 pytest
  lint [--fix]    检查代码；加 --fix 先自动整理
  bench [名称]     性能测量
  mutants [路径]   逐处改坏程序，看测试会不会发现（--sample 个数 --seed 种子 --tests 路径）
"""


class SetUpError(Exception):
    """Set-up cannot continue; the message is a Chinese sentence that says what to do."""


def say(message: str) -> None:
    """Print one progress line on standard error."""
    print(message, file=sys.stderr, flush=True)


def run_step(title: str, command: Sequence[object], env: Mapping[str, str] | None = None) -> str | None:
    """Run a long step with signs of life; None when it succeeded, else the end of what it printed."""
    say(f"{title}……")
    began = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env
        )
        try:
            status = None
            while status is None:
                try:
                    status = process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    say(f"  仍在进行，已用 {time.monotonic() - began:.0f} 秒……")
        except BaseException:
            process.kill()
            process.wait()
            raise
        if status == 0:
            say(f"  完成，用时 {time.monotonic() - began:.0f} 秒。")
            return None
        output.seek(0)
        lines = output.read().decode("utf-8", "replace").strip().splitlines()
        return "\n".join(lines[-15:]) or f"退出码 {status}"


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock file while setting up, so that two commands started together do not spoil the folder."""
    with (ROOT / ".setup.lock").open("a+b") as lock:
        if WINDOWS:
            import msvcrt

            def take() -> None:
                lock.seek(0)
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            def take() -> None:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

        waiting = False
        while True:
            try:
                take()
                break
            except OSError:
                if not waiting:
                    say("另一个窗口正在安装软件包，等它完成……")
                    waiting = True
                time.sleep(0.5)
        yield  # closing the file gives the lock back


def digest_of(group: Group) -> str:
    """A digest of the requirement files, in which line endings do not count."""
    digest = hashlib.sha256()
    for name, _options in group:
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_installed(kind: str, group: Group) -> bool:
    """Whether .venv holds just these requirements, by the stamp left after installing them."""
    stamp = VENV / f"installed-{kind}.txt"
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii").strip() == digest_of(group)


def has_working_venv() -> bool:
    """Whether .venv can install: false where it is missing, was interrupted, or has lost its Python."""
    if not PYTHON.exists():
        return False
    answer = subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True, check=False)
    return answer.returncode == 0


def make_venv() -> None:
    """Make .venv anew, with pip in it."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(
            "这台电脑的 Python 缺少 venv。在 Debian、Ubuntu、统信、麒麟上请先执行：sudo apt install python3-venv"
        )
    failure = run_step("正在建立运行环境 .venv", [sys.executable, "-m", "venv", "--clear", VENV])
    if failure is not None:
        raise SetUpError(f"运行环境没有建成，请检查磁盘空间和文件夹的写入权限后再试。\n{failure}")


def installer_environment() -> dict[str, str]:
    """The environment for uv, which does not read pip's settings: hand over the index that a person set for pip."""
    env = dict(os.environ)
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & env.keys():
        answer = subprocess.run(
            [str(PYTHON), "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
        )
        index = os.environ.get("PIP_INDEX_URL") or (answer.stdout.strip() if answer.returncode == 0 else "")
        if index:
            env["UV_DEFAULT_INDEX"] = index
    return env


def install(group: Group, what: str) -> None:
    """Install requirement files with uv, or with pip where uv cannot be had or fails."""
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--disable-pip-version-check"]
    if not UV.exists():
        failure = run_step("正在取得安装工具 uv", [*pip, "--no-deps", "--requirement", ROOT / INSTALLER])
        if failure is not None:
            say("  没有取得 uv，改用 pip 安装（会慢一些）。")
    for name, options in group:
        count = sum("==" in line for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
        title = f"正在安装{what}（{count} 个软件包）"
        failure = "uv"
        if UV.exists():
            uv = [UV, "pip", "install", "--quiet", "--require-hashes", "--python", PYTHON]
            failure = run_step(title, [*uv, *options, "--requirement", ROOT / name], installer_environment())
            if failure is None:
                continue
            say("  uv 没有装成，改用 pip 再试。")
        failure = run_step(title, [*pip, *options, "--requirement", ROOT / name])
        if failure is not None:
            raise SetUpError(f"软件包没有装成。请检查网络（或 pip 的镜像设置）后再运行一次。\n{failure}")


def add_project() -> None:
    """Let .venv find src/ by a path file: no network, and an edit counts at once."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True, check=True)
    packages = Path(answer.stdout.strip())
    # relative, so that a folder that is moved or renamed still works
    (packages / "gonghui.pth").write_text(os.path.relpath(ROOT / "src", packages) + "\n", encoding="utf-8")


def set_up(*, development: bool) -> None:
    """Bring .venv to what the requirement files say; a second call does nothing."""
    wanted = [("runtime", "所需软件包", RUNTIME)]
    if development:
        wanted.append(("development", "测试与检查工具", DEVELOPMENT))
    if all(is_installed(kind, group) for kind, _what, group in wanted):
        return
    with one_at_a_time():
        if not has_working_venv():
            make_venv()
        for kind, what, group in wanted:
            if not is_installed(kind, group):
                install(group, what)
                add_project()
                (VENV / f"installed-{kind}.txt").write_text(digest_of(group) + "\n", encoding="ascii")


def project_environment() -> dict[str, str]:
    """The environment for the project's own processes: UTF-8 on every system, and src/ found first."""
    env = dict(os.environ)
    paths = [str(ROOT / "src"), str(ROOT), *filter(None, [env.get("PYTHONPATH")])]
    env.update(PYTHONPATH=os.pathsep.join(paths), PYTHONUTF8="1")
    return env


def hand_over(arguments: Sequence[str]) -> int:
    """Run a Python module in .venv in this process's place, so that signals and the exit status are its own."""
    command = [str(PYTHON), *arguments]
    if not WINDOWS:
        os.execve(command[0], command, project_environment())
    return run_to_its_end(command, project_environment())


def run_to_its_end(command: Sequence[str], env: Mapping[str, str], folder: Path | None = None) -> int:
    """Run a process that Ctrl-C reaches too: wait while it winds up in its own time, and return its status."""
    process = subprocess.Popen(command, env=env, cwd=folder)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def private_environment(home: str) -> dict[str, str]:
    """The environment for tests and checks: nothing of the user's own database, keys or clock."""
    env = project_environment()
    for name in ("DATABASE_URL", "GONGHUI_TODAY"):
        env.pop(name, None)
    env.update(GONGHUI_HOME=home, DJANGO_SETTINGS_MODULE="gonghui.site.settings")
    return env


@contextlib.contextmanager
def postgresql() -> Iterator[tuple[str, str]]:
    """A PostgreSQL to test on, as (address, ""), or ("", why there is none)."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres:", "postgresql:")):
        yield given, ""
        return
    command = [str(PYTHON), "-W", "ignore", str(ROOT / "tests" / "postgresql_server.py")]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=project_environment(), text=True
        )
        try:
            address = server.stdout.readline().strip() if server.stdout else ""
            if not address:
                server.wait()
                errors.seek(0)
            yield address, "" if address else (errors.read().strip().splitlines() or ["原因不明"])[-1]
        finally:
            if server.stdin:
                server.stdin.close()  # the server takes this as the end
            server.wait()


def test(arguments: Sequence[str]) -> int:
    """Run pytest on SQLite, then on PostgreSQL; 0 when both passed."""
    names_a_path = any(Path(part.split("::")[0]).exists() for part in arguments if not part.startswith("-"))
    one_process = names_a_path or not {"-n", "-s", "--pdb"}.isdisjoint(arguments)
    spread = [] if one_process else ["-n", "2", "--dist", "loadgroup"]
    # One order on a build machine, so that what is red there is red again at a desk; another each time elsewhere.
    order = ["--randomly-seed=1"] if os.environ.get("CI") == "true" else []
    command = [str(PYTHON), "-m", "pytest", *spread, *order, *arguments]
    with tempfile.TemporaryDirectory(prefix="gonghui-") as home, postgresql() as (address, problem):
        env = private_environment(home)
        if problem:  # said before the run, so that pytest's closing line stays the last
            say(f"没有可用的 PostgreSQL，只在 SQLite 上测试：{problem}")
            say("可用环境变量 DATABASE_URL 指定一个 PostgreSQL 数据库。")
        say("== 测试：SQLite ==")
        status = run_to_its_end(command, env, ROOT)
        if problem:
            return status or (1 if os.environ.get("CI") == "true" else 0)
        if status == 2:  # interrupted
            return status
        say("== 测试：PostgreSQL ==")
        return run_to_its_end(command, {**env, "DATABASE_URL": address}, ROOT) or status


def lint(arguments: Sequence[str]) -> int:
    """Run every linter, then name those that found something; 0 when none did."""
    python = str(PYTHON)
    ruff = [python, "-m", "ruff"]
    checks: list[tuple[str, list[str]]] = [
        ("代码格式 ruff format", [*ruff, "format", "--check", "."]),
        ("代码规则 ruff check", [*ruff, "check", "."]),
        ("类型 mypy", [python, "-m", "mypy"]),
        ("楼层 import-linter", [str(PROGRAMS / ("lint-imports.exe" if WINDOWS else "lint-imports"))]),
        ("模板 djlint", [python, "-m", "djlint", "--lint", "--quiet", "src"]),
        ("系统检查 check", [python, "-m", "django", "check", "--fail-level", "WARNING"]),
        ("迁移 makemigrations", [python, "-m", "django", "makemigrations", "--check", "--dry-run"]),
    ]
    if "--fix" in arguments:
        checks[:0] = [("自动整理", [*ruff, "check", "--fix", "."]), ("自动排版", [*ruff, "format", "."])]
    failed = []
    with tempfile.TemporaryDirectory(prefix="gonghui-") as home:
        env = private_environment(home)
        for title, command in checks:
            began = time.monotonic()
            done = subprocess.run(
                command, env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
            )
            say(f"{'通过' if done.returncode == 0 else '未过'}  {title}（{time.monotonic() - began:.1f} 秒）")
            if done.returncode != 0:
                failed.append(title)
                sys.stdout.write(done.stdout.decode("utf-8", "replace"))
                sys.stdout.flush()
    say("检查未过：" + "、".join(failed) if failed else "检查全部通过。")
    return 1 if failed else 0


def main(arguments: Sequence[str]) -> int:
    """Set up, then do what the first argument says; return the exit status."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(USAGE, end="")
        return 0
    command, *rest = arguments
    set_up(development=command in {"test", "lint", "bench", "mutants"})
    if command == "test":
        return test(rest)
    if command == "lint":
        return lint(rest)
    if command == "bench":
        return hand_over(["-m", "bench", *rest])
    if command == "mutants":
        with tempfile.TemporaryDirectory(prefix="gonghui-") as home:
            return run_to_its_end([str(PYTHON), "-m", "bench.mutants", *rest], private_environment(home))
    return hand_over(["-m", "gonghui", *arguments])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetUpError as problem:
        say(str(problem))
        sys.exit(2)
    except OSError as problem:
        say(f"无法读写文件：{problem.filename or ''} {problem.strerror or problem}")
        say("请检查程序文件是否齐全、磁盘空间是否够用、文件夹能否写入。")
        sys.exit(2)
    except KeyboardInterrupt:
        say("已停止。")
        sys.exit(130)
