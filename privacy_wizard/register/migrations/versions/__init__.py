"""The steps; each stands for itself and never changes again."""
