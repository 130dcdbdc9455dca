"""`python -m commedu_desktop` and `commedu-desktop`: the window."""

import gc
import sys

gc.disable()  # what is imported at start stays: looking through it again and again only delays the window

from commedu_desktop.app import main  # noqa: E402 - the collector rests from the first import on

if __name__ == "__main__":
    sys.exit(main())
