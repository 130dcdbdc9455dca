"""Branches, population figures, terms, teachers, venues and courses."""

import re
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from commedu_desktop.domain.cells import Cell, as_date, as_hundredths, as_text, as_whole, several
from commedu_desktop.domain.choices import as_choice
from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.teachers import TeacherKind
from commedu_desktop.services.catalogue import next_code, refuse_taken_code
from commedu_desktop.services.courses import ChangeCourse, NewCourse, add_course, change_course
from commedu_desktop.services.imports.model import Changed, New, Outcome, Unchanged
from commedu_desktop.services.imports.one_by_one import Cells, OneByOne, given
from commedu_desktop.services.imports.references import Shelf
from commedu_desktop.services.resident_fields import checked_phone
from commedu_desktop.services.teachers import ChangeTeacher, NewTeacher, add_teacher, change_teacher
from commedu_desktop.services.terms import Closure, PlanTerm, plan_term
from commedu_desktop.services.venues import ChangeVenue, NewVenue, add_venue, change_venue
from commedu_desktop.store.tables import Branch, Course, CourseGroup, Population, Teacher, Term, TermClosure, Venue
from commedu_desktop.store.tables.course_requirements import CourseRequirement

_SPAN = re.compile(r"(.+?)\s*(?:\.\.+|~|～|至|到|—)\s*(.+)")


class BranchTaker(OneByOne):
    kind = "branches"

    def settle(self, cells: Cells) -> Outcome:
        values = given(
            code=cells.text("code"),
            name=cells.text("name"),
            parent_id=cells.find("part of", self.references.branch),
            address=cells.text("address"),
        )
        row = self._row(values["code"])

        def add() -> UUID:
            refuse_taken_code(self.session, Branch, values["code"])
            made = Branch(**({"parent_id": self.references.root.id} | values))
            self.session.add(made)
            return made.id

        def change(differs: dict[str, Any]) -> None:
            if row is not None and differs.get("parent_id") == row.id:
                raise Refused("part-of-itself", name=row.name)
            for name, value in differs.items():
                setattr(row, name, value)

        return self.put(cells, row, values, (add, change), self.references.branches)

    def _row(self, code: str) -> Branch | None:
        return self.session.scalars(select(Branch).where(Branch.code == code)).one_or_none()


class PopulationTaker(OneByOne):
    kind = "populations"

    def settle(self, cells: Cells) -> Outcome:
        branch = cells.find("branch", self.references.branch)
        group = cells.find("group", lambda text: self.references.find(self.references.groups, text))
        year, number = cells.need("year", as_whole), cells.need("number", as_whole)
        if not 1900 < year < 2200:
            raise Refused("not-a-year", year=str(year))
        wanted = select(Population).where(Population.branch_id == branch, Population.year == year)
        row = self.session.scalars(wanted.where(Population.group_id == group)).one_or_none()
        who = " ".join(part for part in (cells.text("branch"), str(year), cells.text("group")) if part)
        if row is None:
            self.session.add(Population(branch_id=branch, year=year, group_id=group, number=number))
            return New(who, dict(cells.row.cells))
        if row.number == number:
            return Unchanged(who)
        old, row.number = row.number, number
        return Changed(who, (("number", old, number),))


class TermTaker(OneByOne):
    kind = "terms"

    def settle(self, cells: Cells) -> Outcome:
        code, name = cells.text("code"), cells.text("name")
        starts, ends = cells.need("starts", as_date), cells.need("ends", as_date)
        closures = cells.get("closures", closures_of)
        row = self.session.scalars(select(Term).where(Term.code == code)).one_or_none()
        had = self._closures(row)
        changes: list[tuple[str, Any, Any]] = []
        if row is not None:
            pairs = (("name", row.name, name or row.name), ("starts", row.starts, starts), ("ends", row.ends, ends))
            changes = [pair for pair in pairs if pair[1] != pair[2]]
        told = closures_words(closures or ())
        if row is not None and closures is not None and told != had:
            changes.append(("closures", had, told))
        if row is not None and not changes:
            return Unchanged(code)
        kept = None if closures is None or told == had else closures
        plan_term(self.session, PlanTerm(code, starts, ends, name or (row.name if row else ""), kept))
        return Changed(code, tuple(changes)) if row is not None else New(code, dict(cells.row.cells))

    def _closures(self, row: Term | None) -> str:
        if row is None:
            return ""
        found = self.session.scalars(
            select(TermClosure).where(TermClosure.term_id == row.id).order_by(TermClosure.starts)
        )
        return closures_words(tuple(Closure(one.starts, one.ends) for one in found))


def closures_of(cell: Cell) -> tuple[Closure, ...]:
    """`2026-10-01..2026-10-07; 2026-11-02`. Raises: Refused not-a-date."""
    found = []
    for part in several(cell):
        span = _SPAN.fullmatch(part)
        first, last = (as_date(span[1]), as_date(span[2])) if span else (as_date(part), as_date(part))
        if first and last:
            found.append(Closure(first, last))
    return tuple(found)


def closures_words(closures: tuple[Closure, ...]) -> str:
    """As `closures_of` reads them."""
    spans = sorted((one.starts, one.ends) for one in closures)
    return "; ".join(str(first) if first == last else f"{first}..{last}" for first, last in spans)


class TeacherTaker(OneByOne):
    kind = "teachers"

    def settle(self, cells: Cells) -> Outcome:
        values = given(
            code=cells.text("code"),
            name=cells.text("name"),
            kind=cells.get("kind", lambda cell: as_choice(TeacherKind, cell)),
            phone=cells.get("phone", lambda cell: checked_phone(as_text(cell))),
            skills=cells.text("skills"),
            organisation=cells.text("organisation"),
            pay=cells.get("pay", self.money),
            available=cells.text("available"),
            branch_id=cells.find("branch", self.references.branch),
            note=cells.get("note", as_text),
        )
        found = self.references.teachers.get(values.get("code") or values["name"])
        row = self.session.get(Teacher, found) if found else None
        if row is None:
            values = {"code": next_code(self.session, Teacher, "T", 2), "branch_id": self.references.root.id} | values
        verbs = (
            lambda: add_teacher(self.session, NewTeacher(**values)),
            lambda differs: change_teacher(self.session, ChangeTeacher(_id(row), differs)),
        )
        return self.put(cells, row, values, verbs, self.references.teachers)


class VenueTaker(OneByOne):
    kind = "venues"

    def settle(self, cells: Cells) -> Outcome:
        branch_id = cells.find("branch", self.references.branch)
        values = given(
            code=cells.text("code"),
            name=cells.text("name"),
            branch_id=branch_id,
            capacity=cells.get("capacity", as_whole),
            equipment=cells.text("equipment"),
            part_of_id=cells.find(
                "part of", lambda text: self.references.venue(text, branch_id or self.references.root.id)
            ),
            address=cells.text("address"),
        )
        found = self.references.venues.get(values.get("code") or values["name"])
        row = self.session.get(Venue, found) if found else None
        if row is None:
            values = {"code": next_code(self.session, Venue, "R", 2), "branch_id": self.references.root.id} | values
        verbs = (
            lambda: add_venue(self.session, NewVenue(**values)),
            lambda differs: change_venue(self.session, ChangeVenue(_id(row), differs)),
        )
        return self.put(cells, row, values, verbs, self.references.venues)


class CourseTaker(OneByOne):
    kind = "courses"

    def settle(self, cells: Cells) -> Outcome:
        values = given(
            code=cells.text("code"),
            title=cells.text("title"),
            category_id=cells.find("category", lambda text: self.references.find(self.references.categories, text)),
            level=cells.text("level"),
            hours=cells.get("hours", as_whole),
            credits_hundredths=cells.get("credits", as_hundredths),
            age_from=cells.get("age from", as_whole),
            age_to=cells.get("age to", as_whole),
            note=cells.get("note", as_text),
        )
        links = self._links(cells)
        row = self.session.scalars(select(Course).where(Course.code == values["code"])).one_or_none()
        verbs = (
            lambda: add_course(self.session, NewCourse(**values, **links)),
            lambda differs: change_course(self.session, ChangeCourse(_id(row), differs)),
        )
        outcome = self.put(cells, row, values, verbs, self.references.courses)
        return outcome if row is None else self._with_links(cells, row, links, outcome)

    def _links(self, cells: Cells) -> dict[str, Any]:
        """Groups and required courses by the names of `NewCourse`, where the row says any."""
        found: dict[str, Any] = {}
        for column, (name, _kind, _of, shelf) in self._several.items():
            ids = cells.get(column, partial(self._found, shelf))
            if ids is not None:
                found[name] = ids
        return found

    @property
    def _several(self) -> dict[str, tuple[str, Any, Any, Shelf]]:
        return {
            "groups": ("group_ids", CourseGroup.group_id, CourseGroup.course_id, self.references.groups),
            "requires": (
                "requires",
                CourseRequirement.required_id,
                CourseRequirement.course_id,
                self.references.courses,
            ),
        }

    def _found(self, shelf: Shelf, cell: Cell) -> tuple[UUID, ...]:
        return tuple(self.references.find(shelf, text) for text in several(cell))

    def _with_links(self, cells: Cells, row: Course, links: dict[str, Any], outcome: Outcome) -> Outcome:
        for column, (name, kind, of, _shelf) in self._several.items():
            had = set(self.session.scalars(select(kind).where(of == row.id)))
            if name in links and set(links[name]) != had:
                change_course(self.session, ChangeCourse(row.id, {name: links[name]}))
                before = outcome.changes if isinstance(outcome, Changed) else ()
                old = "; ".join(sorted(self.references.called(one) for one in had))
                outcome = Changed(outcome.who, (*before, (column, old, cells.text(column))))
        return outcome


def _id(row: Any) -> UUID:
    found: UUID = row.id
    return found
