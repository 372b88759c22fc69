//! Settings modules in the shapes that people have them, each with what it is and how it is edited by its text alone.

/// One shape.
pub struct Shape {
    pub name: &'static str,
    pub text: &'static [u8],
    /// What stands there for `ALLOWED_HOSTS` when nobody can ask Django: whether the list is edited.
    pub plain: bool,
}

/// The module that two of them import.
pub const MACHINE: &str = "machine";

const fn shape(name: &'static str, text: &'static [u8], plain: bool) -> Shape {
    Shape { name, text, plain }
}

#[rustfmt::skip]
pub const SHAPES: &[Shape] = &[
    // A list, and a variable's value appended where it is set.
    shape("append_env", b"import os\nDEBUG = False\nALLOWED_HOSTS = []\nextra = os.environ.get('EXTRA_HOST')\nif extra:\n    ALLOWED_HOSTS.append(extra)\n", true),
    // A module of the machine's own sets the list anew, if it is there.
    shape("local_after", b"DEBUG = True\nALLOWED_HOSTS = []\ntry:\n    from machine import *\nexcept ImportError:\n    pass\n", true),
    // The same, and it must be there.
    shape("star_after", b"ALLOWED_HOSTS = []\nfrom machine import *\n", true),
    // One of two lists, by DEBUG.
    shape("conditional", b"DEBUG = False\nALLOWED_HOSTS = [] if DEBUG else [\n    '127.0.0.1',\n    '198.51.100.11',\n]\n", false),
    // The same as statements.
    shape("if_else", b"DEBUG = False\nif DEBUG:\n    ALLOWED_HOSTS = ['*']\nelse:\n    ALLOWED_HOSTS = ['198.51.100.11']\n", false),
    // A list that is replaced in production.
    shape("if_over", b"DEBUG = False\nALLOWED_HOSTS = []\nif not DEBUG:\n    ALLOWED_HOSTS = ['198.51.100.11']\n", false),
    // A variable's words and a list.
    shape("plus", b"import os\nALLOWED_HOSTS = os.environ.get('MORE', '').split(',') + ['localhost']\n", false),
    // A list without its doubles.
    shape("deduplicated", b"ALLOWED_HOSTS = ['198.51.100.11', '198.51.100.11']\nALLOWED_HOSTS = list(set(ALLOWED_HOSTS))\n", false),
    // One list under two names.
    shape("two_names", b"ALLOWED_HOSTS = CORS_HOSTS = ['198.51.100.11']\n", true),
    // A tuple without parentheses.
    shape("bare_tuple", b"ALLOWED_HOSTS = 'localhost', '198.51.100.11'\n", true),
    // Two names that a missing comma joins.
    shape("no_comma", b"ALLOWED_HOSTS = [\n    'localhost'\n    '198.51.100.11',\n]\n", true),
    // URLs where names belong.
    shape("urls", b"ALLOWED_HOSTS = ['http://www.heestagram.test', 'www.heestagram.test/', 'www.heestagram.test:80']\n", true),
    // A wildcard that Django does not know.
    shape("star_label", b"ALLOWED_HOSTS = ['*.heestagram.test']\n", true),
    // A string, which Django refuses to load.
    shape("string", b"ALLOWED_HOSTS = '198.51.100.11'\n", false),
    // From a document of secrets.
    shape("json", b"import json\nsecrets = json.loads('{\"HOSTS\": [\"198.51.100.11\"]}')\nALLOWED_HOSTS = secrets['HOSTS']\n", false),
    // A variable, or a list.
    shape("get_or", b"import os\nALLOWED_HOSTS = os.environ.get('MORE') or ['198.51.100.11']\n", false),
    // The machine's own address appended in a try.
    shape("socket", b"import socket\nALLOWED_HOSTS = ['127.0.0.1']\ntry:\n    ALLOWED_HOSTS.append(socket.gethostbyname(socket.gethostname()))\nexcept Exception:\n    pass\n", true),
    // Replaced behind the parser's back.
    shape("globals_update", b"ALLOWED_HOSTS = []\nglobals().update({'ALLOWED_HOSTS': ['198.51.100.11']})\n", true),
    // Another encoding, another line end, tabs, a bracket of its own line.
    shape("cp949", b"# -*- coding: cp949 -*-\r\n# \xc7\xd1\xb1\xdb\r\nALLOWED_HOSTS = [\r\n\t\"198.51.100.11\",   # \xbc\xad\xb9\xf6\r\n\t]\r\n", true),
    // A byte order mark.
    shape("bom", b"\xef\xbb\xbf# first\nALLOWED_HOSTS = [\"198.51.100.11\"]\n", true),
    // Aligned under the bracket, with a comment behind it.
    shape("aligned", b"ALLOWED_HOSTS = [\"198.51.100.11\",\n                 \"localhost\"]  # \xec\x97\xac\xea\xb8\xb0, \"\xeb\x91\x98\"\n", true),
    // Added in a loop.
    shape("loop", b"import os\nALLOWED_HOSTS = ['localhost']\nfor host in os.environ.get('MORE', '').split(','):\n    if host:\n        ALLOWED_HOSTS += [host]\n", true),
    // A reader of variables with a list as its default.
    shape("env_default", b"class env:\n    @staticmethod\n    def list(name, default=None):\n        import os\n        return os.environ[name].split(',') if name in os.environ else default\n\n\nALLOWED_HOSTS = env.list('MORE', default=['localhost', '198.51.100.11'])\n", false),
    // One list for each stage.
    shape("match", b"import os\nALLOWED_HOSTS = []\nmatch os.environ.get('STAGE', 'prod'):\n    case 'prod':\n        ALLOWED_HOSTS = ['198.51.100.11']\n", false),
    // The last line of the list is a comment.
    shape("comment_last", b"ALLOWED_HOSTS = [\n    'localhost',\n    # '198.51.100.11',\n]\n", true),
    // Nothing but a comment.
    shape("only_comment", b"ALLOWED_HOSTS = [ # yours here\n]\n", true),
    // DEBUG, and an empty list.
    shape("debug", b"DEBUG = True\nALLOWED_HOSTS = []\n", true),
    // A helper that lets everything in.
    shape("locals", b"ALLOWED_HOSTS = []\n\n\ndef helper(names):\n    names['ALLOWED_HOSTS'] = ['*']\n\n\nhelper(locals())\n", true),
    // An include that sets it anew.
    shape("include", b"def include(*_):\n    globals()['ALLOWED_HOSTS'] = ['198.51.100.11']\n\n\nALLOWED_HOSTS = []\ninclude('parts/base.py')\n", true),
    // One a line, and no comma behind the last.
    shape("no_trailing_comma", b"ALLOWED_HOSTS = [\n    'localhost',\n    '127.0.0.1'\n]\n", true),
    // Added to what a variable gives.
    shape("plus_equals", b"import os\nALLOWED_HOSTS = os.environ.get('MORE', '').split(',') if os.environ.get('MORE') else []\nALLOWED_HOSTS += [\n    'localhost',\n    '127.0.0.1',\n]\n", true),
    // The module that others import.
    shape("machine", b"DEBUG = False\nALLOWED_HOSTS = ['198.51.100.11']\n", true),
];
