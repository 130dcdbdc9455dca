"""The two kinds of trouble that are not bugs."""

from typing import Any


class Trouble(Exception):  # noqa: N818 - neither kind is a programming error
    """A known trouble: a stable code, and the facts its sentence is made from."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value!r}" for name, value in self.facts.items())])


class Refused(Trouble):
    """A rule of the centre says no. Nothing was written; `sentences` has the words for `code`."""


class Unconfirmed(Refused):
    """What a rule says no to until somebody confirms it: the same request with `kinds` in its `confirm` passes."""

    def __init__(
        self, code: str, kinds: frozenset[Any] = frozenset(), further: tuple["Refused", ...] = (), /, **facts: Any
    ) -> None:
        super().__init__(code, **facts)
        self.kinds = kinds
        self.further = further
        """What else the same answer confirms."""


class StoreTrouble(Trouble):
    """The database cannot do it now: locked, full, read-only, damaged, newer, missing."""


class Cancelled(Exception):  # noqa: N818 - it is an answer, not an error
    """The user pressed Cancel; what the job had written is rolled back."""
