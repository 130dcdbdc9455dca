"""Who changed what and when, and what undo and redo would do next."""

from commedu_desktop.store.queries.history import (
    Change,
    Named,
    Written,
    last_write_of_all,
    last_writes,
    next_redo,
    next_undo,
)

__all__ = ["Change", "Named", "Written", "last_write_of_all", "last_writes", "next_redo", "next_undo"]
