"""What both windows are made of: theme, widgets, tables, and the single way to run slow work."""
