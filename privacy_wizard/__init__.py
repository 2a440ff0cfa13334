"""Privacy Wizard: a guided check of one's own social media accounts, ending in a signed attestation."""

__version__ = "0.1.0"
