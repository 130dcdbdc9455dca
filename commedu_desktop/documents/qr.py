"""QR codes, drawn by zxing-cpp as one-bit masks."""

from typing import Any


def inline_mask(text: str, x: float, y: float, side: float) -> str:
    """Operators that paint the code of `text` in the present colour into a square at (x, y), without a quiet zone."""
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    count = image.shape[0]
    pixels, bits = bytes(memoryview(image)), (count + 7) // 8 * 8
    rows = [pixels[start : start + count] for start in range(0, count * count, count)]
    packed = "".join([f"{int(row.translate(_BITS).ljust(bits, b'1'), 2):0{bits // 4}x}" for row in rows])
    return (
        f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm "
        f"BI /W {count} /H {count} /IM true /BPC 1 /F /AHx ID {packed}> EI Q"
    )


_BITS = bytes(48 if value < 128 else 49 for value in range(256))
"""Dark becomes "0", which a mask paints; light becomes "1"."""
