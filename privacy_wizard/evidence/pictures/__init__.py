"""The school's logo looked for in profile and cover pictures: pointed at with its place, and never judged.

What is in a download is opened only when its owner asks for it, and then its profile and cover pictures alone. Nothing
is kept. Pictures are decoded in the sandbox; what comes out of it is a place, and the picture made small.
"""

from .search import look_for_logo, pictures_in, sources_at
from .search_result import WHOLE, Corner, LogoSearch, PictureLookedThrough, PictureProblem, PictureSource, logo_sentence

__all__ = [
    "WHOLE",
    "Corner",
    "LogoSearch",
    "PictureLookedThrough",
    "PictureProblem",
    "PictureSource",
    "logo_sentence",
    "look_for_logo",
    "pictures_in",
    "sources_at",
]
