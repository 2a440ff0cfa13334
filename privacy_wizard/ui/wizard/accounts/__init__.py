"""Page *Accounts*: which accounts there are, old and forgotten ones included."""
