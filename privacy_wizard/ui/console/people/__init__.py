"""People and campaigns: the staff list, who is asked by when, the state of each person."""
