"""Mapped classes, one file a feature."""

from commedu_desktop.store.tables.attendance import AttendanceMark, Headcount
from commedu_desktop.store.tables.base import Base
from commedu_desktop.store.tables.branches import Branch, CentreSetting, Counter, Population
from commedu_desktop.store.tables.certificates import Certificate
from commedu_desktop.store.tables.courses import Category, Course, CourseGroup
from commedu_desktop.store.tables.enrolments import Enrolment
from commedu_desktop.store.tables.history import JournalRow, JournalWrite
from commedu_desktop.store.tables.lessons import Lesson
from commedu_desktop.store.tables.notices import Notice
from commedu_desktop.store.tables.offerings import Offering
from commedu_desktop.store.tables.residents import Household, PopulationGroup, Resident, ResidentGroup
from commedu_desktop.store.tables.teachers import Teacher
from commedu_desktop.store.tables.terms import Term, TermClosure
from commedu_desktop.store.tables.venues import Venue

__all__ = [
    "AttendanceMark",
    "Base",
    "Branch",
    "Category",
    "CentreSetting",
    "Certificate",
    "Counter",
    "Course",
    "CourseGroup",
    "Enrolment",
    "Headcount",
    "Household",
    "JournalRow",
    "JournalWrite",
    "Lesson",
    "Notice",
    "Offering",
    "Population",
    "PopulationGroup",
    "Resident",
    "ResidentGroup",
    "Teacher",
    "Term",
    "TermClosure",
    "Venue",
]
