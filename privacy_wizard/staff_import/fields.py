"""What a column of a staff list can mean."""

from enum import StrEnum


class StaffField(StrEnum):
    """What we take from a staff list; every other column is left where it is."""

    NUMBER = "number"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    FULL_NAME = "full-name"  # in one column: "Sam Lee" or "Lee, Sam"
    EMAIL = "email"
    ROLE = "role"
    KIND = "kind"
    GROUP = "group"
    START = "start"
    LAST_DAY = "last-day"
