#!/bin/sh
# Wraps the folder into one file that any Linux starts, as `appimage.sh FOLDER APPIMAGETOOL WHERE`.
set -eu
folder=$1 tool=$2 where=$3 here=$(cd "$(dirname "$0")" && pwd)
top=$(mktemp -d); trap 'rm -rf "$top"' EXIT
mkdir -p "$top/usr/lib"
cp -r "$folder" "$top/usr/lib/privacy-wizard"
cp "$here/privacy-wizard.desktop" "$top"
cp "$here/../../resources/icons/program.svg" "$top/privacy-wizard.svg"
printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/usr/lib/privacy-wizard/privacy-wizard" "$@"\n' >"$top/AppRun"
chmod +x "$top/AppRun"
ARCH=$(uname -m) APPIMAGE_EXTRACT_AND_RUN=1 "$tool" "$top" "$where/privacy-wizard-$(uname -m).AppImage"
