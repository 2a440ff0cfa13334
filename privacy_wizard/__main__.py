"""`python -m privacy_wizard` is the program."""

import sys

from .app import main

sys.exit(main())
