# ---- The text: lists edited where Python's own ast says they stand. Nothing is imported. ----

LISTS = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS")
DISPLAY = (ast.List, ast.Tuple)
BEGIN, END = "# --- added by Landfall ---", "# --- end ---"
LINE_END = r"\r\n|\r|\n"


class Refused(Exception):
    """args: the fault's code, its detail, and what else the answer tells."""


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def named(node, name):
    return isinstance(node, ast.Name) and node.id == name


def binds(node, name):
    """Whether this statement, or one inside it that runs at import, binds or deletes the name. Adding to it does not count."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        return False
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
        return False
    if named(node, name):
        return not isinstance(node.ctx, ast.Load)
    return any(binds(child, name) for child in ast.iter_child_nodes(node))


def assigned(node, name):
    """The value that this statement gives to the name: (value, whether in place of the old one)."""
    if isinstance(node, ast.Assign) and any(named(t, name) for t in node.targets):
        return node.value, not builds_on(node.value, name)
    if isinstance(node, ast.AnnAssign) and node.value is not None and named(node.target, name):
        return node.value, True
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and named(node.target, name):
        return node.value, False
    return None, binds(node, name)


def builds_on(value, name):
    """Whether it is a list that begins with the old one, as in our block: [*NAME, ...]."""
    return isinstance(value, DISPLAY) and any(isinstance(e, ast.Starred) and named(e.value, name) for e in value.elts)


def displays(module, lines, name):
    """The list and tuple displays in the name's last value, in order; None when the module never binds it."""
    found, problem = None, None
    for node in module.body:
        value, afresh = assigned(node, name)
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
    raise Refused("settings-not-literal", at(problem, lines))


def at(node, lines):
    return "%d: %s" % (node.lineno, lines[node.lineno - 1].strip())


def arms(value):
    """The displays that this value may be, or be made of."""
    if isinstance(value, DISPLAY):
        return [value]
    if isinstance(value, ast.IfExp):
        return arms(value.body) + arms(value.orelse)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return arms(value.left) + arms(value.right)
    return [d for v in value.values for d in arms(v)] if isinstance(value, ast.BoolOp) else []


def every(body, name):
    """Every display that may become part of the name's value, in the order of the text; none of a loop, a function or a class."""
    found = []
    for node in body:
        value = assigned(node, name)[0]
        found += arms(value) if value is not None else []
        if isinstance(node, (ast.If, ast.Try, ast.With)) or hasattr(node, "cases"):
            inner = [node] + getattr(node, "handlers", []) + getattr(node, "cases", [])
            parts = [getattr(n, field, []) for n in inner for field in ("body", "orelse", "finalbody")]
            found += [d for part in parts for d in every(part, name)]
    return found


def covered(name, patterns):
    """As Django's own validate_host."""
    name = name.lower()
    dotted = lambda p: p.startswith(".") and (name.endswith(p) or name == p[1:])
    return any(p == "*" or p == name or dotted(p) for p in (p.lower() for p in patterns))


def trusted(origin, entries):
    """As Django's own CsrfViewMiddleware, by the list alone."""
    scheme, host = origin.split("://", 1)
    wild = [e.split("://*", 1) for e in entries if "://*." in e]
    return origin in entries or any(s == scheme and covered(host, [suffix]) for s, suffix in wild)


HAS = {"ALLOWED_HOSTS": covered, "CSRF_TRUSTED_ORIGINS": trusted}


def line_starts(data):
    """The offset of each line, with the line ends that Python's parser knows and no others."""
    return [0] + [m.end() for m in re.finditer(LINE_END.encode(), data)]


def tail_of(data, start, end):
    """Between a display's last element and its closing bracket: the offset behind the element's own parentheses, the offset
    behind the comma, if any, and whether a line ends there before the bracket."""
    behind, comma, place = start, None, start
    while place < end:
        char = data[place:place + 1]
        if char == b"#":
            place = re.compile(rb"[^\r\n]*").match(data, place).end()
            continue
        if char == b"," and comma is None:
            comma = place + 1
        if char == b")" and comma is None:
            behind = place + 1
        place += 1
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
    line_end = re.compile(rb"[^\r\n]*").match(data, comma or behind).end()
    if not broken or indent.strip() or line_end >= end:
        return [(comma, b"".join(b" " + q + b"," for q in quoted))] if comma else [(behind, b"".join(b", " + q for q in quoted))]
    trailing = b"," if comma else b""
    own_lines = (b"," + newline + indent).join(quoted)
    return ([] if comma else [(behind, b",")]) + [(line_end, newline + indent + own_lines + trailing)]


def spliced(data, parts):
    """The text with these parts put in, which come in its order."""
    for place, text in reversed(parts):
        data = data[:place] + text + data[place:]
    return data


def cut(data, begin, end, leads):
    """The span to take out so that the element in begin..end (with its comma, if any) leaves no gap: its line when it stands
    there alone, else the blanks before it, or behind it when it leads its line or the list (`leads`: as one cut just before did)."""
    before = len(data[:begin].rstrip(b" \t"))
    behind = re.compile(rb"[ \t]*").match(data, end).end()
    line_end = re.compile(LINE_END.encode()).match(data, behind)
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
    kept, place = [], 0
    for begin, end in sorted(spans):
        kept.append(data[place:max(place, begin)])
        place = max(place, end)
    return b"".join(kept) + data[place:]


def shape(module):
    return [ast.dump(node) for node in module.body]


def literal(node):
    """The string that this node is; None: it is no literal string."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def strings(found):
    return [s for d in found for s in map(literal, d.elts) if s is not None]


def checked(new, module, display, lines):
    """The new text, when Python reads it as this module; `display`: the one that is named when it does not."""
    try:
        same = shape(ast.parse(new.decode("utf-8"))) == shape(module)
    except SyntaxError:
        same = False
    if not same:
        raise Refused("settings-not-literal", at(display, lines))
    return new.decode("utf-8")


def split(text):
    return re.split(LINE_END, text)


def newline_of(text):
    return (re.search(LINE_END, text) or re.match("\n", "\n")).group(0)


def with_literal(text, name, place, added):
    """The text with these in the name's display number `place`, of `every` there is."""
    data, module = text.encode("utf-8"), ast.parse(text)
    display = every(module.body, name)[place]
    new = spliced(data, insertions(data, display, added, newline_of(text).encode()))
    display.elts += [ast.Constant(value=n, kind=None) for n in added]
    return checked(new, module, display, split(text))


def places(text, name):
    """The numbers of the displays worth a trial, the likeliest first: the one that the text alone tells, then the last ones."""
    try:
        module = ast.parse(text)
        found = every(module.body, name)
    except (SyntaxError, ValueError, RecursionError):
        return []
    try:
        first = [found.index(d) for d in (displays(module, split(text), name) or [])[-1:]]
    except Refused:
        first = []
    return (first + [i for i in reversed(range(len(found))) if i not in first])[:4]
