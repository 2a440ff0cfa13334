"""People and campaigns: the staff list, who is asked by when, where each person stands."""
