"""Ruled tables over several pages."""

from hypothesis import given, settings
from hypothesis import strategies as st

from commedu_desktop.documents.grid import Grid, Heading, Table
from commedu_desktop.documents.paper import A4, Paper


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(60, 400))
def test_a_table_comes_to_its_end_and_its_last_page_never_holds_the_total_alone(count: int, room: int) -> None:
    paper = Paper(A4, "Table")
    table = Table(((Heading("Name"), Heading("Hours")),), (("王芳", "2"),) * count, ("left", "right"), total=True)
    grid, done, drawn = Grid(paper, table, 40, 300), 0, list[int]()
    while done < count:
        end, foot = grid.draw(500, 500 - room, done)
        assert foot >= 500 - room or end == done + 1
        drawn.append(end - done)
        done = end
        paper.next_page()
    assert sum(drawn) == count
    assert len(drawn) == 1 or drawn[-1] >= min(3, *drawn[:-1])
