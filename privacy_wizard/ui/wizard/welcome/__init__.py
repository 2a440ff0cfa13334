"""Page *Welcome*: what this is, what to go on with, what was finished before."""
