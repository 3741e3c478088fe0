# Sourced by install.sh: the kiosk of the package on a display that nobody sees, and a picture of it. cage runs with a headless
# backend, because the machine has no graphics and no terminal; the rest of the unit is as it is.

step 'kiosk'
# A WebSocket of the page.
page_is_open() { nsenter -t "$leader" -n ss -Htn state established 'sport = :8270' | grep -q .; }

if ! can_install chromium cage xwayland grim; then
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
  inside systemctl daemon-reload
  inside systemctl start stepwatch-kiosk || fail 'the kiosk does not start'
  picture=${PICTURE:-/tmp/stepwatch-kiosk-$(basename "$root").png}
  take_picture() {
    as_station env XDG_RUNTIME_DIR="/run/user/$(inside id -u stepwatch)" WAYLAND_DISPLAY=wayland-0 grim - >"$picture" 2>"$scratch/grim"
  }
  until_true 60 take_picture || fail "there is no picture of the kiosk: $(cat "$scratch/grim")"
  # The browser is there when it asks the station for the page.
  until_true 120 page_is_open || fail 'the browser does not open the station'
  sleep 15
  take_picture && ok "the browser shows the station over the whole screen: $picture"
  inside systemctl stop stepwatch-kiosk
  inside rm -r /etc/systemd/system/stepwatch-kiosk.service.d
  inside systemctl daemon-reload
fi
