"""Documents other than the attestation: reports, checklists to tick, slips."""
