"""The rules by which a finished attestation is accepted."""
