"""The officers' window: who has handed in what, whether it is genuine, who is missing, and the evidence."""
