"""Adds names to ALLOWED_HOSTS in a Django settings module, or takes them out, by editing its text where Python's own ast says
it stands.

In:  JSON {mode: "plan" | "apply" | "remove", path, names, before_sha256}
Out: JSON {missing, diff, before_sha256, after_sha256} or {fault, detail}; "apply" and "remove" also replace the file.
"remove" takes any content, and refuses ("settings-changed") only where the names still stand and cannot be taken out.
Every byte outside the list is kept. The project is never imported. Python 3.8 or newer.
"""
import ast
import difflib
import hashlib
import io
import json
import os
import re
import sys
import tempfile
import tokenize
import warnings

NAME = "ALLOWED_HOSTS"
DISPLAY = (ast.List, ast.Tuple)


class Refused(Exception):
    """args: the fault's code, its detail."""


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def named(node):
    return isinstance(node, ast.Name) and node.id == NAME


def binds(node):
    """Whether this statement, or one inside it that runs at import, binds or deletes the name. Adding to it does not count."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        return False
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
        return False
    if named(node):
        return not isinstance(node.ctx, ast.Load)
    return any(binds(child) for child in ast.iter_child_nodes(node))


def assigned(node):
    """The value that this top-level statement gives to the name alone: (value, whether in place of the old one)."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and named(node.targets[0]):
        return node.value, True
    if isinstance(node, ast.AnnAssign) and node.value is not None and named(node.target):
        return node.value, True
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and named(node.target):
        return node.value, False
    return None, binds(node)


def displays(module, lines):
    """The list and tuple displays in the name's last value, in order; None when the module never binds it."""
    found, problem = None, None
    for node in module.body:
        value, afresh = assigned(node)
        if value is None and not afresh:
            continue
        found = [] if afresh else found or []
        if isinstance(value, DISPLAY):
            found.append(value)
        else:
            problem = node
    if found:
        return found
    problem = problem or next((n for n in ast.walk(module) if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"), None)
    if found is None and problem is None:
        return None
    raise Refused("settings-not-literal", "%d: %s" % (problem.lineno, lines[problem.lineno - 1].strip()))


def covered(name, patterns):
    """As Django's own validate_host."""
    name = name.lower()
    dotted = lambda p: p.startswith(".") and (name.endswith(p) or name == p[1:])
    return any(p == "*" or p == name or dotted(p) for p in (p.lower() for p in patterns))


def line_starts(data):
    """The offset of each line, with the line ends that Python's parser knows and no others."""
    return [0] + [m.end() for m in re.finditer(rb"\r\n|\r|\n", data)]


def tail_of(data, start, end):
    """Between a display's last element and its closing bracket: the offset behind the element's own parentheses, the offset
    behind the comma, if any, and whether a line ends there before the bracket."""
    behind, comma, at = start, None, start
    while at < end:
        char = data[at:at + 1]
        if char == b"#":
            at = re.compile(rb"[^\r\n]*").match(data, at).end()
            continue
        if char == b"," and comma is None:
            comma = at + 1
        if char == b")" and comma is None:
            behind = at + 1
        at += 1
    return behind, comma, re.search(rb"[\r\n]", data[start:end]) is not None


def usual_quote(data):
    return b'"' if data.count(b'"') > data.count(b"'") else b"'"


def insertions(data, display, names, newline):
    """What goes where, as [(offset, bytes)], so that the display gets these names."""
    starts = line_starts(data)
    begin = starts[display.lineno - 1] + display.col_offset
    end = starts[display.end_lineno - 1] + display.end_col_offset
    last = display.elts[-1] if display.elts else None
    own = last and re.match(rb"[a-zA-Z]*(['\"])", data[starts[last.lineno - 1] + last.col_offset:])
    quote = own.group(1) if own else usual_quote(data)
    quoted = [quote + n.encode() + quote for n in names]
    if last is None:
        one = b"," if isinstance(display, ast.Tuple) else b""
        return [(begin + 1, b", ".join(quoted) + one)]
    behind = starts[last.end_lineno - 1] + last.end_col_offset
    behind, comma, broken = tail_of(data, behind, end - 1)
    indent = data[starts[last.lineno - 1]:starts[last.lineno - 1] + last.col_offset]
    if not broken or indent.strip():
        return [(behind, b"".join(b", " + q for q in quoted))]
    line_end = re.compile(rb"[^\r\n]*").match(data, comma or behind).end()
    trailing = b"," if comma else b""
    own_lines = (b"," + newline + indent).join(quoted)
    return ([] if comma else [(behind, b",")]) + [(line_end, newline + indent + own_lines + trailing)]


def cut(data, begin, end, leads):
    """The span to take out so that the element in begin..end (with its comma, if any) leaves no gap: its line when it stands
    there alone, else the blanks before it, or behind it when it leads its line or the list (`leads`: as one cut just before did)."""
    before = len(data[:begin].rstrip(b" \t"))
    behind = re.compile(rb"[ \t]*").match(data, end).end()
    line_end = re.compile(rb"\r\n|\r|\n").match(data, behind)
    first_of_line = data[before - 1:before] in (b"", b"\r", b"\n")
    if first_of_line and line_end:
        return before, line_end.end()
    if leads or first_of_line or data[before - 1:before] in (b"[", b"("):
        return begin, behind if data[end - 1:end] == b"," else end
    return before, end


def removals(data, display, names):
    """The spans to take out of the text, as [(start, end)], so that the display loses these names."""
    starts = line_starts(data)
    begins = [starts[e.lineno - 1] + e.col_offset for e in display.elts]
    bounds = begins[1:] + [starts[display.end_lineno - 1] + display.end_col_offset - 1]
    cuts, kept, open_comma, comma = [], 0, None, None
    for element, begin, bound in zip(display.elts, begins, bounds):
        behind, comma, _ = tail_of(data, starts[element.end_lineno - 1] + element.end_col_offset, bound)
        if literal(element) in names:
            cuts.append(cut(data, begin, comma or behind, bool(cuts) and cuts[-1][1] == begin))
        else:
            kept, open_comma = kept + 1, comma
    # The comma that led to the last name goes with it, but for the one that makes a tuple.
    if cuts and comma is None and open_comma and (kept > 1 or isinstance(display, ast.List)):
        cuts.append((open_comma - 1, open_comma))
    return cuts


def without(data, spans):
    """The text without these spans, which may overlap."""
    kept, at = [], 0
    for begin, end in sorted(spans):
        kept.append(data[at:max(at, begin)])
        at = max(at, end)
    return b"".join(kept) + data[at:]


def spliced(data, parts):
    for at, text in sorted(parts, reverse=True):
        data = data[:at] + text + data[at:]
    return data


def shape(module):
    return [ast.dump(node) for node in module.body]


def literal(node):
    """The string that this node is; None: it is no literal string."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def checked(new, module, at, lines):
    """The new text, when Python reads it as this module; `at`: the display that is named when it does not."""
    try:
        same = shape(ast.parse(new.decode("utf-8"))) == shape(module)
    except SyntaxError:
        same = False
    if not same:
        raise Refused("settings-not-literal", "%d: %s" % (at.lineno, lines[at.lineno - 1].strip()))
    return new.decode("utf-8")


def split(text):
    return re.split(r"\r\n|\r|\n", text)


def reduced(text, names):
    """The text without these names in the list."""
    data, lines, module = text.encode("utf-8"), split(text), ast.parse(text)
    spans = []
    found = displays(module, lines) or []
    for display in found:
        spans += removals(data, display, names)
        display.elts = [e for e in display.elts if literal(e) not in names]
    return checked(without(data, spans), module, found[-1], lines) if spans else text


def standing(text, names):
    """The names that are a word of a literal string (of the text itself, when it is no Python). A URL's host is none."""
    try:
        said = [s for s in map(literal, ast.walk(ast.parse(text))) if s is not None]
    except (SyntaxError, ValueError, RecursionError):
        said = [text]
    word = r"(?<![A-Za-z0-9./@-])%s(?![A-Za-z0-9.-])"
    return [n for n in names if any(re.search(word % re.escape(n), s) for s in said)]


def edited(text, names):
    """(the names that were missing, the new text)."""
    data = text.encode("utf-8")
    newline = (re.search(rb"\r\n|\r|\n", data) or re.match(rb"\n", b"\n")).group(0)
    lines, module = split(text), ast.parse(text)
    found = displays(module, lines)
    strings = [s for d in found or [] for s in map(literal, d.elts) if s is not None]
    missing = [n for i, n in enumerate(names) if not covered(n, strings + names[:i])]
    if not missing:
        return [], text
    if found is None:
        quote = usual_quote(data)
        start = b"" if not data or data.endswith((b"\n", b"\r")) else newline
        line = b"ALLOWED_HOSTS = [" + b", ".join(quote + n.encode() + quote for n in missing) + b"]"
        return missing, (data + start + line + newline).decode("utf-8")
    new = spliced(data, insertions(data, found[-1], missing, newline))
    found[-1].elts += [ast.Constant(value=n, kind=None) for n in missing]
    return missing, checked(new, module, found[-1], lines)


def replace(path, content):
    """Atomically, with the owner and mode of what stands there."""
    old = os.stat(path)
    handle, beside = tempfile.mkstemp(prefix=".landfall.", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            os.fchown(file.fileno(), old.st_uid, old.st_gid)
            os.fchmod(file.fileno(), old.st_mode & 0o7777)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def remove(path, raw, names):
    """Takes the names out of the file. What is no list with them in it any more, and nowhere else names them, is left alone."""
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
        text = raw.decode(encoding)
        new = reduced(text, names).encode(encoding)
        if text.encode(encoding) != raw:
            raise Refused("settings-not-literal", encoding)
        compile(new, path, "exec", dont_inherit=True)
    except (Refused, SyntaxError, ValueError, RecursionError):
        left = standing(raw.decode("utf-8", "replace"), names)
        if left:
            raise Refused("settings-changed", "%s: %s" % (path, ", ".join(left)))
        new = raw
    if new != raw:
        replace(path, new)
    return {"missing": [], "diff": "", "before_sha256": sha256(raw), "after_sha256": sha256(new)}


def main(asked):
    path = os.path.realpath(asked["path"])
    for name in asked["names"]:
        if not re.fullmatch(r"[A-Za-z0-9.*:\[\]_-]+", name):
            raise Refused("settings-not-literal", repr(name))
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as problem:
        raise Refused("settings-not-found", str(problem))
    if asked["mode"] == "remove":
        return remove(path, raw, asked["names"])
    before = sha256(raw)
    if asked["mode"] == "apply" and before != asked["before_sha256"]:
        raise Refused("settings-changed", path)
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(raw).readline)[0]
        text = raw.decode(encoding)
        missing, new_text = edited(text, asked["names"])
        new = new_text.encode(encoding)
        if text.encode(encoding) != raw:
            raise Refused("settings-not-literal", encoding)
        compile(new, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as problem:
        raise Refused("settings-broken", str(problem))
    if asked["mode"] == "apply" and missing:
        replace(path, new)
    lines = lambda t: [l + "\n" for l in re.sub(r"\r\n?", "\n", t).split("\n")]
    diff = "".join(difflib.unified_diff(lines(text), lines(new_text), path, path, n=2))
    return {"missing": missing, "diff": diff, "before_sha256": before, "after_sha256": sha256(new)}


warnings.simplefilter("ignore")
try:
    answer = main(json.load(sys.stdin))
except Refused as refused:
    answer = {"fault": refused.args[0], "detail": refused.args[1]}
print(json.dumps(answer))
