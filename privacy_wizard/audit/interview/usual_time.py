"""How many minutes an audit takes, as it is said before anything is known of it. Light to load: the first page says it.

The count of `effort` is held to these figures: a test counts an audit without accounts, and one of three, under every
policy.
"""

WITHOUT_ACCOUNTS = 5
WITH_THREE = (10, 25)  # from the policy that asks least to the one that asks most
