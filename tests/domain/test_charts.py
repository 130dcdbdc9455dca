"""Charts keep inside their frame, whatever numbers they get, and every number in them can be opened."""

from hypothesis import given
from hypothesis import strategies as st

from commedu_desktop.domain.charts import Bar, Box, Drawing, Frame, Pair, Text, columns, heat_map, pyramid, ranking

FRAME = Frame(500, 200, 9)
NUMBERS = st.lists(st.integers(0, 10**9), max_size=24)


def bars(numbers: list[int]) -> list[Bar]:
    return [Bar(f"b{at}", number, str(number), f"figure/{at}") for at, number in enumerate(numbers)]


def assert_inside(drawing: Drawing) -> None:
    for shape in drawing.shapes:
        if isinstance(shape, Box):
            assert -0.01 <= shape.x <= shape.x + shape.width <= drawing.width + 0.01, shape
            assert -0.01 <= shape.y <= shape.y + shape.height <= drawing.height + 0.01, shape
            assert 0 <= shape.strength <= 1
        elif isinstance(shape, Text):
            left = shape.x - {"left": 0.0, "centre": shape.room / 2, "right": shape.room}[shape.align]
            assert -0.01 <= left <= left + shape.room <= drawing.width + 0.01, shape
            assert 0 < shape.y <= drawing.height + 0.01, shape


@given(NUMBERS)
def test_columns_and_rankings_show_each_number_once_and_inside(numbers: list[int]) -> None:
    for make in (columns, ranking):
        drawing = make(bars(numbers), FRAME)
        assert_inside(drawing)
        assert sorted(box.key for box in drawing.boxes) == sorted(bar.key for bar in bars(numbers))


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=9))
def test_a_pyramid_has_two_sides_of_one_scale(sides: list[tuple[int, int]]) -> None:
    pairs = [Pair(f"{at}", *bars([left, right])) for at, (left, right) in enumerate(sides)]
    drawing = pyramid(pairs, ("Women", "Men"), FRAME)
    assert_inside(drawing)
    widths = [box.width for box in drawing.boxes]
    in_order = [number for pair in reversed(sides) for number in pair]
    by_number = sorted(zip(in_order, widths, strict=True))
    assert [width for _number, width in by_number] == sorted(widths), "a larger number never has a shorter bar"


@given(st.dictionaries(st.integers(0, 167), st.integers(0, 10**6)))
def test_a_heat_map_has_a_cell_for_every_hour_that_has_somebody(cells: dict[int, int]) -> None:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    drawing = heat_map(cells, days, {slot: str(number) for slot, number in cells.items()}, FRAME)
    assert_inside(drawing)
    assert {box.key for box in drawing.boxes} == {
        f"figure/attendances/slot/{slot}" for slot, number in cells.items() if number
    }
    strongest = max(drawing.boxes, key=lambda box: box.strength, default=None)
    assert strongest is None or strongest.said.endswith(f" {max(cells.values())}")
