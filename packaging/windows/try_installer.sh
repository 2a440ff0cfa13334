#!/usr/bin/env bash
# Compiles the installer around a stub of the program and tries it under wine: installed, opened files, removed.
# Silently and with its windows, of which it leaves pictures in FOLDER. Needs nsis, wine64, xvfb, xdotool and imagemagick.
#
#   packaging/windows/try_installer.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd) out=$(mkdir -p "$1" && cd "$1" && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export WINEPREFIX=$work/prefix WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
wine=/usr/lib/wine/wine64 server=/usr/lib/wine/wineserver64
local_files=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local
installed="$local_files/Programs/Privacy Wizard" data=$local_files/privacy-wizard
menu="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"

fail() { echo "FAILED: $1" >&2; exit 1; }
there() { [[ -e $1 ]] || fail "$1 is missing"; }
gone() { [[ ! -e $1 ]] || fail "$1 is still there"; }
registered() { "$wine" reg query "$1" /ve 2>/dev/null | tr -d '\r'; }
# An uninstaller copies itself and returns at once; told where it lies, it works in place and can be waited for.
uninstall() { "$wine" "$installed/uninstall.exe" "$@" "_?=$(winepath_of "$installed")"; "$server" -w; }
winepath_of() { printf 'C:%s' "${1#"$WINEPREFIX/drive_c"}" | tr / '\\'; }
shows() { for _ in $(seq 200); do xdotool search --name "$1" >/dev/null 2>&1 && return; sleep 0.1; done; fail "no window $1"; }
shot() { sleep 1; import -window root "$out/$1.png"; }

mkdir -p "$work/stub/_internal"
# A program that Windows can start and that does nothing here: wine's own.
cp /usr/lib/x86_64-linux-gnu/wine/x86_64-windows/winver.exe "$work/stub/privacy-wizard.exe"
cp "$work/stub/privacy-wizard.exe" "$work/stub/privacy-wizard-window.exe"
echo part >"$work/stub/_internal/part.txt"
makensis -V2 -DVERSION=0.1.0 "-DPAYLOAD=$work/stub" "-DOUT=$work/privacy-wizard-setup.exe" "$here/installer.nsi"

display=:$((900 + $$ % 90))
Xvfb "$display" -screen 0 1024x768x24 -nolisten tcp & screen=$!
trap 'kill $screen 2>/dev/null || true; "$server" -k 2>/dev/null || true; rm -rf "$work"' EXIT
export DISPLAY=$display
"$wine" wineboot -i 2>/dev/null; "$server" -w

"$wine" "$work/privacy-wizard-setup.exe" /S; "$server" -w
there "$installed/privacy-wizard-window.exe"; there "$installed/_internal/part.txt"
there "$menu/Privacy Wizard.lnk"; there "$menu/Privacy Wizard, the office.lnk"
for kind in pwschool.School pwinvite.Invitation pwcert.Certificate pwlist.ProtectedList; do
  [[ $(registered "HKCU\\Software\\Classes\\.${kind%.*}") == *"PrivacyWizard.${kind#*.}"* ]] || fail "${kind%.*} is not opened"
  [[ $(registered "HKCU\\Software\\Classes\\PrivacyWizard.${kind#*.}\\shell\\open\\command") == *privacy-wizard-window.exe*%1* ]] ||
    fail "no command for ${kind%.*}"
done
echo "installed silently: files, menu and kinds of file are there"

mkdir -p "$data"; echo "an audit" >"$data/audit"
echo old >"$installed/_internal/old.txt"
"$wine" "$work/privacy-wizard-setup.exe" /S; "$server" -w
gone "$installed/_internal/old.txt"; there "$data/audit"
echo "installed over itself: nothing of the version before is left, what the user made is"

uninstall /S
gone "$installed/privacy-wizard.exe"; gone "$installed/_internal"; gone "$menu/Privacy Wizard.lnk"; there "$data/audit"
[[ $(registered 'HKCU\Software\Classes\.pwschool') != *PrivacyWizard* ]] || fail "pwschool is still opened"
echo "removed silently: what the user made stays"

"$wine" "$work/privacy-wizard-setup.exe" & shows "Privacy Wizard Setup"; shot installed
xdotool key --clearmodifiers space; xdotool key Return; "$server" -w
there "$installed/privacy-wizard.exe"
"$wine" "$installed/uninstall.exe" "_?=$(winepath_of "$installed")" & shows "Privacy Wizard Uninstall"; shot uninstall
xdotool key Return; sleep 3; shot uninstall-asks
xdotool key --clearmodifiers Return; sleep 2; xdotool key Return; sleep 1; "$server" -k || true
there "$data/audit"; gone "$installed/privacy-wizard.exe"
echo "removed with its windows: it asks about what the user made, and keeps it where that is the answer"
