"""A variable of the environment: where the service could have it from, and into which file it goes. No value is ever answered."""
import json
import os
import re
import stat
import subprocess
import sys

MOST = 1 << 20


class Refused(Exception):
    """Answered as a fault: its code, and what it is about."""


def text_of(path):
    """The text of a plain file; None: there is none. A link is not followed: systemd would read as root what lies behind it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused("environment-file-odd", "%s\n%s" % (path, os.strerror(error.errno)))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused("environment-file-odd", path)
    with os.fdopen(descriptor, "rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST or b"\0" in content:
        raise Refused("environment-file-odd", path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("environment-file-odd", "%s:%d" % (path, content[: error.start].count(b"\n") + 1))
