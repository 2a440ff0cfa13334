"""Write every text anew, and remove those that no case stands for any more."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.shipped import shipped

from . import FOLDER, printing, texts

wanted = texts(shipped())
for old in FOLDER.glob("*.txt"):
    if old.name not in wanted:
        old.unlink()
for name, make in wanted.items():
    (FOLDER / name).write_text(make(), encoding="utf-8", newline="\n")

for old in printing.FOLDER.glob("*.json"):
    old.unlink()
with TemporaryDirectory() as home:
    for name, text in printing.printed(Path(home)).items():
        (printing.FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
