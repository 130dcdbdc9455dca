"""Charts as plain shapes: one description that the screen and the paper draw alike.

Lengths are in the units of the frame (pixels, points); y grows downwards. A tone is a name that each floor has a colour
for; what a shape stands for is in its `key`, so that it can be opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "centre", "right"]
Tone = Literal["accent", "soft", "second", "track", "text", "muted", "line", "on-accent"]


@dataclass(frozen=True)
class Frame:
    """The room for a drawing, and the size of its usual text."""

    width: float
    height: float
    text: float


@dataclass(frozen=True)
class Box:
    """A filled rectangle; `strength` (0 to 1) mixes its tone with the ground. `said` tells what it is."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    strength: float = 1.0
    key: str = ""
    said: str = ""


@dataclass(frozen=True)
class Text:
    """One line with its base line at y, made shorter or smaller where it needs more than `room`."""

    x: float
    y: float
    text: str
    size: float
    room: float
    align: Align = "left"
    tone: Tone = "text"


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone = "line"


@dataclass(frozen=True)
class Drawing:
    """`height` is what the drawing took, which may be less than its frame."""

    width: float
    height: float
    shapes: tuple[Box | Text | Rule, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Those that can be opened, in their order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Box) and shape.key)


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its number, and the number as it is written. A `strong` one is in full colour."""

    label: str
    value: int
    shown: str
    key: str = ""
    strong: bool = True

    @property
    def said(self) -> str:
        return f"{self.label}: {self.shown}"


@dataclass(frozen=True)
class Pair:
    """One band of a pyramid: a number at the left and one at the right."""

    label: str
    left: Bar
    right: Bar


def columns(bars: Sequence[Bar], frame: Frame) -> Drawing:
    """Upright bars, their numbers above and their names below."""
    count, most = max(1, len(bars)), max((bar.value for bar in bars), default=0) or 1
    slot, head, foot = frame.width / count, frame.text * 1.6, frame.text * 1.9
    room = max(1.0, frame.height - head - foot)
    shapes: list[Box | Text | Rule] = [Rule(0, head + room, frame.width, head + room)]
    for at, bar in enumerate(bars):
        wide, high = min(slot * 0.62, frame.text * 4.6), max(1.0, room * bar.value / most)
        middle, top = slot * (at + 0.5), head + room - high
        tone: Tone = "text" if bar.strong else "muted"
        shapes += [
            Box(middle - wide / 2, top, wide, high, "accent" if bar.strong else "soft", 1.0, bar.key, bar.said),
            Text(middle, top - frame.text * 0.4, bar.shown, frame.text, slot - 2, "centre", tone),
            Text(middle, head + room + frame.text * 1.4, bar.label, frame.text, slot - 2, "centre", tone),
        ]
    return Drawing(frame.width, frame.height, tuple(shapes))


def ranking(bars: Sequence[Bar], frame: Frame) -> Drawing:
    """Lying bars from the largest to the smallest, names at the left, numbers at the right."""
    ordered = sorted(bars, key=lambda bar: -bar.value)
    most = max((bar.value for bar in bars), default=0) or 1
    line, names, numbers = frame.text * 2.1, min(frame.width * 0.3, frame.text * 16), frame.text * 5
    track = max(1.0, frame.width - names - numbers - frame.text)
    shapes: list[Box | Text | Rule] = []
    for at, bar in enumerate(ordered):
        top, base = at * line, at * line + line * 0.66
        shapes += [
            Text(0, base, bar.label, frame.text, names - frame.text * 0.6),
            Box(names, top + line * 0.22, track, line * 0.56, "track"),
            Box(
                names,
                top + line * 0.22,
                max(1.0, track * bar.value / most),
                line * 0.56,
                "accent",
                1.0,
                bar.key,
                bar.said,
            ),
            Text(frame.width, base, bar.shown, frame.text, numbers, "right"),
        ]
    return Drawing(frame.width, len(ordered) * line, tuple(shapes))


def pyramid(pairs: Sequence[Pair], titles: tuple[str, str], frame: Frame) -> Drawing:
    """The youngest below; two sides of lying bars, the bands between them, numbers at the ends of the bars."""
    most = max((max(pair.left.value, pair.right.value) for pair in pairs), default=0) or 1
    line, middle, numbers = frame.text * 2.2, frame.text * 5.5, frame.text * 4.5
    side = max(1.0, (frame.width - middle) / 2 - numbers - frame.text / 2)
    centre, head = frame.width / 2, frame.text * 2
    left, right = centre - middle / 2, centre + middle / 2
    shapes: list[Box | Text | Rule] = [
        Text(left, frame.text * 1.2, titles[0], frame.text, side, "right", "muted"),
        Text(right, frame.text * 1.2, titles[1], frame.text, side, "left", "muted"),
    ]
    for at, pair in enumerate(reversed(pairs)):
        top = head + at * line
        base, bar_top, high = top + line * 0.66, top + line * 0.16, line * 0.68
        wide = [max(1.0, side * bar.value / most) for bar in (pair.left, pair.right)]
        gap = frame.text * 0.5
        shapes += [
            Box(left - wide[0], bar_top, wide[0], high, "accent", 1.0, pair.left.key, pair.left.said),
            Box(right, bar_top, wide[1], high, "second", 1.0, pair.right.key, pair.right.said),
            Text(centre, base, pair.label, frame.text, middle - gap, "centre"),
            Text(left - wide[0] - gap, base, pair.left.shown, frame.text, numbers, "right", "muted"),
            Text(right + wide[1] + gap, base, pair.right.shown, frame.text, numbers, "left", "muted"),
        ]
    return Drawing(frame.width, head + len(pairs) * line, tuple(shapes))


def heat_map(cells: Mapping[int, int], days: Sequence[str], written: Mapping[int, str], frame: Frame) -> Drawing:
    """Hours of the week: a line for each day, a column for each hour at which anything happens and those between.

    `cells` and `written` are by hour of the week (Monday 00:00 is 0); the strongest cell is the largest number.
    """
    used = [slot % 24 for slot, number in cells.items() if number] or [9]
    hours = range(min(used), max(used) + 1)
    most = max(cells.values(), default=0) or 1
    names, head, line = frame.text * 4.5, frame.text * 1.9, frame.text * 2.3
    wide = (frame.width - names) / len(hours)
    shapes: list[Box | Text | Rule] = [
        Text(names + wide * (at + 0.5), frame.text * 1.2, f"{hour}:00", frame.text, wide - 2, "centre", "muted")
        for at, hour in enumerate(hours)
    ]
    for day, name in enumerate(days):
        top = head + day * line
        shapes.append(Text(0, top + line * 0.64, name, frame.text, names - frame.text * 0.5))
        for at, hour in enumerate(hours):
            slot, x = day * 24 + hour, names + wide * at
            number = cells.get(slot, 0)
            if not number:
                shapes.append(Box(x + 1, top + 1, wide - 2, line - 2, "track", 0.6))
                continue
            strength = 0.12 + 0.88 * number / most
            said = f"{name} {hour}:00: {written[slot]}"
            tone: Tone = "on-accent" if strength > 0.55 else "text"
            shapes.append(
                Box(x + 1, top + 1, wide - 2, line - 2, "accent", strength, f"figure/attendances/slot/{slot}", said)
            )
            shapes.append(Text(x + wide / 2, top + line * 0.64, written[slot], frame.text, wide - 4, "centre", tone))
    return Drawing(frame.width, head + len(days) * line, tuple(shapes))
