# Files


def decoded(raw):
    """(the text, its encoding)."""
    encoding = tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
    text = raw.decode(encoding)
    if text.encode(encoding) != raw:
        raise Refused("settings-not-literal", encoding)
    return text, encoding


def content(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as problem:
        raise Refused("settings-not-found", str(problem))


def replace(path, new):
    """Atomically, with the owner and mode of what stands there."""
    old = os.stat(path)
    handle, beside = tempfile.mkstemp(prefix=".landfall.", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            os.fchown(file.fileno(), old.st_uid, old.st_gid)
            os.fchmod(file.fileno(), old.st_mode & 0o7777)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def diff_of(old, new, path):
    lines = lambda t: [l + "\n" for l in re.sub(r"\r\n?", "\n", t).split("\n")]
    return "".join(difflib.unified_diff(lines(old), lines(new), path, path, n=2))


def remove(path, raw, want):
    """Takes the names out of the file. What is no list with them in it any more, and nowhere else names them, is left alone."""
    try:
        text, encoding = decoded(raw)
        new = reduced(text, want).encode(encoding)
        compile(new, path, "exec", dont_inherit=True)
    except (Refused, SyntaxError, ValueError, RecursionError):
        left = standing(raw.decode("utf-8", "replace"), [n for names in want.values() for n in names])
        if left:
            raise Refused("settings-changed", "%s: %s" % (path, ", ".join(left)))
        new = raw
    if new != raw:
        replace(path, new)
    return {"path": path, "missing": [], "diff": "", "before_sha256": sha256(raw), "after_sha256": sha256(new)}
