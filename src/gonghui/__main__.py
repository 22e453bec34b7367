"""`python -m gonghui COMMAND …`: the command line."""

import os
import sys


def main() -> int:
    """Run the command that the arguments name; the exit status is 0, 1 or 2, or 130 after Ctrl-C."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    try:
        from gonghui.site.command_line import main as command_line

        return command_line(sys.argv[1:])
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)  # noqa: T201
        return 130


if __name__ == "__main__":
    sys.exit(main())
