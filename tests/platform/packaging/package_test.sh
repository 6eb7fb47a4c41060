#!/bin/sh
# The packages build, hold what they must, name what they need, and systemd understands the units.
#   package_test.sh BUILD_FOLDER
set -eu
build=$1
here=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "package_test: $*" >&2; exit 1; }

(cd "$build" && cpack -G DEB -B "$folder") >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
of() { ls "$folder/$1"_*.deb; }
holds() {
  dpkg-deb -c "$(of "$1")" | awk '{print $1, $2, $6}' >"$folder/list"
  shift
  for path in "$@"; do
    grep -q "^-[rwx-]* root/root \./$path\$" "$folder/list" || fail "$path is missing: $(cat "$folder/list")"
  done
}
holds sala-common usr/share/sala/locale/th.mo usr/share/sala/locale/en.mo usr/share/sala/web/live.html \
  usr/share/sala/fonts/NotoColorEmoji.ttf usr/share/doc/sala-common/README.md
holds sala-hq usr/bin/sala-hq usr/bin/sala-hq-certificates usr/lib/systemd/system/sala-hq.service \
  usr/lib/sysusers.d/sala-hq.conf etc/default/sala-hq
holds sala-kiosk usr/bin/sala-kiosk usr/lib/systemd/system/sala-kiosk.service \
  usr/lib/udev/rules.d/70-sala-kiosk.rules usr/lib/sysusers.d/sala-kiosk.conf etc/default/sala-kiosk

depends() { dpkg-deb -f "$(of "$1")" Depends; }
depends sala-hq | grep 'sala-common (= ' | grep -q libsqlite3-0 || fail "sala-hq depends on: $(depends sala-hq)"
depends sala-kiosk | grep -q libsdl2 || fail "sala-kiosk depends on: $(depends sala-kiosk)"
if depends sala-hq | grep -q -i 'sdl\|pango'; then fail "a server needs no screen"; fi
for program in hq kiosk; do
  dpkg-deb -e "$(of sala-$program)" "$folder/control-$program"
  for script in postinst prerm postrm; do sh -n "$folder/control-$program/$script"; done
  [ "$(cat "$folder/control-$program/conffiles")" = /etc/default/sala-$program ] || fail "conffiles"
done

# What was packed runs where it was unpacked, with what is beside it.
dpkg-deb -x "$(of sala-common)" "$folder/root"
dpkg-deb -x "$(of sala-hq)" "$folder/root"
dpkg-deb -x "$(of sala-kiosk)" "$folder/root"
for program in hq kiosk; do
  env -u SALA_SHARE "$folder/root/usr/bin/sala-$program" --version | grep -q "^sala-$program [0-9]" || fail "sala-$program does not run"
done
env -u SALA_SHARE "$folder/root/usr/bin/sala-hq" init --data "$folder/data" --staff "ครูนก" >/dev/null || fail "init"

if command -v systemd-analyze >/dev/null; then
  for program in hq kiosk; do
    # The programs are not installed here; everything else must be understood.
    sed "s|/usr/bin/sala-|$folder/root/usr/bin/sala-|; s|^EnvironmentFile=/etc|EnvironmentFile=-/etc|" \
      "$here/platform/packaging/sala-$program.service" >"$folder/sala-$program.service"
    said=$(systemd-analyze verify --man=no "$folder/sala-$program.service" 2>&1 || true)
    if echo "$said" | grep "sala-$program.service" | grep -v 'not-found\|PAMName' | grep .; then
      fail "systemd-analyze: $said"
    fi
  done
fi
echo "packages are good"
