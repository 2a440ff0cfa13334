"""A generator for each generation of each platform's export."""

from . import instagram
from .building import Sample

SAMPLES: tuple[Sample, ...] = (*instagram.SAMPLES,)  # layouts that were seen
REMEMBERED: tuple[Sample, ...] = (instagram.TO_2020,)  # layouts known from memory: read, and said to be not proven
