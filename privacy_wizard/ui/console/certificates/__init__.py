"""The school's authority and profile, its officers, and the certificates of its staff."""
