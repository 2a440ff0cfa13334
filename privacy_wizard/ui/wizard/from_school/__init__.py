"""What a school sends to its staff: its profile, invitations, certificates, copies that came back."""
