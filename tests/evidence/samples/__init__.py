"""A generator for each generation of each platform's export."""

from . import facebook, instagram, linkedin, others, tiktok, x
from .building import Sample

SAMPLES: tuple[Sample, ...] = (  # layouts that were seen
    *instagram.SAMPLES,
    *facebook.SAMPLES,
    *x.SAMPLES,
    *linkedin.SAMPLES,
    *tiktok.SAMPLES,
    *others.SAMPLES,
)
REMEMBERED: tuple[Sample, ...] = (  # layouts known from memory: read, and said to be not proven
    instagram.TO_2020,
    facebook.YEAR_2021,
    others.PINTEREST,
)
