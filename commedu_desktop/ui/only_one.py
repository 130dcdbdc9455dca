"""One window per data folder: the second start raises the first one's window and ends."""

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, QTimer, Signal

PATIENCE = 2_000
"""Milliseconds to wait for the first window to answer."""


class OnlyOne(QObject):
    """A lock file says whether we are first; a local socket carries the wish to come forward."""

    raised = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "commedu-" + _fingerprint(str(folder.resolve()))
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)

    def is_first(self) -> bool:
        """True: the folder is ours, and we listen. False: the first window was asked to come forward."""
        if self._lock.tryLock(0):
            QTimer.singleShot(0, self._listen)
            return True
        self._call_first()
        return False

    def release(self) -> None:
        self._lock.unlock()

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._name)

    def _called(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raised.emit()

    def _call_first(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        socket.waitForConnected(PATIENCE)
        socket.disconnectFromServer()


def _fingerprint(text: str) -> str:
    digest = QCryptographicHash.hash(text.encode(), QCryptographicHash.Algorithm.Blake2b_256)
    return bytes(digest.data()).hex()[:16]
