"""Reads a scanned or photographed sign-in sheet: finds its code and corner marks, straightens it, reads its boxes.

zxing-cpp reads the code, OpenCV finds the corner marks and straightens the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from commedu_desktop.domain.errors import Refused
from commedu_desktop.domain.sheets import CODE, CORNER, CORNERS, PAGE, ROWS_TOP, SIDE, SheetCode, code_of
from commedu_desktop.exchange.sheet_boxes import DOTS, BoxReading, darkness, read_boxes, written_lines
from commedu_desktop.exchange.sheet_files import Grey

Points = NDArray[np.float64]
_SEARCHED = (1600, 2400, 3600)
"""Longer sides at which corner marks are looked for."""
_LOWER = (2, 3)
"""Numbers of the corner marks at the foot."""
_LEAST_FIT = 0.45
"""Boxes that fit their printed shape less than this are not where the page should have them."""


@dataclass(frozen=True)
class PageReading:
    """One page, upright: its code, a picture of `DOTS` dots a millimetre (JPEG), and the boxes of `layout.every_box`.

    `turned` says that it was put in upside down or sideways, `written` on how many free lines there is writing.
    """

    code: SheetCode
    picture: bytes
    boxes: tuple[BoxReading, ...]
    turned: bool
    written: int


@dataclass(frozen=True)
class _Found:
    """The text of a code, its corners from the upper left one clockwise, and by how many degrees it is turned."""

    text: str
    corners: Points
    turned: int


def read_page(grey: Grey) -> PageReading:
    """Raises: Refused sheet-no-code, sheet-foreign-code, sheet-newer, sheet-code-damaged, sheet-cut, sheet-unclear,
    sheet-two-in-picture.
    """
    found = _code(grey)
    code = code_of(found.text)
    flat = _straightened(grey, _anchors(_corners(grey), found.corners))
    dark = darkness(flat)
    boxes, fit = read_boxes(dark, code.layout, len(code.people))
    if fit < _LEAST_FIT:
        raise Refused("sheet-unclear")
    _well, picture = cv2.imencode(".jpg", flat, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return PageReading(code, picture.tobytes(), boxes, abs(found.turned) > 45, written_lines(dark, code))


def _code(grey: Grey) -> _Found:
    import zxingcpp

    for picture, scale in _clearer(grey):
        codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        ours = [one for one in codes if one.text.startswith("CES")]
        if len({one.text for one in ours}) > 1:
            raise Refused("sheet-two-in-picture")
        for one in ours or codes:
            at = one.position
            points = [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
            return _Found(one.text, np.array(points, float) / scale, int(one.orientation))
    raise Refused("sheet-no-code")


def _clearer(grey: Grey) -> Iterator[tuple[Grey, float]]:
    """The picture as it is, then evened out, sharpened and in other sizes; with the scale of each."""
    yield grey, 1.0
    yield np.asarray(cv2.createCLAHE(3.0, (8, 8)).apply(grey), np.uint8), 1.0
    sharp = cv2.addWeighted(grey, 2.5, cv2.GaussianBlur(grey, (0, 0), 2.5), -1.5, 0)
    yield np.asarray(sharp, np.uint8), 1.0
    yield np.asarray(cv2.resize(sharp, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC), np.uint8), 1.6
    yield np.asarray(cv2.resize(grey, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.uint8), 0.6


def _corners(grey: Grey) -> dict[int, Points]:
    """The corner marks that can be seen: number → its four points in the picture, from the upper left one clockwise."""
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    settings.minMarkerPerimeterRate = 0.02
    settings.adaptiveThreshWinSizeMax = 53
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    detector = cv2.aruco.ArucoDetector(dictionary, settings)
    best: dict[int, Points] = {}
    for longest in _SEARCHED:
        scale = min(1.0, longest / max(grey.shape))
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
        points, numbers, _rejected = detector.detectMarkers(small)
        best = _ours(points, [] if numbers is None else [int(one) for one in numbers.ravel()], scale) | best
        if len(best) == len(CORNERS) or scale == 1:
            break
    return best


def _ours(points: Any, numbers: list[int], scale: float) -> dict[int, Points]:
    ours = [number for number in numbers if number < len(CORNERS)]
    if any(ours.count(number) > 1 for number in ours):
        raise Refused("sheet-two-in-picture")
    seen = zip(numbers, points, strict=True)
    return {number: (np.asarray(one[0], float) + 0.5) / scale - 0.5 for number, one in seen if number in ours}


def _anchors(corners: dict[int, Points], code: Points) -> tuple[Points, Points]:
    """Points of the picture, and the same ones on the page in millimetres. Where marks are missing, the code helps."""
    if not any(number in corners for number in _LOWER):
        raise Refused("sheet-cut")
    seen = list(corners.values())
    wanted = [_square(*CORNERS[number], CORNER) for number in corners]
    if len(corners) < len(CORNERS) - 1:
        seen.append(code)
        wanted.append(_square(*CODE))
    return np.concatenate(seen), np.concatenate(wanted)


def _straightened(grey: Grey, anchors: tuple[Points, Points]) -> Grey:
    """The page seen from straight above, upright. Raises: Refused sheet-cut when rows lie outside the picture."""
    seen, page = anchors
    matrix, _inliers = cv2.findHomography(seen, page * DOTS - 0.5, 0)
    if matrix is None or abs(np.linalg.det(matrix)) < 1e-9:
        raise Refused("sheet-cut")
    rows = np.array([(SIDE, ROWS_TOP), (PAGE[0] - SIDE, ROWS_TOP), (PAGE[0] - SIDE, 275), (SIDE, 275)])
    inside = cv2.perspectiveTransform((rows * DOTS)[None].astype(np.float64), np.linalg.inv(matrix))[0]
    high, wide = grey.shape
    if (inside < -1).any() or (inside > (wide, high)).any():
        raise Refused("sheet-cut")
    size = (round(PAGE[0] * DOTS), round(PAGE[1] * DOTS))
    flat = cv2.warpPerspective(grey, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(flat, np.uint8)


def _square(left: float, top: float, side: float) -> Points:
    right, foot = left + side, top + side
    return np.array([(left, top), (right, top), (right, foot), (left, foot)])
