"""The use cases of the wizard, without a window."""
