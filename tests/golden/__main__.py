"""Write every text anew, and remove those that no case stands for any more."""

from privacy_wizard.catalogue import load_catalogue, shipped_folder

from . import FOLDER, as_text, cases

catalogue = load_catalogue(shipped_folder())
wanted = cases(catalogue)
for old in FOLDER.glob("*.txt"):
    if old.name not in wanted:
        old.unlink()
for name, (pack, accounts) in wanted.items():
    (FOLDER / name).write_text(as_text(catalogue, pack, accounts), encoding="utf-8")
