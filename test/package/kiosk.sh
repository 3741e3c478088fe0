# Sourced by install.sh: the kiosk of the package on a display that nobody sees, and a picture of it. cage runs with a headless
# backend, because the machine has no graphics and no terminal; the rest of the unit is as it is.

step 'kiosk'
# A WebSocket of the page.
page_is_open() { nsenter -t "$leader" -n ss -Htn state established 'sport = :8270' | grep -q .; }

# That of Ubuntu only fetches a snap, for half an hour where there is no snap store; it has no version of its own.
if ! can_install chromium cage xwayland grim || ! inside apt-cache policy chromium | grep 'Candidate: [0-9]' >/dev/null; then
  ok 'not shown: this system has no Chromium as a package'
else
  install_in_machine chromium cage xwayland grim libpam-systemd
  inside mkdir -p /etc/systemd/system/stepwatch-kiosk.service.d
  inside tee /etc/systemd/system/stepwatch-kiosk.service.d/headless.conf >/dev/null <<'EOF'
[Unit]
Conflicts=
[Service]
TTYPath=
TTYReset=no
TTYVHangup=no
StandardInput=null
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1
EOF
  # Before 0.2, cage gives a window that covers the screen to the display as it is, and a picture of that is black where there is
  # no graphics card. It does not where the display is turned; grim turns the picture back.
  # It ends with an error when it is asked for its options.
  if [[ "$(inside cage -h 2>&1 || true)" == *$'\n -r'* ]]; then
    inside sh -c 'printf "ExecStart=\n%s\n" "$(sed -n "s/^ExecStart=.*cage/& -r -r/p" /usr/lib/systemd/system/stepwatch-kiosk.service)" \
      >>/etc/systemd/system/stepwatch-kiosk.service.d/headless.conf'
  fi
  inside systemctl daemon-reload
  inside systemctl start stepwatch-kiosk || fail 'the kiosk does not start'
  picture=${PICTURE:-/tmp/stepwatch-kiosk-$(basename "$root").png}
  # WORD... of grim
  take_picture() {
    as_station env XDG_RUNTIME_DIR="/run/user/$(inside id -u stepwatch)" WAYLAND_DISPLAY=wayland-0 grim "$@" - 2>"$scratch/grim"
  }
  # A page has text, thus many colours, and its background is not quite black. It is finished when it no longer changes.
  shows_page() {
    mv "$scratch/picture.ppm" "$scratch/before.ppm" 2>/dev/null || true
    take_picture -t ppm >"$scratch/picture.ppm" &&
      tail -c +17 "$scratch/picture.ppm" | od -An -v -w3 -tx1 |
      awk '!seen[$0]++ { colours++ } / 00 00 00/ { black++ } END { exit !(colours > 50 && black < NR / 2) }' &&
      sleep 2 && cmp -s "$scratch/picture.ppm" "$scratch/before.ppm"
  }
  # The browser is there when it asks the station for the page.
  until_true 180 page_is_open || fail 'the browser does not open the station'
  until_true 120 shows_page || { take_picture >"$picture" || true; fail "the kiosk shows no page: $picture $(cat "$scratch/grim")"; }
  take_picture >"$picture" || fail "there is no picture of the kiosk: $(cat "$scratch/grim")"
  ok "the browser shows the station over the whole screen: $picture"
  inside systemctl stop stepwatch-kiosk
  inside rm -r /etc/systemd/system/stepwatch-kiosk.service.d
  inside systemctl daemon-reload
fi
