"""`python -m commedu_desktop` and `commedu-desktop`: the window."""

import sys

from commedu_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
