"""How many minutes an audit takes, as it is said before anything is known of it. Light to load: the first page says it.

The count of `effort` is held to these figures: a test walks an audit without accounts, one of three and one of six.
"""

FOR_ONESELF = 5
LEAST_FOR_AN_ACCOUNT, MOST_FOR_AN_ACCOUNT = 4, 8
