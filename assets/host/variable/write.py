def write(asked):
    """Adds the assignment, in place of one that was added before; every other line stays, and the file is root's alone."""
    path, name, value = asked["path"], asked["name"], asked["value"]
    before = text_of(path) or ""
    after = with_line(before, name, assignment(name, value))
    was, now = EnvironmentFile(before), EnvironmentFile(after)
    alike = all(now.values.get(other, (None,))[0] == had[0] for other, had in was.values.items() if other != name)
    if was.unended or not alike or now.values.get(name, (None,))[0] != value:
        raise Refused("environment-file-odd", "%s:%d" % (path, was.unended or before.count("\n") + 1))
    put(path, after.encode("utf-8"))
    return {}


def with_line(text, name, line):
    ours = re.compile(r'%s="(?:[^"\\\n]|\\["\\`$])*"\n\Z' % re.escape(name))
    kept = "".join(before for before in text.splitlines(keepends=True) if not ours.match(before))
    return kept + ("" if kept.endswith("\n") or not kept else "\n") + line


def put(path, content):
    """Replaces the file in one moment. Nobody but root may read it, from before its first byte on."""
    directory = os.path.dirname(path)
    beside = os.path.join(directory, ".landfall.%s" % os.urandom(8).hex())
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
    kept = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(kept)
    finally:
        os.close(kept)
