"""How much is read from one export. Real ones stay far below; anything beyond is noted, and the rest is read."""

from attrs import define

from .export_notes import CannotReadMember, NoteKind

LARGEST_ARCHIVE = 64 * 2**30  # bytes on the disk; only its directory and the few files that are read are touched
MOST_MEMBERS = 1_000_000
DEEPEST_FOLDER = 20
LONGEST_NAME = 1_000  # characters
STEP = 256 * 1024  # bytes read at a time, counted as they come: what a header says of a size is not believed
LARGEST_MEMBER = 64 * 2**20  # settings, profile, lists
LARGEST_PAGE = 8 * 2**20  # web pages, which are read as a whole
LARGEST_POSTS = 512 * 2**20  # read only when asked for
LARGEST_STREAM = 2 * 2**30  # files in which a platform puts everything; only what is wanted is kept of them
LARGEST_AT_ONCE = 4 * 2**20  # up to here a file is parsed whole, which is quicker; beyond, event by event
MOST_IN_ALL = 4 * 2**30
RATIO, RATIO_FROM = 200, 2**20  # real files reach 34 to 1; below a megabyte unpacked, nobody is harmed
DEEPEST_JSON = 60
MOST_VALUES = 300_000  # within one entry that is kept whole
MOST_ROWS = 200_000
LONGEST_CELL = 1_000_000  # characters
MOST_NOTES = 500
CUT_AT = 2 * 2**30  # bytes: a part of just this size is not the last


@define
class ReadingBudget:
    """How many more bytes may be unpacked, over all files read together."""

    left: int = MOST_IN_ALL

    def take(self, number: int) -> None:
        """Count bytes that were unpacked. Raises CannotReadMember when the budget is used up."""
        self.left -= number
        if self.left < 0:
            raise CannotReadMember(NoteKind.SPACE_USED_UP)
