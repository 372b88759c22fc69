def pattern(text):
    return re.compile(text)


SINGLE, DOUBLE = pattern(r"'((?:\\'|[^'])*)'"), pattern(r'"((?:\\"|[^"])*)"')
# `${NAME}` and `${NAME:-default}` are filled in.
FILLED_IN = pattern(r"\$\{[^}:]*(?::-[^}]*)?\}")


def dotenv(text):
    """By name the value, as python-dotenv reads it (parser.py of 1.2.2, read on 2026-11-30), and its line; None: it is filled in."""
    text, at, values = text.replace("\r\n", "\n").replace("\r", "\n"), 0, {}
    while at < len(text):
        at = pattern(r"\s*").match(text, at).end()
        line = text[:at].count("\n") + 1
        binding, at = bound(text, at)
        if binding:
            name, value = binding
            values[name] = (None if FILLED_IN.search(value) else value, line)
    return values


def bound(text, at):
    """One binding, and where the next begins; from what cannot be read on, the rest of its line is passed over."""
    at = pattern(r"(?:export[^\S\n]+)?").match(text, at).end()
    name = pattern(r"'([^']+)'" if text[at : at + 1] == "'" else r"([^=#\s]+)").match(text, at)
    named = name if text[at : at + 1] != "#" else None
    if named or text[at : at + 1] == "#":
        equals = pattern(r"[^\S\n]*(=[^\S\n]*)?").match(text, named.end() if named else at)
        found, at = value_at(text, equals.end()) if equals.group(1) else ("", equals.end())
        at = pattern(r"(?:[^\S\n]*#[^\n]*)?").match(text, at).end() if found is not None else at
        end = pattern(r"[^\S\n]*(?:\n|\Z)").match(text, at) if found is not None else None
        if end:
            return (named.group(1), found) if named and equals.group(1) else None, end.end()
    return None, pattern(r"[^\n]*\n?").match(text, at).end()


def value_at(text, at):
    """The value that begins here, and where it ends; None where a quote is never closed."""
    quoted = {"'": (SINGLE, r"\\[\\']"), '"': (DOUBLE, r"\\[\\'\"abfnrtv]")}.get(text[at : at + 1])
    if quoted:
        found = quoted[0].match(text, at)
        return (re.sub(quoted[1], unescaped, found.group(1)), found.end()) if found else (None, at)
    part = pattern(r"[^\n]*").match(text, at)
    return re.sub(r"\s+#.*", "", part.group()).rstrip(), part.end()


def unescaped(escape):
    character = escape.group()[1]
    return {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}.get(character, character)


def differing(text):
    """The lines that systemd reads otherwise: number and name."""
    ours, theirs = EnvironmentFile(text).values, dotenv(text)
    none = ("", 0)
    other = [name for name in {**theirs, **ours} if ours.get(name, none)[0] != theirs.get(name, none)[0] or (name in ours) != (name in theirs)]
    return sorted([(theirs.get(name) or ours[name])[1], name] for name in other)
