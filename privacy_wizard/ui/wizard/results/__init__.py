"""Page *Results*: how it stands, why, and what to do about it."""
