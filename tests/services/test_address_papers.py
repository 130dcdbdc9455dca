"""Labels and envelopes: everyone's name and address in its place, households together, nobody dropped in silence."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from commedu_desktop.documents.addresses import ENVELOPES, LABELS, LAYOUTS, Labels
from commedu_desktop.domain.errors import Refused
from commedu_desktop.services import address_papers
from commedu_desktop.services.address_papers import AddressesOf, addresses_pdf
from commedu_desktop.services.office import Office
from commedu_desktop.store.tables import Household
from tests.documents.reading import all_embedded, text_of
from tests.makers import Maker

ROAD = "江苏省徐州市泉山区五中路街道文化社区和平小区12号楼3单元502室"


def test_the_layouts_that_are_offered_are_those_that_can_be_set() -> None:
    assert set(address_papers.LABELS) == set(LABELS)
    assert set(address_papers.ENVELOPES) == set(ENVELOPES)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_name_and_address_is_on_every_kind_of_sheet(
    office: Office, make: Maker, layout: str, tmp_path: Path
) -> None:
    names = ["张小明", "买买提·艾力江·阿卜杜热合曼", "Wei Ning"]
    ids = tuple(make.new_resident(name, address=ROAD).id for name in names)
    made = office.read(addresses_pdf, AddressesOf(ids, layout, language="zh_CN"))
    text = text_of(made.pdf, tmp_path)
    assert [name for name in names if "".join(name.split()) not in text] == []
    assert text.count(ROAD) == 3
    assert all_embedded(made.pdf, tmp_path)


@pytest.mark.parametrize("sheet", LABELS.values())
def test_labels_lie_on_the_paper_and_not_on_each_other(sheet: Labels) -> None:
    assert sheet.left * 2 + sheet.columns * sheet.wide + (sheet.columns - 1) * sheet.across == pytest.approx(210, abs=1)
    assert sheet.top + sheet.rows * sheet.high + (sheet.rows - 1) * sheet.down <= 297


def test_a_begun_sheet_is_gone_on_with(office: Office, make: Maker) -> None:
    ids = tuple(make.new_resident(f"Person {number}", address="Road 1").id for number in range(3))
    made = office.read(addresses_pdf, AddressesOf(ids, "8", first=7))
    assert len(PdfDocument(made.pdf)) == 2


def test_a_household_gets_one_and_who_has_no_address_is_named(office: Office, make: Maker, tmp_path: Path) -> None:
    home = make.add(Household(code="H1", address=ROAD))
    ids = [make.new_resident(name, household_id=home.id).id for name in ("李雷", "韩梅梅")]
    ids += [make.new_resident("王芳", address="Road 2").id, make.new_resident("赵六").id]
    made = office.read(addresses_pdf, AddressesOf(tuple(ids), households=True, language="zh_CN"))
    text = text_of(made.pdf, tmp_path)
    assert (made.count, made.without) == (2, ("赵六",))
    assert "韩梅梅" not in text
    with pytest.raises(Refused, match="no-addresses"):
        office.read(addresses_pdf, AddressesOf((ids[-1],)))
    with pytest.raises(Refused, match="nobody-chosen"):
        office.read(addresses_pdf, AddressesOf(()))
