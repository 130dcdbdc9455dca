"""The pages, in the order of the rail. A page is imported when it is first visited."""

from dataclasses import dataclass
from pathlib import Path

from commedu_desktop.i18n import N_


@dataclass(frozen=True)
class PageRow:
    """One page: its key, its name on the rail, icon, shortcut, and `file:Class` in this folder."""

    key: str
    title: str
    icon: str
    shortcut: str
    target: str

    @property
    def file(self) -> str:
        return self.target.split(":")[0]


_PLANNED = (
    PageRow("today", N_("Today"), "house", "Ctrl+1", "today:TodayPage"),
    PageRow("front-desk", N_("Front desk"), "concierge-bell", "Ctrl+2", "front_desk:FrontDeskPage"),
    PageRow("residents", N_("Residents"), "users", "Ctrl+3", "residents:ResidentsPage"),
    PageRow("courses", N_("Courses"), "book-open", "Ctrl+4", "courses:CoursesPage"),
    PageRow("timetable", N_("Timetable"), "calendar-days", "Ctrl+5", "timetable:TimetablePage"),
    PageRow("teachers", N_("Teachers"), "graduation-cap", "Ctrl+6", "teachers:TeachersPage"),
    PageRow("attendance", N_("Attendance"), "clipboard-check", "Ctrl+7", "attendance:AttendancePage"),
    PageRow("certificates", N_("Certificates"), "award", "Ctrl+8", "certificates:CertificatesPage"),
    PageRow("notices", N_("Notices"), "megaphone", "Ctrl+9", "notices:NoticesPage"),
    PageRow("reports", N_("Reports"), "chart-column", "Ctrl+0", "reports:ReportsPage"),
    PageRow("settings", N_("Settings"), "settings", "Ctrl+,", "settings:SettingsPage"),
)
_HERE = Path(__file__).parent
PAGES = tuple(row for row in _PLANNED if (_HERE / f"{row.file}.py").exists() or (_HERE / row.file).is_dir())
"""Those that exist."""
