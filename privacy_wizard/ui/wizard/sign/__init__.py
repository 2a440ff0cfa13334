"""Page *Sign*: the document itself, the declaration, the signature, the key."""
