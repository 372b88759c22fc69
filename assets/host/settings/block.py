# The block

HEADS = {"none": 'globals().get("{0}", [])', "str": '{0}.split(",")'}
BLOCK = re.compile(r"(?:\A|(?<=[\r\n]))%s(?:%s)(?:[^\r\n]*(?:%s))*?%s(?:%s|\Z)" % (BEGIN, LINE_END, LINE_END, END, LINE_END))
ADDED = re.compile(r"(%s) = \[\*(.+?)((?:, \"[^\"]*\")+)\]" % "|".join(LISTS))


def block_of(text):
    """(the text without our block, what it adds: {name: (head, [added])}); the latter is None where others changed the block."""
    stands = BLOCK.search(text)
    if not stands:
        return text, {}
    begin, end = stands.span()
    lines = [ADDED.fullmatch(l) for l in split(text[begin:end].strip("\r\n"))[1:-1]]
    if not all(lines):
        return text, None
    # A text that had no line end has its block without one too, and gets back what it was.
    if end == len(text) and not re.search("(?:%s)\\Z" % LINE_END, text):
        begin -= len(re.search("(?:%s)?\\Z" % LINE_END, text[:begin]).group(0))
    return text[:begin] + text[end:], {l[1]: (l[2], re.findall('"([^"]*)"', l[3])) for l in lines}


def with_block(text, name, added, kind):
    """The text with these in our block, which is then its end. `kind`: of the value that stands there without us."""
    bare, block = block_of(text)
    if block is None:
        raise Refused("settings-changed", BEGIN)
    head, already = block.get(name, (HEADS.get(kind, "{0}").format(name), []))
    block[name] = head, already + [a for a in added if a not in already]
    lines = ["%s = [*%s, %s]" % (n, *block[n][:1], ", ".join('"%s"' % a for a in block[n][1])) for n in LISTS if n in block]
    newline, open_end = newline_of(bare), bare and not bare.endswith(("\r", "\n"))
    whole = newline.join([BEGIN, *lines, END])
    return bare + (newline + whole if open_end else whole + newline)
