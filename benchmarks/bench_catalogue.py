"""How long the checklists and policy packs take to load, in a fresh process, against merely parsing the same YAML.

Three ways, in turns: as the program starts (by the index, no checklist read), as an audit of five accounts needs them,
and with every rule checked, as a library from elsewhere is. Aim: the first two under 60 ms each.
"""

from pathlib import Path
from statistics import median

from timing import alternating, busy, in_a_fresh_process, shown, verdict

AIM_MS = 60.0
ROUNDS = 20

TIMED = """
import time
{imports}
begun = time.perf_counter()
{act}
print((time.perf_counter() - begun) * 1000)
"""
IMPORTS = "from privacy_wizard.catalogue import load_catalogue, load_shipped, shipped_folder"
START = TIMED.format(imports=IMPORTS, act="load_shipped()")
AUDIT = TIMED.format(
    imports=IMPORTS,
    act="""
checklists = load_shipped().checklists
for name in ("person", "every-account", "facebook", "instagram", "whatsapp", "linkedin", "youtube"):
    checklists[name]
""",
)
CHECKED = TIMED.format(imports=IMPORTS, act="load_catalogue(shipped_folder())")
IMPORTED = TIMED.format(imports="", act=f"{IMPORTS}\nload_shipped()")
# The reference: the same files read by the same YAML parser, in C, without looking at what they say.
PARSE = TIMED.format(
    imports="import yaml\nfrom privacy_wizard.catalogue import shipped_folder",
    act="""
for path in sorted(shipped_folder().rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
""",
)


def main() -> None:
    """Print the medians, and how many times the mere parsing they are."""
    from privacy_wizard.catalogue import shipped_folder
    from privacy_wizard.catalogue.lazy_library import contents, index_of

    if index_of(shipped_folder(), contents(shipped_folder())) is None:
        print("The index is not that of the files, so everything is checked at each start; first run:")
        print("python -m privacy_wizard.catalogue.write_index")
    print(busy())
    count = len(list(Path(shipped_folder()).rglob("*.yaml")))
    pieces = [START, AUDIT, CHECKED, IMPORTED, PARSE]
    acts = [lambda code=code: in_a_fresh_process(code) for code in pieces]
    start, audit, checked, imported, parse = alternating(acts, ROUNDS)
    print(f"parsing the YAML of all {count} files: {shown(parse)}")
    for name, took in (("as the program starts", start), ("as an audit of five accounts needs them", audit)):
        times = median(took) / median(parse)
        met = verdict(median(took) < AIM_MS)
        print(f"{name}: {shown(took)}; {times:.2f} times the parsing; aim {AIM_MS:.0f} ms {met}")
    times = median(checked) / median(parse)
    print(f"every rule checked: {shown(checked)}; {times:.2f} times the parsing")
    print(f"as the program starts, with the imports it needs: {shown(imported)}")


if __name__ == "__main__":
    main()
