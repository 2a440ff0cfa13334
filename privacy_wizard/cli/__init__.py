"""The same use cases on the command line."""
