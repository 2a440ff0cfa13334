"""The questions: what is asked, where to look, what was answered, what follows from it."""
