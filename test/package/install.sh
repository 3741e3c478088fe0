#!/usr/bin/env bash
# Installs a deb in a clean Debian or Ubuntu, lets it judge two parts, upgrades, removes and purges it. As root; it needs
# debootstrap, and takes some minutes. Packages come from where this machine gets its own.
#   test/package/install.sh SUITE FILE.deb        such as bookworm dist/stepwatch_0.1.0_amd64.deb
set -euo pipefail
suite=$1
deb=$(realpath "$2")
root=$(mktemp -d)
cleanup() {
  umount -l "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf --one-file-system "$root"
}
trap cleanup EXIT
step() { printf '\n== %s\n' "$*"; }

step "a clean $suite"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -1)
debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$deb" "$root/tmp/stepwatch.deb"
# apt reads the package as its own user, outside of the folder of this script.
chmod 755 "$root"
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
as_station() { inside setpriv --reuid stepwatch --regid stepwatch --clear-groups env HOME=/var/lib/stepwatch "$@"; }
verdict() {
  as_station sh -c "cd && stepwatch check /opt/stepwatch/resources/demo/$1.mp4 --recipe /opt/stepwatch/resources/recipes/coupling.yaml" |
    grep '^Verdict' || true
}

step 'install'
inside apt-get -qq update
inside apt-get -qq -y --no-install-recommends install /tmp/stepwatch.deb >/dev/null
du -sh "$root/opt/stepwatch"
inside stepwatch doctor | tail -3

step 'judge'
[[ $(verdict good) == *PASS* ]] && echo 'the good part passes'
[[ $(verdict skipped) == *FAIL* ]] && echo 'the part without a step fails'

step 'upgrade, with the data kept'
as_station sh -c 'mkdir -p ~/station && echo kept > ~/station/mark'
inside sh -c 'echo "# changed here" >> /etc/default/stepwatch'
inside dpkg -i /tmp/stepwatch.deb >/dev/null
grep -q kept "$root/var/lib/stepwatch/station/mark" && grep -q 'changed here' "$root/etc/default/stepwatch" && echo 'data and options are kept'

step 'remove, then purge'
inside apt-get -qq -y remove stepwatch >/dev/null
[ ! -e "$root/opt/stepwatch" ] && [ -e "$root/var/lib/stepwatch/station/mark" ] && echo 'the program is gone, the data are kept'
inside apt-get -qq -y purge stepwatch >/dev/null
[ ! -e "$root/var/lib/stepwatch" ] && [ ! -e "$root/etc/default/stepwatch" ] && ! inside getent passwd stepwatch && echo 'nothing is left'
