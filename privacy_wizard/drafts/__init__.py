"""Saved audits: atomic, private to their owner."""
