#!/bin/sh
# Makes the logs beside this file with a real Python, Django and gunicorn: `make.sh PYTHON NAME PORT PACKAGE…`, in an empty directory.
# They are kept as they were printed; only the directory is another one.
set -u
python=$1 name=$2 port=$3; shift 3
home=$PWD/home/ubuntu; mkdir -p "$home/env" out; cd "$home/env"
$python -m venv . && bin/pip install -q "$@" python-decouple django-environ psycopg2-binary || exit 1
mkdir -p django-sample && bin/python bin/django-admin startproject shop django-sample
cd django-sample; cp shop/settings.py ../settings.py; cp shop/wsgi.py ../wsgi.py
out=$home/../../out

mended() { sed -i "s#$home#/home/ubuntu#g; s#${python%/bin/*}/lib#/usr/lib#g; s#\([ (]\)$port\([),]\)#\18000\2#g; s#127.0.0.1:$port#127.0.0.1:8000#g" "$1"; }
begin() { cp ../settings.py shop/settings.py; cp ../wsgi.py shop/wsgi.py; }
starts() { # CASE [ARGUMENT…]: gunicorn's log until it ends, or five seconds
    to=$out/$name-$1.log; shift
    timeout 8 ../bin/gunicorn --bind 127.0.0.1:$port "$@" >"$to" 2>&1
    mended "$to"
}
begin; sed -i "s/'django.contrib.admin',/'django.contrib.admin', 'corsheaders',/" shop/settings.py; starts installed-app shop.wsgi
begin; starts wsgi-module webshop.wsgi
begin; printf 'import os\nSECRET_KEY = os.environ["SITE_SECRET"]\n' >>shop/settings.py; starts environ shop.wsgi
begin; printf 'from decouple import config\nSECRET_KEY = config("SITE_SECRET")\n' >>shop/settings.py; starts decouple shop.wsgi
begin; printf 'import environ\nenv = environ.Env()\nSECRET_KEY = env("SITE_SECRET")\n' >>shop/settings.py; starts django-environ shop.wsgi
begin; printf 'SECRET_KEY = ""\n' >>shop/settings.py; printf 'from django.core.signing import Signer\nsigner = Signer()\n' >>shop/wsgi.py; starts secret-key-empty shop.wsgi
begin; printf 'X = = 1\n' >>shop/settings.py; starts syntax shop.wsgi
begin; printf 'def f():\n\tx = 1\n        y = 2\n' >>shop/settings.py; starts tabs shop.wsgi
begin; printf 'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": 5999, "NAME": "shop"}}\n' >>shop/settings.py
printf 'from django.contrib.auth.models import User\nUser.objects.count()\n' >>shop/wsgi.py; starts database shop.wsgi
begin; printf 'try:\n    from . import local_settings\nexcept ImportError:\n    from django.core.exceptions import ImproperlyConfigured\n    raise ImproperlyConfigured("Copy local_settings.example.py first")\n' >>shop/settings.py; starts chained shop.wsgi
begin; printf 'import asyncio\nasync def ask(n):\n    raise ValueError("no rates for %%s" %% n)\nasync def all():\n    async with asyncio.TaskGroup() as group:\n        group.create_task(ask("KRW")); group.create_task(ask("USD"))\nasyncio.run(all())\n' >>shop/wsgi.py; starts group shop.wsgi
begin; printf 'open("/tmp/full/rates", "w").write("x" * 100000)\n' >>shop/settings.py
mkdir -p /tmp/full; mount -t tmpfs -o size=16k none /tmp/full; starts disk shop.wsgi; umount /tmp/full; rmdir /tmp/full
begin; ../bin/python -c "import socket, time; s = socket.socket(); s.bind(('127.0.0.1', $port)); s.listen(); time.sleep(8)" & starts in-use shop.wsgi; wait
begin; rm -f "$home/locked/x"; mkdir -p "$home/locked"; chmod 700 "$home/locked"
timeout 8 setpriv --reuid 65534 --clear-groups ../bin/gunicorn --bind "unix:$home/locked/gunicorn.sock" shop.wsgi >"$out/$name-socket.log" 2>&1
mended "$out/$name-socket.log"
begin; printf 'NAME = "\275\272\305\270"\n' >>shop/settings.py; starts encoding shop.wsgi
begin; printf 'LOGGING = {"version": 1, "handlers": {"f": {"class": "logging.FileHandler", "filename": "/var/log/shop.log"}}, "root": {"handlers": ["f"]}}\n' >>shop/settings.py
touch /var/log/shop.log; chmod 600 /var/log/shop.log
timeout 8 setpriv --reuid 65534 --clear-groups ../bin/gunicorn --bind 127.0.0.1:$port shop.wsgi >"$out/$name-denied.log" 2>&1
mended "$out/$name-denied.log"; rm /var/log/shop.log
begin; sed -i "s/^application = .*/app = get_wsgi_application()/" shop/wsgi.py; starts attribute shop.wsgi
begin; printf 'X = 1\n' >shop/settings.py; starts empty-settings shop.wsgi
