"""The statement, its PDF, its signature, and what a verifier can say about it."""
