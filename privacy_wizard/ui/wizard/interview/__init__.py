"""The pages of questions: what is asked together, where to look, and what an answer means."""
