"""Drawing tagged PDF, and reading back strictly what was drawn."""
