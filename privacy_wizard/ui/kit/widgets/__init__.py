"""Reusable pieces of pages. Each is its own small file and knows nothing of audits."""
