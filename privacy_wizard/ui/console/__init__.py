"""The officer's window: who has handed in what, whether it is genuine, who is missing, and the proof of it."""
