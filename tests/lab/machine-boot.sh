#!/usr/bin/env bash
# machine-boot.sh LAB_DIR LAB_ID IMAGE: unpacks the image and boots it, again after each reboot, until it is powered off or killed.
# Runs in the server's network namespace and in a mount namespace of its own.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
lab=$1 id=$2 image=$3
root=$lab/root

# A tmpfs: a fresh disk for every lab, that survives the server's reboots and nothing else.
mkdir -p "$root"
mount -t tmpfs -o size=1g,mode=755 landfall-server "$root"
zstd -q -d -c "$image" | tar -C "$root" --xattrs --numeric-owner -x

for user in ubuntu deploy; do
    install -d -m 700 "$root/home/$user/.ssh"
    install -m 600 "$lab/key.pub" "$root/home/$user/.ssh/authorized_keys"
    chroot "$root" chown -R "$user:" "/home/$user/.ssh"
done
install -m 600 "$lab/host_key" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 644 "$lab/host_key.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"

# shellcheck source=machine.sh
source "$here/machine.sh"

while read -r group; do
    mkdir -p "$group"
    echo "$BASHPID" >"$group/cgroup.procs"
done < <(cgroups_of "$id")

# reboot() in a PID namespace kills its init: SIGHUP (129) asks for another boot, SIGINT (130) is a power-off.
while :; do
    status=0
    unshare --mount --uts --ipc --pid --cgroup --fork --kill-child --propagation private "$here/machine-init.sh" "$root" || status=$?
    echo "landfall-lab: init ended with $status"
    [ "$status" = 129 ] || exit 0
done
