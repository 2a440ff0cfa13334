"""The wizard: one page for each step of an audit."""
