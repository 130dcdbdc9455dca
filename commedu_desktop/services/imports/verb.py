"""Taking a whole list in: one write, undone by one undo."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice

from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.i18n import ngettext
from commedu_desktop.services.custom_fields import custom_fields
from commedu_desktop.services.imports.catalogue import (
    BranchTaker,
    CourseTaker,
    PopulationTaker,
    TeacherTaker,
    TermTaker,
    VenueTaker,
)
from commedu_desktop.services.imports.choices import ChoiceTaker
from commedu_desktop.services.imports.layout import Layout, Reading, look_at, remember, remembered
from commedu_desktop.services.imports.model import (
    Asked,
    Changed,
    ImportRequest,
    ImportResult,
    New,
    RefusedRow,
    Row,
    Taker,
)
from commedu_desktop.services.imports.participation import AttendanceTaker, EnrolmentTaker
from commedu_desktop.services.imports.plans import LessonTaker, OfferingTaker
from commedu_desktop.services.imports.references import References
from commedu_desktop.services.imports.residents import ResidentTaker
from commedu_desktop.services.office import Office
from commedu_desktop.services.progress import Progress, give_way, progress_of, silent, somebody_waits
from commedu_desktop.store.journal import current, name_write

BATCH = 500
TURNS = 12
"""How often a trial run makes room for somebody at the front desk and begins again."""
TAKERS: dict[str, Callable[[Session, References, ImportRequest], Taker]] = {
    "residents": ResidentTaker,
    "branches": BranchTaker,
    "populations": PopulationTaker,
    "terms": TermTaker,
    "teachers": TeacherTaker,
    "venues": VenueTaker,
    "courses": CourseTaker,
    "offerings": OfferingTaker,
    "lessons": LessonTaker,
    "enrolments": EnrolmentTaker,
    "attendance": AttendanceTaker,
    "choices": ChoiceTaker,
}
"""KIND -> who takes its rows."""


class _StandAside(Exception):  # noqa: N818 - a trial run is rolled back for whoever waits, and begun again
    pass


class _NotKept(Exception):  # noqa: N818 - it rolls the write back and carries what would have been
    def __init__(self, result: ImportResult) -> None:
        super().__init__()
        self.result = result


def look_over(
    office: Office, kind: str, data: bytes, wishes: Reading, mapping: Iterable[tuple[str, str]] = ()
) -> Layout:
    """`look_at` with what the centre knows: its own fields, and the columns as they were chosen for such a file."""
    own = office.read(custom_fields) if kind == "residents" else ()
    first = look_at(kind, data, wishes, mapping, own=own)
    kept = office.read(remembered, kind, first.rows.headings)
    return look_at(kind, data, wishes, mapping, kept, own) if kept else first


def take_in(office: Office, request: ImportRequest, *, actor: str, progress: Progress = silent) -> ImportResult:
    """Import a list, or see what an import would do (`dry_run`): the same code, rolled back.

    With refused rows nothing is written unless `keep_good`. Raises: Refused columns-missing; StoreTrouble, Cancelled.
    """
    if request.layout.missing:
        raise Refused("columns-missing", columns=list(request.layout.missing))
    for turn in range(TURNS):
        try:
            return office.write(import_rows, replace(request, patient=turn < TURNS - 1), actor=actor, progress=progress)
        except _NotKept as rolled_back:
            return rolled_back.result
        except _StandAside:
            continue
    raise AssertionError("the last turn does not stand aside")


def import_rows(session: Session, request: ImportRequest) -> ImportResult:
    """The verb behind `take_in`."""
    with _without_collecting():
        result = _take_all(session, request)
    if request.dry_run or (result.refused and not request.keep_good):
        raise _NotKept(result)
    if not (result.new or result.changed):
        raise _NotKept(result)
    remember(session, request.layout)
    name_write(session, _subject(len(result.new) + len(result.changed)))
    write = current(session)
    return replace(result, written=True, write_id=write.part_of or write.id)


def _take_all(session: Session, request: ImportRequest) -> ImportResult:
    layout = request.layout
    taker = TAKERS[layout.kind](session, References(session, create=request.create_missing), request)
    progress, total, done = progress_of(session), len(layout.rows.lines), 0
    new, changed, refused, asked, unchanged = [], [], [], [], 0
    rows = rows_of(layout)
    progress(0, total)
    while batch := list(islice(rows, BATCH)):
        for row, outcome in zip(batch, taker.take(batch), strict=True):
            if isinstance(outcome, RefusedRow):
                refused.append(outcome)
            elif isinstance(outcome, Asked):
                asked.append(outcome)
            elif isinstance(outcome, New):
                new.append((row.line, outcome))
            elif isinstance(outcome, Changed):
                changed.append((row.line, outcome))
            else:
                unchanged += 1
        done += len(batch)
        progress(done, total)
        _make_room(session, request, len(new) + len(changed))
    if not request.dry_run:
        refused = sorted([*refused, *map(_unanswered, asked)], key=lambda row: row.line)
    found = (tuple(new), tuple(changed), unchanged, tuple(refused))
    return ImportResult(layout.kind, done, *found, written=False, asked=tuple(asked))


def _make_room(session: Session, request: ImportRequest, count: int) -> None:
    """Nobody at the front desk waits for a long list: what is taken in so far is kept as a part of this write."""
    if not somebody_waits(session):
        return
    if not request.dry_run:
        name_write(session, _subject(count))
        give_way(session)
    elif request.patient:
        raise _StandAside


def _subject(count: int) -> str:
    return ngettext("list of {count} row", "list of {count} rows", count).format(count=count)


def _unanswered(asked: Asked) -> RefusedRow:
    reason = Refused("resident-unclear", name=asked.who, who=[one.who for one in asked.candidates])
    return RefusedRow(asked.line, asked.raw, reason)


def rows_of(layout: Layout) -> Iterator[Row]:
    """The rows with their cells by field; rows that say nothing in any known column are no rows."""
    places = [(at, field) for at, field in enumerate(layout.fields) if field]
    for line in layout.rows.lines:
        wide = len(line.cells)
        cells = {field: line.cells[at] for at, field in places if at < wide and line.cells[at] not in (None, "")}
        if cells:
            yield Row(line.number, cells, line.cells)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing becomes garbage in circles here, and looking for it among all rows again and again costs a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
