"""Drawing tagged PDF, and strictly reading back what was drawn."""
