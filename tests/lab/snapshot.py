"""Lists the server's files: one line each with kind, mode, owner, content hash and path. Run on the server, as root, before `up`
and after `down`: the two listings must be equal, byte for byte.

Left out is only what a running server writes by itself, whoever is logged in."""

import hashlib
import os
import stat

ROOTS = ["/etc", "/home", "/var/lib/landfall", "/usr/local", "/root", "/srv"]
# Python's caches; gunicorn's own control socket directory.
BY_ITSELF = {"__pycache__", ".gunicorn"}


def line(path):
    """The one line that tells everything about `path` that Landfall could change."""
    info = os.lstat(path)
    if stat.S_ISLNK(info.st_mode):
        content = "-> " + os.readlink(path)
    elif stat.S_ISREG(info.st_mode):
        with open(path, "rb") as file:
            content = hashlib.sha256(file.read()).hexdigest()
    else:
        content = "-"
    return f"{stat.filemode(info.st_mode)} {info.st_uid}:{info.st_gid} {content} {path}"


def walk(root):
    """Every path at and below `root`, directories too; nothing when there is no `root`."""
    if os.path.lexists(root):
        yield root
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in BY_ITSELF)
        for name in sorted(folders + files):
            yield os.path.join(folder, name)


for top in ROOTS:
    for found in walk(top):
        print(line(found))
