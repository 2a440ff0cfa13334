"""How long the checklists and policy packs take to load, every rule checked, in a fresh process. Aim: under 60 ms."""

from statistics import median

from timing import alternating, in_a_fresh_process, shown, verdict

AIM_MS = 60.0
ROUNDS = 20

LOAD = """
import time
from privacy_wizard.catalogue import load_catalogue, shipped_folder
begun = time.perf_counter()
load_catalogue(shipped_folder())
print((time.perf_counter() - begun) * 1000)
"""
WITH_IMPORTS = """
import time
begun = time.perf_counter()
from privacy_wizard.catalogue import load_catalogue, shipped_folder
load_catalogue(shipped_folder())
print((time.perf_counter() - begun) * 1000)
"""
# The reference: the same files read by the same YAML parser, in C, without looking at what they say.
PARSE = """
import time, yaml
from privacy_wizard.catalogue import shipped_folder
begun = time.perf_counter()
for path in sorted(shipped_folder().rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
print((time.perf_counter() - begun) * 1000)
"""


def main() -> None:
    """Print the medians, and how many times the mere parsing they are."""
    pieces = [LOAD, WITH_IMPORTS, PARSE]
    load, imported, parse = alternating([lambda code=code: in_a_fresh_process(code) for code in pieces], ROUNDS)
    times = median(load) / median(parse)
    print(f"reading the YAML alone: {shown(parse)}")
    met = verdict(median(load) < AIM_MS)
    print(f"load and check: {shown(load)}; {times:.2f} times the reading; aim {AIM_MS:.0f} ms {met}")
    print(f"the same with the imports it needs: {shown(imported)}")


if __name__ == "__main__":
    main()
