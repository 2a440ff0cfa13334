"""What a bundled program starts with: the program itself, or one of its workers for hostile files."""

import sys

from privacy_wizard.sandbox.worker_process import WORKER


def main() -> int:
    """The exit code of the program; a worker answers until nothing more is asked."""
    if sys.argv[1:] == [WORKER]:
        from privacy_wizard.sandbox.file_worker import main as work

        work()
        return 0
    from privacy_wizard.app import main as start

    return start()


if __name__ == "__main__":
    sys.exit(main())
