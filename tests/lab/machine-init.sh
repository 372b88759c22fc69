#!/usr/bin/env bash
# machine-init.sh ROOT: process 1 of the server. Lays out /proc, /sys, /dev and /run as systemd wants to find them in a container,
# makes ROOT the root file system and becomes systemd.
set -euo pipefail
root=$1
mount --bind "$root" "$root"
cd "$root"

mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
mount -t tmpfs -o mode=755 tmpfs run

mkdir dev/pts dev/shm dev/mqueue
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
for device in null zero full random urandom tty; do
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr
touch dev/console
mount --bind /dev/null dev/console

# The kernel's settings are the host's: read only. The boot id is the server's own, new at each boot.
cat /proc/sys/kernel/random/uuid >run/boot_id
for path in proc/sys proc/sysrq-trigger; do
    [ -e "$path" ] || continue
    mount --bind "$path" "$path"
    mount -o remount,bind,ro "$path"
done
mount --bind run/boot_id proc/sys/kernel/random/boot_id

hostname heestagram
mkdir -p .oldroot
pivot_root . .oldroot
cd /
exec env -i container=landfall-lab PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    /bin/sh -c 'umount -l /.oldroot; exec /sbin/init --show-status=1'
