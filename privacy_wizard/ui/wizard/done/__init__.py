"""Page *Done*: the signed file, handing it in, and what is still to do."""
