#!/usr/bin/env bash
# Makes the folder of a clean Debian or Ubuntu with systemd, for install.sh. As root; it needs debootstrap, and takes some minutes.
# Packages come from where this machine gets its own.
#   test/package/root.sh SUITE FOLDER        bookworm, trixie, jammy or noble
set -euo pipefail
suite=$1
folder=$2

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/$')
components=main
script=
case "$suite" in
  jammy | noble)
    mirror=${mirror%debian/}ubuntu
    components=main,universe
    # All of them are made alike; an older debootstrap does not know the name of a newer one.
    script=gutsy
    ;;
esac
# What is downloaded serves further machines of the suite as well (install.sh).
mkdir -p "$folder.packages"
debootstrap --variant=minbase --components="$components" --cache-dir="$(realpath "$folder.packages")" \
  --include=systemd,systemd-sysv,dbus,ca-certificates "$suite" "$folder" "$mirror" $script
