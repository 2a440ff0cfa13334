"""The policy workshop: the school's own policies."""
