"""`python -m privacy_wizard` is the program."""

import sys

from .bootstrap import main

sys.exit(main())
