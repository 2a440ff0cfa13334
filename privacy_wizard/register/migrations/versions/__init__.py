"""The steps; each is independent and never changes again."""
