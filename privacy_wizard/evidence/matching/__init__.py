"""Whether somebody is on a protected list: forms of a name, hashed slowly, and compared."""
