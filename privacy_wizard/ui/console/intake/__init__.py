"""Pages for what was handed in: taking it in, looking at it, deciding, countersigning, entering a paper."""
