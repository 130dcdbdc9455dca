"""Three short sounds, told apart without looking: in rises, look repeats, refused falls.

Made when first needed and played by what the system has; where it has nothing, the window stays silent.
"""

import io
import math
import shutil
import struct
import sys
import tempfile
import wave
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication

RATE = 22_050
"""Samples a second, 16 bits, one channel."""
TUNES: dict[str, tuple[tuple[float, float], ...]] = {
    "in": ((880, 0.07), (1318.5, 0.12)),
    "look": ((659.3, 0.09), (0, 0.05), (659.3, 0.09)),
    "refused": ((392, 0.12), (261.6, 0.25)),
}
"""Hertz (0: a pause) and seconds."""
PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))


@lru_cache
def wav(name: str) -> bytes:
    """One of TUNES as a WAV file."""
    samples = [sample for hertz, seconds in TUNES[name] for sample in _tone(hertz, seconds)]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return target.getvalue()


def _tone(hertz: float, seconds: float) -> list[int]:
    """A sine that swells and fades, so that it does not click."""
    count = int(RATE * seconds)
    edge = RATE // 200
    return [
        int(11_000 * math.sin(2 * math.pi * hertz * at / RATE) * min(1, at / edge, (count - at) / edge))
        for at in range(count)
    ]


@lru_cache
def _file(name: str) -> Path:
    path = Path(tempfile.mkdtemp(prefix="commedu-")) / f"{name}.wav"
    path.write_bytes(wav(name))
    return path


@lru_cache
def _player() -> tuple[str, ...]:
    return next((player for player in PLAYERS if shutil.which(player[0])), ())


def play(name: str) -> None:
    """Play one of TUNES and go on at once; without a screen there is no sound either."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(_file(name)), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
    elif player := _player():
        QProcess.startDetached(player[0], [*player[1:], str(_file(name))])
