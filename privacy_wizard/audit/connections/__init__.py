"""The review of one's connections: who they are, who is worth a second look and why, and what was marked."""
