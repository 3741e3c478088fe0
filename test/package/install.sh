#!/usr/bin/env bash
# Installs a deb in a clean Debian or Ubuntu that systemd has started: the station judges parts, is upgraded with its data kept,
# says why it cannot start, is removed and purged. As root; some minutes; it needs systemd-container and curl.
#   test/package/install.sh ROOT FILE.deb [OLDER.deb]     ROOT is made by test/package/root.sh
# Without an older deb, the upgrade is from the file to itself with a lower version.
set -euo pipefail
source "$(dirname "$0")/machine.sh"
root=$1
deb=$(realpath "$2")
trap end_machine EXIT

step "a clean machine: $(basename "$root")"
start_machine "$root"
inside sh -c '. /etc/os-release; echo "   $PRETTY_NAME"; systemctl --version | head -1 | sed "s/^/   /"'
inside apt-get -qq update
cp "$deb" "$machine/root/new.deb"
cp "$(realpath "${3:-$deb}")" "$machine/root/old.deb"
if [ -z "${3:-}" ]; then
  dpkg-deb -R "$deb" "$scratch/lower"
  sed -i 's/^Version: .*/Version: 0.0.1/' "$scratch/lower/DEBIAN/control"
  dpkg-deb --build --root-owner-group -Zgzip -z1 "$scratch/lower" "$machine/root/old.deb" >/dev/null
  rm -r "$scratch/lower"
fi

base=http://127.0.0.1:8270
options=/etc/default/stepwatch
state() { inside systemctl show --property "$1" --value "${2:-stepwatch.service}"; }
# NAME INPUT
command_station() {
  request "$base/commands/$1" -H 'Authorization: Bearer password-of-the-bench' -d "$2" >"$scratch/answer" 2>&1 &&
    grep -q '^{"output"' "$scratch/answer"
}
# VERDICT: the first part of the history with it, by its name. False where there is none.
first_part() {
  as_station stepwatch history export --directory /var/lib/stepwatch/station --verdict "$1" --out /tmp/parts.csv >/dev/null 2>&1 &&
    as_station sed -n '2s/,.*//p' /tmp/parts.csv | grep .
}
answers() { inside test -s /run/stepwatch/address && [ "$(request -o /dev/null -w '%{http_code}' -L -c /dev/null "$(inside cat /run/stepwatch/address)")" = 200 ]; }

step 'install'
install_in_machine /root/old.deb
ok "stepwatch $(inside dpkg-query -W -f='${Version}, ${Installed-Size} kB' stepwatch); on the disk: $(inside du -sh /opt/stepwatch | cut -f1)"
[ "$(state ActiveState)" = active ] || fail 'systemd did not start the service'
[ "$(state UnitFileState)" = enabled ] || fail 'the service does not start with the machine'
until_true 60 answers || fail 'the station does not answer'
ok 'systemd has started the station, it answers on its address'
inside systemd-analyze verify /usr/lib/systemd/system/stepwatch.service 2>&1 | grep stepwatch && fail 'systemd finds fault with the unit' || true
ok "systemd-analyze security: $(inside systemd-analyze security --no-pager stepwatch.service 2>/dev/null | tail -1)"

step 'judge'
inside sh -c "install -d -m 750 -g stepwatch /etc/stepwatch && echo 'password-of-the-bench' >/etc/stepwatch/password"
inside sed -i 's|^STEPWATCH_OPTIONS=.*|STEPWATCH_OPTIONS="--password-file /etc/stepwatch/password"|' "$options"
inside systemctl restart stepwatch
until_true 60 answers || fail 'the station does not answer after a restart'
judge() {
  # The engine comes up after the page.
  until_true 60 command_station openSource "{\"source\": \"/opt/stepwatch/resources/demo/$1.mp4\"}" || fail "a video cannot be opened: $(cat "$scratch/answer")"
}
judge good
until_true 600 first_part pass >/dev/null || fail 'the good part did not pass'
good=$(first_part pass)
# Otherwise it is watched again after each start.
command_station closeSource null || fail "$(cat "$scratch/answer")"
ok 'the good part passes, in the service'
verdict=$(as_station stepwatch check /opt/stepwatch/resources/demo/skipped.mp4 --recipe /opt/stepwatch/resources/recipes/coupling.yaml || true)
grep -q '^Verdict.*FAIL' <<<"$verdict" || fail "the command line does not find the step that is missing: $verdict"
ok 'the part without a step fails, in the terminal'

step 'upgrade'
before=$(state MainPID)
install_in_machine /root/new.deb
[ "$(inside stepwatch --version)" = "$(inside dpkg-query -W -f='${Version}' stepwatch)" ] || ok "the program calls itself $(inside stepwatch --version)"
[ "$(state ActiveState)" = active ] && [ "$(state MainPID)" != "$before" ] || fail 'the service was not started again'
until_true 60 answers || fail 'the station does not answer after the upgrade'
inside grep -q password-file "$options" || fail 'the options were lost'
until_true 60 command_station listRecipes null || fail "the password does not hold any more: $(cat "$scratch/answer")"
[ "$(first_part pass)" = "$good" ] || fail "the part from before, $good, is not in the history: $(first_part pass)"
ok "now $(inside dpkg-query -W -f='${Version}' stepwatch); started again, options kept, the part from before is in the history"
judge skipped
until_true 600 first_part fail >/dev/null || fail 'the part without a step did not fail'
ok 'the part without a step fails, after the part from before'

step 'all parts of the program'
cat >"$machine/root/load-all.mjs" <<'EOF'
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const program = '/opt/stepwatch/package.json';
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(program, 'utf8'));
const { resolve } = createRequire(program);
for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) await import(pathToFileURL(resolve(name)));
EOF
inside /opt/stepwatch/bin/node /root/load-all.mjs || fail 'a package of Node does not load'
ok 'every package of Node loads'
command_station changeSettings '{"links": [{"id": "", "enabled": true, "spec": {"kind": "opcua", "port": 4840, "station": "bench", "security": "none", "anonymous": true, "user": null, "password": null}}]}' ||
  fail "the OPC UA server was not set up: $(cat "$scratch/answer")"
listens() { nsenter -t "$leader" -n ss -Htln "sport = :$1" | grep -q .; }
until_true 200 listens 4840 || fail 'the OPC UA server does not listen'
ok 'the OPC UA server listens'
command_station changeSettings '{"links": []}'
# As a unit: to end nsenter would not end what it has started.
inside systemd-run --quiet --unit=plant --uid=stepwatch stepwatch plant --database postgres://nobody@127.0.0.1:1/plant
until_true 60 listens 8280 || fail 'the plant server does not listen'
inside systemctl stop plant
ok 'the plant server listens'
inside stepwatch doctor | grep -iE '^(TensorRT|Nothing|backends|GStreamer)' | sed 's/^/   /' || true

source "$(dirname "$0")/kiosk.sh"

step 'what cannot start says why'
inside systemctl stop stepwatch
nsenter -t "$leader" -n python3 -m http.server 8270 --bind 127.0.0.1 >/dev/null 2>&1 &
other=$!
until_true 60 listens 8270 || fail 'the port cannot be taken'
# It may fail before it counts as started.
inside systemctl start stepwatch 2>/dev/null || true
says() { inside journalctl -u stepwatch --no-pager -o cat | grep -q "$1"; }
until_true 60 says 'uses port 8270' || fail 'the journal does not say that the port is taken'
ok "$(inside journalctl -u stepwatch --no-pager -o cat | grep 'uses port' | tail -1)"
kill "$other"
until_true 90 answers || fail 'the station did not come up when the port was free'
ok 'when the port is free it starts by itself'

step 'a service that was stopped, and one that is masked'
inside systemctl stop stepwatch
inside dpkg -i /root/new.deb >/dev/null
[ "$(state ActiveState)" = inactive ] || fail 'an upgrade has started a stopped service'
ok 'an upgrade leaves a stopped service stopped'
inside systemctl mask --quiet stepwatch
inside dpkg -i /root/new.deb >/dev/null
[ "$(state UnitFileState)" = masked ] || fail 'an upgrade has unmasked the service'
inside apt-get -qq -y remove stepwatch >/dev/null
inside dpkg -i /root/new.deb >"$scratch/masked" 2>&1 || fail 'it cannot be installed over a masked service'
sed -n 's/^stepwatch:/   stepwatch:/p' "$scratch/masked"
[ "$(state UnitFileState)" = masked ] || fail 'the installation has unmasked the service'
ok 'a masked service stays masked'
inside systemctl unmask --quiet stepwatch
inside systemctl start stepwatch

step 'remove'
inside apt-get -qq -y remove stepwatch >/dev/null
inside test ! -e /opt/stepwatch || fail 'files are left in /opt/stepwatch'
inside test -d /var/lib/stepwatch/station && inside test -e "$options" || fail 'the data were not kept'
left=$(inside pgrep -a -u stepwatch || true)
[ -z "$left" ] || fail "processes are left: $left"
left=$(inside find /etc/systemd -name 'stepwatch*')
[ -z "$left" ] || fail "links of systemd are left: $left"
ok 'no program, no process, no link of systemd; the data are kept'

step 'install again, then purge'
inside dpkg -i /root/new.deb >/dev/null 2>&1
until_true 60 answers || fail 'the station does not answer'
[ "$(first_part pass)" = "$good" ] || fail 'the history is not there again'
ok 'the history is there again'
inside apt-get -qq -y purge stepwatch >/dev/null
left=$(inside find /etc /opt /usr /var/lib /run/stepwatch /tmp -name '*stepwatch*' -not -path '/etc/stepwatch*' 2>/dev/null || true)
[ -z "$left" ] || fail "left: $left"
! inside getent passwd stepwatch && ! inside getent group stepwatch || fail 'the user is left'
[ -z "$(inside systemctl list-units --all --no-legend 'stepwatch*')" ] || fail 'systemd still knows the service'
ok 'nothing is left: no file, no user, no unit'
printf '\n%s: all of it is as it should be\n' "$(basename "$root")"
