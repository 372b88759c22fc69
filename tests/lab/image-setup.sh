#!/bin/sh
# Runs inside the image while it is built: makes the server that the guide starts from. nginx runs and hands requests on to
# 127.0.0.1:8000; gunicorn is installed in the project's venv and does NOT run, so the site answers 502.
set -eu

# As on EC2: `ubuntu` may sudo without a password, and has none to log in with. `deploy` must type one.
useradd -m -s /bin/bash -G sudo,adm -p '*' ubuntu
useradd -m -s /bin/bash -G sudo deploy
echo 'deploy:s3cret' | chpasswd
echo 'ubuntu ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/90-cloud-init-users
chmod 440 /etc/sudoers.d/90-cloud-init-users

# The server has no internet: its index is a directory.
printf '[global]\nno-index = true\nfind-links = /var/cache/wheels\nno-cache-dir = true\ndisable-pip-version-check = true\n' >/etc/pip.conf
mkdir -p /etc/uv
printf 'no-index = true\nfind-links = ["/var/cache/wheels"]\npython-downloads = "never"\n' >/etc/uv/uv.toml

su ubuntu -c '
set -eu
cd /home/ubuntu
python3 -m venv env
env/bin/pip install -q django gunicorn
cd env
mkdir django-sample
bin/django-admin startproject heestagram django-sample
cd django-sample
sed -i "s/^DEBUG = True/DEBUG = False/; s/^ALLOWED_HOSTS = .*/ALLOWED_HOSTS = [\"198.51.100.11\"]/" heestagram/settings.py
cat >heestagram/urls.py <<PY
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path


def home(request):
    return HttpResponse("heestagram says hello\n")


urlpatterns = [path("", home), path("admin/", admin.site.urls)]
PY
'

# A wheel is a zip; uv's holds one program.
python3 -c '
import glob, shutil, zipfile
[wheel] = glob.glob("/var/cache/wheels/uv-*.whl")
with zipfile.ZipFile(wheel) as parts:
    [name] = [n for n in parts.namelist() if n.endswith("/scripts/uv")]
    with parts.open(name) as there, open("/usr/local/bin/uv", "wb") as here:
        shutil.copyfileobj(there, here)
'
chmod 755 /usr/local/bin/uv
rm /var/cache/wheels/uv-*.whl

cat >/etc/nginx/sites-available/heestagram <<'NGINX'
server {
    listen 80 default_server;
    server_name _;
    location / {
        proxy_set_header Host $host;
        proxy_set_header X-Real-IP $remote_addr;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;
        proxy_pass http://127.0.0.1:8000;
    }
}
NGINX
rm -f /etc/nginx/sites-enabled/default
ln -s ../sites-available/heestagram /etc/nginx/sites-enabled/heestagram

echo heestagram >/etc/hostname
printf '127.0.0.1 localhost\n127.0.1.1 heestagram\n' >/etc/hosts
# A journal that outlives a reboot: the boot before it stays readable.
mkdir -p /var/log/journal

systemctl -q enable nginx ssh
# What needs hardware, a network or the clock of a real machine has no work here.
for unit in console-getty.service systemd-firstboot.service systemd-udevd.service systemd-networkd-wait-online.service \
    systemd-resolved.service systemd-timesyncd.service dev-hugepages.mount \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer; do
    ln -sf /dev/null "/etc/systemd/system/$unit"
done
