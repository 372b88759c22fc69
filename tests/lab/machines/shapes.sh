# shellcheck shell=bash
# What people had done to their servers before Landfall came: one function a shape, run as ubuntu on a machine of its own. Before it the
# guide's project lies in ~/env/django-sample, its environment in ~/env, and nginx hands on to 127.0.0.1:8000, where nobody listens.
set -eu

SITE=/home/ubuntu/site

# ---- Parts ----

# apart DIRECTORY: the project lies there, out of its environment.
apart() {
    mkdir -p "$(dirname "$1")"
    mv ~/env/django-sample "$1"
}

# environment_to DIRECTORY: the environment as if it had been made there.
environment_to() {
    mkdir -p "$(dirname "$1")"
    mv ~/env "$1"
    grep -rlI /home/ubuntu/env "$1/bin" "$1/pyvenv.cfg" | xargs sed -i "s#/home/ubuntu/env#$1#g"
}

# whole_python DIRECTORY: an interpreter of its own with the project's packages in it, as pyenv and conda make them: no pyvenv.cfg.
whole_python() {
    mkdir -p "$1/bin" "$1/lib"
    cp /usr/bin/python3.11 "$1/bin/"
    ln -s python3.11 "$1/bin/python3"
    ln -s python3.11 "$1/bin/python"
    cp -r /usr/lib/python3.11 "$1/lib/"
    # Debian's looks in a place of its own; theirs in the usual one.
    ln -s site-packages "$1/lib/python3.11/dist-packages"
    sed -i "s/'posix_local')/'posix_prefix')/; s/= 'posix_local'/= 'posix_prefix'/" "$1/lib/python3.11/sysconfig.py"
    rm -f "$1/lib/python3.11/EXTERNALLY-MANAGED"
    mv ~/env/lib/python3.11/site-packages "$1/lib/python3.11/"
    rm -rf ~/env
    "$1/bin/python" -m pip install -q --force-reinstall --no-deps gunicorn
}

# hashed LENGTH TEXT: as pipenv and poetry name their environments.
hashed() {
    python3 -c 'import base64, hashlib, sys; print(base64.urlsafe_b64encode(hashlib.sha256(sys.argv[2].encode()).digest()[:int(sys.argv[1])]).decode()[:8])' "$@"
}

settings() { find ~/env/django-sample "$SITE" -path '*/heestagram/settings.py' 2>/dev/null | head -n 1; }

# ---- Environments ----

pipenv() {
    apart $SITE
    printf '[packages]\ndjango = "*"\ngunicorn = "*"\n' >$SITE/Pipfile
    local place
    place=~/.local/share/virtualenvs/site-$(hashed 6 $SITE/Pipfile)
    environment_to "$place"
    printf %s $SITE >"$place/.project"
}

poetry() {
    apart $SITE
    printf '[project]\nname = "my-site"\nversion = "0"\n[tool.poetry]\npackage-mode = false\n' >$SITE/pyproject.toml
    environment_to ~/.cache/pypoetry/virtualenvs/my-site-"$(hashed 32 $SITE)"-py3.11
}

pyenv() {
    apart $SITE
    whole_python ~/.pyenv/versions/3.11.2
    echo 3.11.2 >$SITE/.python-version
}

conda() {
    apart $SITE
    whole_python ~/miniconda3/envs/web
    mkdir ~/miniconda3/envs/web/conda-meta
    echo '{}' >~/miniconda3/envs/web/conda-meta/python-3.11.2-h955ad1f_0.json
}

user() {
    apart $SITE
    env/bin/pip --python /usr/bin/python3 install -q --user --break-system-packages django gunicorn
    rm -rf ~/env
}

uv_venv() {
    apart $SITE
    rm -rf ~/env
    cd $SITE
    uv venv -q
    uv pip install -q django gunicorn
    [ ! -e .venv/bin/pip ]
}

virtualenvwrapper() {
    apart $SITE
    environment_to ~/.virtualenvs/web
    echo $SITE >~/.virtualenvs/web/.project
}

# Two environments beside the project, and nothing says which is its own.
two_venvs() {
    apart $SITE
    environment_to ~/site_env
    python3 -m venv ~/blog_env
    ~/blog_env/bin/pip install -q django gunicorn
}

# The environment was moved: what starts with its old Python no longer does.
moved() {
    apart $SITE
    mkdir -p ~/.local/share/virtualenvs
    mv ~/env ~/.local/share/virtualenvs/site-AbC
}

# As an upgrade of the distribution leaves it: the environment's Python is gone.
python_gone() {
    cd ~/env
    rm bin/python3.11
    mv lib/python3.11 lib/python3.10
    sed -i 's/3\.11\.2/3.10.12/; s/python3\.11/python3.10/' pyvenv.cfg
    ln -sf python3.10 bin/python3
    ln -s /usr/bin/python3.10 bin/python3.10
}

# An environment without gunicorn: pip's own, and uv's, which has no pip.
no_gunicorn() { ~/env/bin/pip uninstall -q -y gunicorn; }
no_gunicorn_uv() {
    uv_venv
    uv pip uninstall -q gunicorn
}

no_environment() {
    apart $SITE
    rm -rf ~/env
    printf 'django\ngunicorn\n' >$SITE/requirements.txt
}

# ---- Why gunicorn ends ----

cors() { sed -i "s/'django.contrib.admin',/'django.contrib.admin', 'corsheaders',/" "$(settings)"; }

missing_app() {
    cors
    printf 'django\ngunicorn\ndjango-cors-headers\n' >~/env/django-sample/requirements.txt
}

# The same where nobody keeps a list of what the project needs.
missing_app_unlisted() { cors; }

missing_app_uv() {
    uv_venv
    cors
    printf 'django\ngunicorn\ndjango-cors-headers\n' >$SITE/requirements.txt
}

secret() {
    printf '%s\n' "$@" >>"$(settings)"
    echo 'export SITE_SECRET=from-the-shell' >>~/.bashrc
}
environ() { secret 'import os' 'SECRET_KEY = os.environ["SITE_SECRET"]'; }
decouple() {
    env/bin/pip install -q python-decouple
    secret 'from decouple import config' 'SECRET_KEY = config("SITE_SECRET")'
}
django_environ() {
    env/bin/pip install -q django-environ
    secret 'import environ' 'SECRET_KEY = environ.Env()("SITE_SECRET")'
}

# Its app asks a database that is not there as soon as it is loaded.
database() {
    env/bin/pip install -q psycopg
    printf '%s\n' 'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "site", "USER": "site", "HOST": "127.0.0.1", "PORT": 5432}}' \
        'INSTALLED_APPS += ["heestagram.apps.Heestagram"]' >>"$(settings)"
    printf '%s\n' 'from django.apps import AppConfig' '' '' 'class Heestagram(AppConfig):' '    name = "heestagram"' '' '    def ready(self):' \
        '        from django.db import connection' '        connection.ensure_connection()' >~/env/django-sample/heestagram/apps.py
}

syntax() { echo 'CACHES = = {}' >>"$(settings)"; }

# Saved by an editor that writes cp949, and nothing in the file says so.
cp949() {
    printf 'SITE_TITLE = "가게"\n' | iconv -f utf-8 -t cp949 >>"$(settings)"
}

# It says so, and its lines end as Windows ends them, like those of all files beside it.
windows() {
    local file
    file=$(settings)
    { printf '# -*- coding: cp949 -*-\n# 설정\n'; cat "$file"; } | iconv -f utf-8 -t cp949 >/tmp/settings.py
    cp /tmp/settings.py "$file"
    find ~/env/django-sample -type f -name '*.py' -exec sed -i 's/$/\r/' {} +
    printf 'django\r\ngunicorn\r\n' >~/env/django-sample/requirements.txt
}

# Django writes its log where only root may.
log_denied() {
    printf '%s\n' 'LOGGING = {"version": 1, "handlers": {"file": {"class": "logging.FileHandler", "filename": "/var/log/site.log"}}, "root": {"handlers": ["file"]}}' >>"$(settings)"
}

# unit LINES: the person's own, with these lines in [Service].
unit() {
    printf '[Unit]\nAfter=network.target\n[Service]\nUser=ubuntu\nWorkingDirectory=%s\n%b\nExecStart=%s --bind 127.0.0.1:8000 heestagram.wsgi\n[Install]\nWantedBy=multi-user.target\n' \
        /home/ubuntu/env/django-sample "$1" /home/ubuntu/env/bin/gunicorn | sudo tee /etc/systemd/system/gunicorn.service >/dev/null
    sudo systemctl daemon-reload
    sudo systemctl enable -q gunicorn
    sudo systemctl start gunicorn || :
}

# It reads a file that is not there.
env_file_gone() { unit 'EnvironmentFile=/etc/site.env'; }

# ---- What is closed, full or too small ----

at_socket() {
    printf 'server { listen 80 default_server; location / { include proxy_params; proxy_pass http://unix:/home/ubuntu/env/django-sample/heestagram.sock; } }\n' |
        sudo tee /etc/nginx/sites-available/heestagram >/dev/null
    sudo systemctl reload nginx
}
home_closed() {
    chmod 750 ~
    at_socket
}
home_and_environment_closed() {
    chmod 700 ~ ~/env
    at_socket
}
environment_closed() {
    chmod 700 ~/env
    at_socket
}

# Made by root, with the environment in it.
of_root() {
    sudo mkdir -p /srv/site
    sudo cp -r ~/env/django-sample/. /srv/site/
    environment_to /tmp/venv
    sudo cp -r /tmp/venv /srv/site/venv
    sudo sed -i 's#/tmp/venv#/srv/site/venv#g' /srv/site/venv/pyvenv.cfg /srv/site/venv/bin/gunicorn /srv/site/venv/bin/pip
    rm -rf ~/env /tmp/venv
    sudo chown -R root: /srv/site
}

# Packages that apt keeps fill the disk to its last byte.
disk_full() {
    sudo mkdir -p /var/cache/apt/archives/partial
    sudo sh -c 'cat /dev/zero >/var/cache/apt/archives/linux-headers_6.1.0-1_amd64.deb' 2>/dev/null || :
    ! sudo sh -c 'echo x >/root/x' 2>/dev/null
}

# The project writes to it as soon as it is loaded; Landfall itself has just room enough.
disk_full_for_the_project() {
    sudo mkdir -p /var/cache/site
    sudo mount -t tmpfs -o size=16k,mode=777 site /var/cache/site
    printf '%s\n' 'with open("/var/cache/site/rates", "w") as rates:' '    rates.write("x" * 100000)' >>"$(settings)"
}

# It takes more memory than there is.
hungry() { printf '%s\n' 'RATES = bytearray(300 << 20)' >>"$(settings)"; }

# ---- What is odd ----

deep() {
    apart ~/work/clients/shop/backend
    environment_to ~/work/clients/shop/venv
}
too_deep() { apart ~/a/b/c/d/e/f/g/site; }

odd_home() {
    mkdir "$(printf 'caf\351')" media round pipes hostile
    touch "$(printf 'caf\351/manage.py')"
    seq 25000 | (cd media && xargs touch)
    mkfifo pipes/manage.py pipes/pyvenv.cfg
    ln -s manage.py round/manage.py
    ln -s "$HOME" round/home
    ln -s b round/a
    ln -s a round/b
    python3 -c 'print("(" * 40000 + ")" * 40000)' >hostile/manage.py
    mkdir hostile/hostile
    touch hostile/hostile/wsgi.py
    apart $SITE
}
# The same in the project's own directory.
odd_project() {
    cd ~/env/django-sample
    mkdir "$(printf 'caf\351')" media
    seq 25000 | (cd media && xargs touch)
    mkfifo pipe.py requirements.txt
    ln -s . again
}

# ---- What a shell does that nobody looks at ----

bashrc_prints() { sed -i '1i echo "Welcome back!"; echo "(virtualenv active)" >\&2' ~/.bashrc; }
bashrc_exits() { sed -i '1i exit 0' ~/.bashrc; }
bashrc_hangs() { sed -i '1i read -r answer' ~/.bashrc; }
bashrc_tmux() { sed -i '1i exec bash --norc -i' ~/.bashrc; }
