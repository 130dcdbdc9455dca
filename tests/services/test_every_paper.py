"""All papers of the demonstration centre, as the tour writes them."""

from datetime import UTC, datetime
from pathlib import Path

from commedu_desktop.documents.paper import MARGIN
from commedu_desktop.services.centre import NewCentre
from commedu_desktop.services.demo import DEMO_NOW, create_demo
from commedu_desktop.services.every_paper import every_paper, write_every_paper
from tests.documents.reading import all_embedded, left_page, pages_of, text_of


def test_every_paper_of_the_demonstration_is_written_in_both_languages(tmp_path: Path) -> None:
    now: datetime = DEMO_NOW.replace(tzinfo=UTC)
    office = create_demo(
        tmp_path / "centre", NewCentre("吴中路社区学校"), actor="test", now=DEMO_NOW, zone=UTC, clock=lambda: now
    )
    try:
        assert write_every_paper(office, tmp_path / "out") == 2 * 34
        again = office.read(lambda session: dict(every_paper(session, DEMO_NOW, "zh_CN")))
    finally:
        office.database.close()
    folder = tmp_path / "out" / "papers"
    assert {path.stem: path.read_bytes() for path in (folder / "zh_CN").iterdir()} == again
    for path in folder.glob("*/*.pdf"):
        pdf = path.read_bytes()
        assert all_embedded(pdf, tmp_path)
        assert text_of(pdf, tmp_path)
        if path.stem not in ("banner", "poster"):
            outside = [left_page(words, size, MARGIN - 0.5) for size, words in pages_of(pdf, tmp_path)]
            assert (path.stem, outside) == (path.stem, [[]] * len(outside))
