"""What both windows are made of: theme, widgets, tables, and the one way for slow work."""
