"""What lies on the server: Django projects, their Python environments, where nginx proxies to, the unit, gunicorn's processes.

In:  JSON {project, venv, wsgi, asgi, unit, second} (all but the units may be null)
Out: JSON {systemd, system, candidates, skipped, problem, detail, upstream, web_group, unit, second, own_units, strays}. A project stands among the
     candidates once for each environment that fits it equally well. Reads only, and runs nothing of the project's. Python 3.8 or newer.
"""
import ast
import base64
import errno
import grp
import hashlib
import json
import os
import pwd
import re
import shlex
import stat
import subprocess
import sys
import time

SKIPPED = {"node_modules", "site-packages", "dist-packages", "__pycache__", "lost+found", "include", "lib", "lib64"}
# Where people put projects, besides below the homes.
ROOTS = ["/root", "/srv", "/opt", "/var/www", "/app", "/code", "/data", "/mnt", "/www"]
# Levels that are looked at, a home being the first.
DEPTH, SECONDS = 8, 10
# A directory with more is a store (media, mail, a cache); reading on would cost the time that the other directories need.
MOST_ENTRIES = 20000
# Characters of one file: none that is meant is near that.
LONGEST = 1 << 18
MOST_TOLD = 20
