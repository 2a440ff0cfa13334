"""Names of dating apps, which never appear on a statement."""

import re

DATING = "dating"  # the checklist of them all

_NAMES = (
    "badoo, bumble, coffeemeetsbagel, eharmony, elitesingles, feeld, fetlife, grindr, happn, her, hinge, hornet, "
    "jackd, jdate, match, matchcom, meetic, muzz, muzmatch, okcupid, plentyoffish, pof, raya, recon, salams, scruff, "
    "silversingles, taimi, thursday, tinder, zoosk"
)
_KNOWN = frozenset(_NAMES.split(", "))


def is_dating_app(name: str) -> bool:
    """Whether a name is that of a dating app that is widely known; others are for their owner to mark."""
    bare = re.sub(r"[^a-z0-9]", "", name.casefold())
    return bare in _KNOWN or "dating" in bare
