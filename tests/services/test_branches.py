"""The places of the centre and the groups of its residents."""

import pytest
from sqlalchemy.orm import Session

from commedu_desktop.domain.errors import Refused
from commedu_desktop.services.branches import (
    ChangeBranch,
    NewBranch,
    add_branch,
    archive_branch,
    branches,
    change_branch,
)
from commedu_desktop.services.office import Office
from commedu_desktop.services.population_groups import RenameGroup, add_group, archive_group, rename_group
from commedu_desktop.services.residents import population_groups
from commedu_desktop.store.tables import ResidentGroup
from tests.makers import Maker


def names(session: Session) -> list[str]:
    return [one.name for one in branches(session)]


def test_a_branch_is_part_of_the_centre_and_gives_its_code_to_cards(office: Office, make: Maker) -> None:
    assert make.branch.name == "Wuzhong Road Centre"
    key = office.write(add_branch, NewBranch(" B02 ", "Haikou"), actor="Li Na")
    office.write(change_branch, ChangeBranch(key, {"name": "Haikou Road", "code": "B2"}), actor="Li Na")
    assert [(one.code, one.name, one.parent_id) for one in office.read(branches)][1:] == [
        ("B2", "Haikou Road", make.branch.id)
    ]
    for request, code in ((NewBranch("B2", "Other"), "code-taken"), (NewBranch("B3", " "), "name-missing")):
        with pytest.raises(Refused, match=code):
            office.write(add_branch, request, actor="Li Na")


def test_the_centre_and_branches_with_residents_stay(office: Office, make: Maker) -> None:
    zhang = make.new_resident()
    key = office.write(add_branch, NewBranch("B02", "Haikou"), actor="Li Na")
    with pytest.raises(Refused, match="root-stays"):
        office.write(archive_branch, make.branch.id, actor="Li Na")
    with pytest.raises(Refused, match="branch-of-itself"):
        office.write(change_branch, ChangeBranch(key, {"parent_id": key}), actor="Li Na")
    office.write(archive_branch, key, actor="Li Na")
    assert office.read(names) == ["Wuzhong Road Centre"]
    assert zhang.branch_id == make.branch.id


def test_groups_are_added_renamed_and_removed_while_nobody_is_in_them(office: Office, make: Maker) -> None:
    zhang = make.new_resident()
    key = office.write(add_group, "Veterans", actor="Li Na")
    office.write(rename_group, RenameGroup(key, "Old soldiers"), actor="Li Na")
    assert [one.name for one in office.read(population_groups)] == ["Old soldiers"]
    make.add(ResidentGroup(resident_id=zhang.id, group_id=key))
    with pytest.raises(Refused, match="group-in-use"):
        office.write(archive_group, key, actor="Li Na")
