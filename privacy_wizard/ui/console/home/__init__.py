"""The first page of the console: how things stand, and what to do next."""
