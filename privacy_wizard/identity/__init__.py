"""Keys and certificates of the person who signs."""
