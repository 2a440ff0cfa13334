"""How many minutes an audit takes, as it is said before anything is known of it. Light to load: the first page says it.

The count of `effort` is held to these figures: a test walks an audit without accounts, and one of three.
"""

WITHOUT_ACCOUNTS = 5
WITH_THREE = 20
