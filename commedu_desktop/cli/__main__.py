"""`python -m commedu_desktop.cli`."""

import sys

from commedu_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
