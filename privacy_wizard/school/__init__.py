"""What passes between a school and its staff: the profile, invitations and requests, certificates, slips and mails."""
