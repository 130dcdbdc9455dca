"""The ids behind the table: the count is known, the ids themselves come a page at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import overload
from uuid import UUID

STEP = 100


class PagedIds(Sequence[UUID]):
    """Looks like the list of all ids; `read(offset, limit)` gives some. `index` and `in` know what was looked at."""

    def __init__(self, count: int, read: Callable[[int, int], Sequence[UUID]]) -> None:
        self._count, self._read = count, read
        self._pages: dict[int, Sequence[UUID]] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> UUID: ...
    @overload
    def __getitem__(self, at: slice) -> list[UUID]: ...
    def __getitem__(self, at: int | slice) -> UUID | list[UUID]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._count)) if self._knows(number)]
        page = self._page(at // STEP)
        return page[at % STEP]

    def __contains__(self, wanted: object) -> bool:
        return any(wanted in page for page in self._pages.values())

    def __iter__(self) -> Iterator[UUID]:
        return (self[number] for number in range(self._count) if self._knows(number))

    def index(self, value: UUID, start: int = 0, stop: int | None = None) -> int:
        for number, page in sorted(self._pages.items()):
            if value in page:
                return number * STEP + page.index(value)
        raise ValueError(value)

    def _page(self, number: int) -> Sequence[UUID]:
        if number not in self._pages:
            self._pages[number] = self._read(number * STEP, STEP)
        return self._pages[number]

    def _knows(self, number: int) -> bool:
        """Rows that went away since they were counted are no longer there."""
        return number % STEP < len(self._page(number // STEP))
