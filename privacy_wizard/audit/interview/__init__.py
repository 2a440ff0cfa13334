"""The questions of an audit as pages: what is asked together, and in which order."""
