# For scripts that source it: a machine of its own in a clean root, started by systemd. The root is not changed, and nothing of the
# machine stays. As root; it needs systemd-nspawn (apt-get install systemd-container).

scratch=$(mktemp -d)
machine=$scratch/machine
container=
leader=

# ROOT
start_machine() {
  mkdir "$scratch"/{written,work,machine}
  # apt reads packages as a user of its own.
  chmod 755 "$scratch"
  mount -t overlay overlay -o "lowerdir=$(realpath "$1"),upperdir=$scratch/written,workdir=$scratch/work" "$machine"
  # The disk need not outlive a power failure: dpkg does not wait for it.
  echo force-unsafe-io >"$machine/etc/dpkg/dpkg.cfg.d/throwaway"
  mkdir -p "$1.packages"
  # Its network is its own: no other station of this computer is in its way. "inside" uses that of the computer, for apt.
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --quiet --boot --directory="$machine" --machine="stepwatch-test-$$" \
    --register=no --keep-unit --console=pipe --private-network --resolv-conf=replace-host \
    --bind="$(realpath "$1.packages")":/var/cache/apt/archives </dev/null >"$scratch/console" 2>&1 &
  container=$!
  local tries
  for ((tries = 0; tries < 900; tries++)); do
    leader=$(pgrep -P "$container" || true)
    if [ -n "$leader" ] && inside systemctl is-system-running --wait >/dev/null 2>&1; then return; fi
    sleep 0.2
  done
  fail "the machine did not start: $(cat "$scratch/console")"
}

# For "trap ... EXIT".
end_machine() {
  if [ -n "$container" ]; then
    # The second one ends it at once.
    kill -TERM "$container" 2>/dev/null && sleep 1 && kill -TERM "$container" 2>/dev/null || true
    timeout 20 tail --pid="$container" -f /dev/null || kill -KILL "$container" || true
  fi
  umount "$machine" 2>/dev/null || umount -l "$machine" 2>/dev/null || true
  rm -rf --one-file-system "$scratch"
}

step() { printf '\n== %s\n' "$*"; }
ok() { printf '   %s\n' "$*"; }
fail() {
  printf '   FAILED: %s\n' "$*" >&2
  [ -z "$leader" ] || inside journalctl --no-pager -n 20 -u stepwatch -u stepwatch-kiosk >&2 || true
  exit 1
}

# COMMAND in the machine, with the network of this computer.
inside() {
  nsenter -t "$leader" -m -u -i -p -C env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}
# COMMAND as the user of the station, in the network of the machine.
as_station() {
  nsenter -t "$leader" -m -u -i -p -C -n setpriv --reuid stepwatch --regid stepwatch --init-groups \
    env -i PATH=/usr/bin:/bin HOME=/var/lib/stepwatch "$@"
}
# WORD... of curl, run on this computer in the network of the machine.
request() { nsenter -t "$leader" -n curl --silent --show-error --max-time 20 "$@"; }
# SECONDS COMMAND... Until it succeeds.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.5
  done
}
# PACKAGE... False where one of them is not to be had.
can_install() { inside apt-get -qq --simulate --no-install-recommends install "$@" >/dev/null 2>&1; }
install_in_machine() {
  inside apt-get -qq -y --no-install-recommends install "$@" >"$scratch/apt" 2>&1 ||
    fail "apt-get install $*: $(tail -5 "$scratch/apt")"
}
