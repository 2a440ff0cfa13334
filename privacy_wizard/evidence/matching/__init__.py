"""Whether somebody stands on a list of people who are protected: forms of a name, hashed slowly, and compared."""
