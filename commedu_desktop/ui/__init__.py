"""The window.

PySide6 hooks itself into `import` for its `from __feature__ import …`, which this program does not use. For that it
reads the source text of every module imported after it, and keeps it: 60 ms and 19 MiB with SQLAlchemy alone. The hook
that it found there before is put back.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - brings the hook

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
