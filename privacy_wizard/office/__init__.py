"""What officers do, without a window: set up the school, invite, issue, revoke. And what staff send back."""
