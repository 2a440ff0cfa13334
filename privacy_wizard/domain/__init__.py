"""Values and judgement: the standard library and attrs only."""
