"""Finds out which of the system's libraries Qt misses on Linux, by asking the loader about Qt's own files."""

import os
import re
import shutil
import subprocess

import debian
from place import stamp
from setting_up import site_packages

ANY_PLATFORM = (
    "QtWidgets.abi3.so",
    "QtSvg.abi3.so",
    "QtNetwork.abi3.so",
    "QtPrintSupport.abi3.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)
"""What the program loads wherever it runs, also without a display."""
X11 = ("Qt/plugins/platforms/libqxcb.so",)
WAYLAND = ("Qt/plugins/platforms/libqwayland.so",)
PRINTER = ("Qt/plugins/printsupport/libcupsprintersupport.so",)

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libzstd.so.1": "libzstd1",
}
XCB = re.compile(r"(libxcb-[a-z-]+)\.so\.(\d+)")
"""`libxcb-cursor.so.0` is in `libxcb-cursor0`, and so are its fellows in theirs."""


def missing(files: tuple[str, ...]) -> set[str]:
    """Libraries that the loader does not find for these files of PySide6; empty where it cannot be asked."""
    if shutil.which("ldd") is None:
        return set()
    paths = [str(site_packages() / "PySide6" / file) for file in files]
    done = subprocess.run(
        ["ldd", *paths], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    return {line.split()[0] for line in done.stdout.splitlines() if line.rstrip().endswith("=> not found")}


def package(library: str) -> str:
    """Debian's package of a library; when that is not known the library's own name, something to search for."""
    if match := XCB.fullmatch(library):
        return f"{match[1]}{match[2]}"
    return PACKAGES.get(library, library)


def packages(libraries: set[str]) -> list[str]:
    return sorted({package(library) for library in libraries})


def provide(*, window: bool) -> bool:
    """See to it that Qt can load; whether it now can, with a window or without.

    What a window can do without (a printer's or Wayland's libraries) is said once, not at every start.
    """
    lacking = missing(ANY_PLATFORM + X11 + WAYLAND + PRINTER)
    if lacking and debian.is_root() and debian.has_apt():
        debian.install(packages(lacking), "Qt's system libraries")
        lacking = missing(ANY_PLATFORM + X11 + WAYLAND + PRINTER)
    if lacking:
        explain(lacking)
    if not lacking & missing(ANY_PLATFORM + X11):
        stamp("libraries").touch()
        return True
    return not missing(ANY_PLATFORM) and (not window or has_window_system())


def has_window_system() -> bool:
    return not missing(X11) or bool(os.environ.get("WAYLAND_DISPLAY") and not missing(WAYLAND))


def explain(lacking: set[str]) -> None:
    if debian.has_apt():
        print("Qt misses some of the system's libraries. This command installs them:")
        print(f"  {debian.command(packages(lacking))}", flush=True)
    else:
        print("Qt misses some of the system's libraries. Install the packages that hold these with your system's tool:")
        print(f"  {' '.join(sorted(lacking))}", flush=True)
