"""The review of one's connections: a window of its own, reached from the accounts and the questions about people."""
