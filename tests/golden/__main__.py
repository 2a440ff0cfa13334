"""Write every text anew, and remove those that no case stands for any more."""

from privacy_wizard.catalogue import load_catalogue, shipped_folder

from . import FOLDER, texts

wanted = texts(load_catalogue(shipped_folder()))
for old in FOLDER.glob("*.txt"):
    if old.name not in wanted:
        old.unlink()
for name, make in wanted.items():
    (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")
