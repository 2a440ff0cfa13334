"""A process that has a draft open: holds it, says so, and goes on until it is killed. Arguments: folder, draft."""

import sys
from pathlib import Path

from privacy_wizard.drafts import DraftStore

if __name__ == "__main__":
    store = DraftStore(Path(sys.argv[1]))
    store.hold(sys.argv[2])
    print("held", flush=True)
    sys.stdin.read()
