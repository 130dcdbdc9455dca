"""The log file beside the centre: what went wrong, when; five files of one megabyte at most."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

NAME = "commedu"
LARGEST, KEPT = 1_000_000, 5
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_file(folder: Path) -> Path:
    return folder / "logs" / "commedu.log"


def begin_log(folder: Path) -> None:
    """Write to the folder's log file; where that is not possible, go on without."""
    logger = logging.getLogger(NAME)
    path = log_file(folder)
    if any(getattr(handler, "baseFilename", "") == str(path.absolute()) for handler in logger.handlers):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT - 1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def follow_qt() -> None:
    """Qt's own warnings go to the log."""

    def keep(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        logging.getLogger(NAME).log(_LEVELS[kind], "Qt: %s", message)

    qInstallMessageHandler(keep)


def write_down(folder: Path, error: BaseException) -> Path:
    """Keep an error with its traceback; returns where."""
    begin_log(folder)
    logging.getLogger(NAME).error("Unexpected", exc_info=error)
    return log_file(folder)
