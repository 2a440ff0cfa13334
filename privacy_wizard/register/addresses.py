"""Where a register is kept: its address, and whether a file there would be safe."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from .errors import InSynchronisedFolder, NotARegisterAddress, OnNetworkShare

_SHARES = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "smbnetfs",
    "9p",
    "afs",
    "afpfs",
    "ncpfs",
    "davfs",
    "webdav",
    "ceph",
    "glusterfs",
    "lustre",
    "beegfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.smbnetfs",
    "fuse.gvfsd-fuse",
    "fuse.s3fs",
    "fuse.onedriver",
}
_SYNCHRONISED = re.compile(
    r"(?P<onedrive>OneDrive(?: ?-.*)?)|(?P<dropbox>Dropbox(?: \(.*\))?)|(?P<google>Google ?Drive|GoogleDrive-.*)"
    r"|(?P<icloud>iCloudDrive|com~apple~CloudDocs)|(?P<nextcloud>Nextcloud|ownCloud)"
)
_SYNCHRONISERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google": "Google Drive",
    "icloud": "iCloud",
    "nextcloud": "Nextcloud",
}
_ONEDRIVE_SAYS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # where its folders lie, on Windows
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}
_DRIVE_REMOTE = 4
MOUNTS = Path("/proc/mounts")


def read_address(address: str) -> URL:
    """A file's path, `sqlite:///…` or `postgresql://…` as a URL with our driver. Raises NotARegisterAddress.

    Towards another computer PostgreSQL is spoken encrypted, unless the address itself says otherwise.
    """
    if "://" not in address:
        return _of_file(address)
    scheme, _, place = address.partition(":///")
    if scheme.partition("+")[0] == "sqlite":  # a path, in which no sign means another
        if not place or place == ":memory:" or "?" in place:
            raise NotARegisterAddress
        return _of_file(place)
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise NotARegisterAddress from error
    backend = url.drivername.partition("+")[0]
    if backend not in ("postgresql", "postgres"):
        raise NotARegisterAddress
    hosts = [url.host or ""] + [host for each in _listed(url.query.get("host", ())) for host in each.split(",")]
    far = any(host and not host.startswith("/") and host not in _LOCAL_HOSTS for host in hosts)
    encrypted = {"sslmode": "require"} if far and "sslmode" not in url.query else {}
    return url.set(drivername="postgresql+psycopg").update_query_dict(encrypted)


def _of_file(path: str) -> URL:
    return URL.create("sqlite+pysqlite", database=str(Path(path).expanduser().absolute()))


def _listed(found: str | tuple[str, ...]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else found


def is_file(url: URL) -> bool:
    """Whether it is a SQLite register."""
    return url.get_backend_name() == "sqlite"


def shown(url: URL) -> str:
    """The address for the reader, without a password: as it is, it opens the register again where none is asked for."""
    bare = url._replace(drivername="postgresql", password=None).difference_update_query(["password"])
    return str(url.database) if is_file(url) else bare.render_as_string(hide_password=False)


def documents_folder(url: URL) -> Path:
    """The folder of documents beside a SQLite register."""
    file = Path(str(url.database))
    return file.with_name(f"{file.stem}-documents")


def refuse_network_share(path: Path, mounts: Path = MOUNTS) -> None:
    """Raises OnNetworkShare if a SQLite file would be on another computer, InSynchronisedFolder if it would be copied
    to others.
    """
    if service := synchronised_by(path):
        raise InSynchronisedFolder(path, service)
    if sys.platform == "win32":
        found = windows_share(str(path.resolve()))
    elif sys.platform == "darwin":
        found = share_among(path, _macos_mounts())
    else:
        found = share_among(path, _linux_mounts(mounts))
    if found:
        raise OnNetworkShare(path, found)


def synchronised_by(path: Path) -> str | None:
    """The service that copies the folder to other computers, by the name and the marks that it gives its folder."""
    place = path.expanduser().absolute()
    for folder in {*place.parents, *place.resolve().parents}:
        if found := _SYNCHRONISED.fullmatch(folder.name):
            return _SYNCHRONISERS[str(found.lastgroup)]
        if (folder / ".dropbox.cache").is_dir():
            return "Dropbox"
        if any(os.environ.get(name) == str(folder) for name in _ONEDRIVE_SAYS):
            return "OneDrive"
    return None


def share_among(path: Path, mounts: Iterable[tuple[str, str]]) -> str | None:
    """The kind of share that a path lies on, by (mount point, file system) in the order of mounting; None: a disk."""
    place = str(path.resolve())
    best, found = -1, ""
    for point, file_system in mounts:
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:  # a later mount hides an earlier one on the same point
            best, found = len(point), file_system
    return found if found in _SHARES else None


def windows_share(path: str) -> str | None:
    """A UNC path, or a drive letter mapped to a share; None for a disk."""
    drive = PureWindowsPath(path.removeprefix("\\\\?\\")).drive
    if drive.startswith("\\\\") or drive.upper().startswith("UNC\\") or path.upper().startswith("\\\\?\\UNC\\"):
        return "a Windows share"
    if sys.platform == "win32" and drive:
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE:
            return "a Windows share"
    return None


def _linux_mounts(mounts: Path) -> Iterable[tuple[str, str]]:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        parts = line.split(" ")
        if len(parts) > 2:
            yield _unescaped(parts[1]), parts[2]


def _unescaped(point: str) -> str:
    """The kernel writes spaces and the like as three octal digits."""
    for escape, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(escape, character)
    return point


def _macos_mounts() -> Iterable[tuple[str, str]]:
    said = subprocess.run(
        ["/sbin/mount"], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    for line in said.stdout.splitlines():
        _, _, rest = line.partition(" on ")
        point, bracket, kinds = rest.rpartition(" (")
        if bracket:
            yield point, kinds.partition(",")[0].rstrip(")")
