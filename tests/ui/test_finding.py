"""Ctrl+K finds classes and teachers."""

from commedu_desktop.ui.desk import Desk
from commedu_desktop.ui.finding import found_classes, found_teachers
from tests.makers import Maker


def test_classes_are_found_by_a_part_of_their_title_and_teachers_by_initials(desk: Desk, make: Maker) -> None:
    offering = make.new_offering(title="Choir 100% 合唱", code="CH1", times="Mon 10:00-11:30")
    make.new_offering(title="Chess", code="CS1")
    (found,) = found_classes(desk, "合唱")
    assert (found.title, found.detail, found.where) == (
        "Choir 100% 合唱",
        "CH1 · Mon 10:00–11:30",
        {"offering_id": offering.id},
    )
    assert [one.title for one in found_classes(desk, "0%")] == ["Choir 100% 合唱"]
    assert [one.title for one in found_teachers(desk, "wlh")] == ["王丽华"]
    assert found_teachers(desk, "nobody") == []
