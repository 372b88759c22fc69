"""A Django settings module: what it really says, as its service reads it, and names added to ALLOWED_HOSTS and CSRF_TRUSTED_ORIGINS,
or taken out. A change is tried in the service's own surroundings before it is written; where that cannot be, its text decides.

In:  JSON {mode: "look" | "plan" | "apply" | "remove", path, want: {ALLOWED_HOSTS: [...], CSRF_TRUSTED_ORIGINS: [...]} (or names),
     before_sha256, after_sha256 (optional), style: null | "literal" | "block", proto_reaches,
     service: null | {project, venv, wsgi, module, unit, pid}}
Out: JSON {path, missing, styles, by_text, why, diff, before_sha256, after_sha256, effective, after}, for "look" what
     `effective.py` says, or {fault, detail, by_hand}; "apply" and "remove" also replace the file.
"remove" takes any content, and refuses ("settings-changed") only where the names still stand and cannot be taken out.
Every byte outside the list, or before the block, is kept. No secret is printed. Python 3.8 or newer.
"""
import ast
import base64
import difflib
import glob
import hashlib
import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
import tokenize
import warnings
