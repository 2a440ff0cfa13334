"""What an officer does, without a window: set up the school, invite, issue, revoke; and what staff do in return."""
