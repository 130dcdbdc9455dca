"""How the window looks: every colour, size and radius, in light and dark and in three text sizes.

`Look` is made once by `app` and handed down; whoever paints by hand asks it for a colour or a size.
"""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from commedu_desktop.i18n import locale
from commedu_desktop.resources import bundled
from commedu_desktop.ui import icons

TEXT_SIZES = (100, 125, 150)
"""Per cent."""
MODES = ("system", "light", "dark")
FAMILY = "Noto Sans SC"
FAMILIES = (
    FAMILY,
    "LXGW WenKai",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Tibetan",
    "Noto Sans Mongolian",
    "Noto Sans Yi",
)
"""The window's family, and who draws the characters of names that it lacks; they are read when they are needed."""
FONTS = (
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-SemiBold.ttf",
    "LXGWWenKai-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSerifHebrew-Regular.ttf",
    "NotoSerifTibetan-Regular.ttf",
    "NotoSansMongolian-Regular.ttf",
    "NotoSansYi-Regular.ttf",
    "NotoEmoji-Regular.ttf",
)
STATES = ("good", "warn", "bad", "info", "accent", "neutral")
"""What a pill, a banner or a bar may say; never by its colour alone."""


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme. A state has three: for shapes, for words on any ground, and the soft ground."""

    bg: str
    surface: str
    surface2: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    good: str
    good_text: str
    good_soft: str
    warn: str
    warn_text: str
    warn_soft: str
    bad: str
    bad_text: str
    bad_soft: str
    info: str
    info_text: str
    info_soft: str
    neutral: str
    neutral_text: str
    neutral_soft: str
    shadow: str


LIGHT = Tokens(
    bg="#F6F7F5",
    surface="#FFFFFF",
    surface2="#EEF1EE",
    line="#DDE2DD",
    text="#1D2420",
    muted="#66706A",
    accent="#1F6F5C",
    on_accent="#FFFFFF",
    accent_hover="#195C4C",
    accent_text="#1F6F5C",
    accent_soft="#E0EFEA",
    good="#2E7D4F",
    good_text="#286F46",
    good_soft="#E1F2E5",
    warn="#B4690E",
    warn_text="#945608",
    warn_soft="#FBEED9",
    bad="#B3372F",
    bad_text="#A9332B",
    bad_soft="#F8E1DE",
    info="#2C5F9E",
    info_text="#2C5F9E",
    info_soft="#E3EBF7",
    neutral="#8A948E",
    neutral_text="#5A645E",
    neutral_soft="#EEF1EE",
    shadow="#1D2420",
)
DARK = Tokens(
    bg="#151A18",
    surface="#1C2320",
    surface2="#26302C",
    line="#303B36",
    text="#E6ECE8",
    muted="#98A69F",
    accent="#5DBFA3",
    on_accent="#0E1613",
    accent_hover="#74CDB3",
    accent_text="#5DBFA3",
    accent_soft="#223A33",
    good="#6CC58E",
    good_text="#6CC58E",
    good_soft="#20352A",
    warn="#E5A84B",
    warn_text="#E5A84B",
    warn_soft="#3A2C17",
    bad="#EE8078",
    bad_text="#EE8078",
    bad_soft="#3F2422",
    info="#86B0E8",
    info_text="#86B0E8",
    info_soft="#202F4A",
    neutral="#7D8A83",
    neutral_text="#A9B6AF",
    neutral_soft="#26302C",
    shadow="#000000",
)
SPACES = (4, 8, 12, 16, 20, 28)
RADII = {"button": 8, "field": 10, "card": 12}
TYPE = {"small": 12, "body": 14, "strong": 16, "large": 20, "title": 24}
_SIZES = (*range(1, 49), 56, 64, 72)


class Look(QObject):
    """The present theme and text size. `changed` comes after everything has been dressed anew."""

    changed = Signal()

    def __init__(self, application: QApplication, mode: str = "system", text_size: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._icons: dict[tuple[str, str, int, float], QPixmap] = {}
        self.mode, self.text_size = mode, text_size
        application.setStyle("Fusion")
        for font in FONTS:
            QFontDatabase.addApplicationFont(str(bundled("resources") / "fonts" / font))
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._template = Template((bundled("resources") / "styles" / "window.qss").read_text(encoding="utf-8"))
        self._dress()

    @property
    def dark(self) -> bool:
        if self.mode == "system":
            return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == "dark"

    @property
    def tokens(self) -> Tokens:
        return DARK if self.dark else LIGHT

    def set(self, mode: str | None = None, text_size: int | None = None) -> None:
        """Change theme or text size, at once and everywhere."""
        self.mode = mode or self.mode
        self.text_size = text_size or self.text_size
        self._dress()

    def px(self, size: float) -> int:
        """A size for 100 % text in the present text size; for lengths that must grow with the words."""
        return round(size * self.text_size / 100)

    def color(self, token: str) -> QColor:
        """A colour by the name of its token: "muted", "good_soft"."""
        return QColor(getattr(self.tokens, token))

    def font(self, kind: str = "body", *, strong: bool = False) -> QFont:
        """A font of the type scale (TYPE); outside Chinese with quotation marks and dots as narrow as Latin ones."""
        font = QFont(FAMILY)
        font.setFamilies(list(FAMILIES))
        if not locale().startswith("zh"):
            font.setFeature(QFont.Tag("pwid"), 1)
            font.setFeature(QFont.Tag("palt"), 1)
        font.setPixelSize(self.px(TYPE[kind]))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def icon(self, name: str, token: str = "text", size: int = 18) -> QIcon:
        return QIcon(self.pixmap(name, token, size))

    def pixmap(self, name: str, token: str = "text", size: int = 18) -> QPixmap:
        """An icon of `resources/icons` in a token's colour; `size` is for 100 % text."""
        ratio = self._application.devicePixelRatio()
        key = (name, getattr(self.tokens, token), self.px(size), ratio)
        if key not in self._icons:
            self._icons[key] = icons.tinted(*key)
        return self._icons[key]

    def _follow_system(self) -> None:
        if self.mode == "system":
            self._dress()

    def _dress(self) -> None:
        self._application.setFont(self.font())
        self._application.setPalette(palette(self.tokens))
        self._application.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def style_sheet(self) -> str:
        sizes = {f"px{size}": f"{self.px(size)}px" for size in _SIZES}
        radii = {f"radius_{name}": f"{size}px" for name, size in RADII.items()}
        pictures = (bundled("resources") / "styles" / ("dark" if self.dark else "light")).as_posix()
        family = ", ".join(f'"{name}"' for name in FAMILIES)
        return self._template.substitute(asdict(self.tokens), family=family, **sizes, **radii, pictures=pictures)


def palette(tokens: Tokens) -> QPalette:
    """For what no style sheet reaches: Qt's own dialogs, links, placeholders."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.surface2,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.Mid: tokens.line,
        role.Light: tokens.surface2,
        role.Dark: tokens.line,
        role.Midlight: tokens.surface2,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.Accent: tokens.accent,
    }
    made = QPalette()
    for name, colour in colours.items():
        made.setColor(name, QColor(colour))
    for name in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.neutral))
    return made


def qt_locale(tag: str) -> QLocale:
    """How Qt's own fields write dates and numbers in a language of the program."""
    return QLocale("zh_CN" if tag == "zh_CN" else "en_GB")
