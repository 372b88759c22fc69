# shellcheck shell=bash
# The server's root file system: a small Debian with nginx, sshd and the guide's Django project, as the host's own apt finds it.
# Built once, kept as a compressed tar with a stamp over everything it was made from.

IMAGE_PACKAGES=systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,nginx,python3,python3-venv,iproute2,procps,curl,ca-certificates,libpq5
IMAGE_WHEELS=(django==5.2.19 gunicorn==27.0.1)
# What the server's own pip and uv find where a real one has the internet, and what tells projects apart.
IMAGE_INDEX=(django-cors-headers==4.9.0 python-decouple==3.8 django-environ==0.14.0 psycopg==3.3.9 uv==0.13.9)
IMAGE=$LAB_CACHE/base.tar.zst

image_stamp() {
    { echo "$IMAGE_PACKAGES ${IMAGE_WHEELS[*]} ${IMAGE_INDEX[*]}"; cat "$LAB_HERE/image.sh" "$LAB_HERE/image-setup.sh" "$IMAGE_SOURCES"; } | sha256sum
}

# The host's own apt sources, whichever form its release uses.
image_sources() {
    local file
    for file in /etc/apt/sources.list.d/*debian*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*debian*.list; do
        ! grep -qs '^[^#]' "$file" || { echo "$file"; return; }
    done
    die "no Debian apt sources found on this host"
}

image_ready() { [ -f "$IMAGE" ] && [ "$(cat "$IMAGE.stamp" 2>/dev/null)" = "$(image_stamp)" ]; }

image_ensure() { locked "$LAB_CACHE/lock" image_ensure_alone; }

image_ensure_alone() {
    IMAGE_SOURCES=$(image_sources)
    export IMAGE_SOURCES
    image_ready && return
    say "building the server's image (one to three minutes, once)"
    mkdir -p "$LAB_CACHE"
    rm -f "$IMAGE.stamp"
    # A mount namespace of its own: what the build mounts is gone with it, however it ends.
    unshare --mount --propagation private "$LAB_HERE/lab" __image
    image_stamp >"$IMAGE.stamp"
}

# Runs in the build's mount namespace, on a tmpfs, because dpkg's many fsyncs cost nothing there.
image_build() {
    local work=$LAB_CACHE/build
    mkdir -p "$work"
    mount -t tmpfs -o size=2g landfall-image "$work"
    image_fetch_wheels "$work/wheels" &
    local fetching=$!
    image_debootstrap "$work/root"
    wait "$fetching"
    image_setup "$work"
    tar -C "$work/root" --xattrs --numeric-owner -c . | zstd -q -1 -T0 -f -o "$IMAGE.new"
    mv "$IMAGE.new" "$IMAGE"
}

# The wheels come through the host's pip, as it is configured; the image itself never sees a network.
image_fetch_wheels() {
    "$MOTO_VENV/bin/pip" download -q --only-binary=:all: -d "$1" "${IMAGE_WHEELS[@]}" "${IMAGE_INDEX[@]}"
}

image_debootstrap() {
    local suite
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mmdebstrap --quiet --variant=minbase --skip=check/qemu --include="$IMAGE_PACKAGES" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' "$suite" "$1" "$IMAGE_SOURCES"
}

# `env -i`: the host's PIP_* and locale must not leak in.
image_setup() {
    local root=$1/root
    mkdir -p "$root/var/cache"
    mv "$1/wheels" "$root/var/cache/wheels"
    install -m 755 "$LAB_HERE/image-setup.sh" "$root/setup"
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C HOME=/root chroot "$root" /setup
    rm "$root/setup"
    # The server resolves nothing and gets its own identity at its first boot.
    : >"$root/etc/resolv.conf"
    : >"$root/etc/machine-id"
    rm -f "$root/var/lib/dbus/machine-id" "$root"/etc/ssh/ssh_host_* "$root"/etc/apt/sources.list.d/*
}
