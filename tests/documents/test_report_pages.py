"""Tables of a report stand whole on a page where one holds them, and no last line stands alone."""

import pytest
from pypdfium2 import PdfDocument

from commedu_desktop.documents.reports import Heading, ReturnPaper, ReturnSection, render


def pages(*lengths: int) -> list[str]:
    """The words of each page of a report with tables of so many lines."""
    sections = tuple(
        ReturnSection(
            f"Table {number}",
            heading_rows=((Heading("Line"), Heading("Figure")),),
            rows=tuple((f"{number}.{line}", "7") for line in range(length)),
            aligns=("left", "right"),
            total=True,
        )
        for number, length in enumerate(lengths)
    )
    document = PdfDocument(render(ReturnPaper("Return", "en", sections)))
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return found


def lines_of(page: str, number: int) -> int:
    return sum(word.startswith(f"{number}.") for word in page.split())


@pytest.mark.parametrize("second", [3, 8, 14])
def test_a_table_that_fits_a_page_is_not_torn(second: int) -> None:
    found = pages(10, second)
    assert sorted(lines_of(page, 1) for page in found)[-1] == second


@pytest.mark.parametrize("length", range(15, 48))
def test_the_last_line_of_a_long_table_never_stands_alone(length: int) -> None:
    found = [lines_of(page, 0) for page in pages(length)]
    assert sum(found) == length
    assert all(lines > 1 for lines in found)
