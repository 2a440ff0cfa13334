"""Page *School and policy*: whose policy it is, and what it asks."""
