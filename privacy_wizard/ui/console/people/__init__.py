"""People and campaigns: the staff list, who is asked by when, who stands how."""
