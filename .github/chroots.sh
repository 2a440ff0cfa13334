#!/usr/bin/env bash
# Does what the README promises work on a bare Debian? Makes chroots that have Python and nothing else, and tries it
# there: Debian 12 and 13, each as root and as an ordinary user who may install nothing.
#
#   .github/chroots.sh [--suites "bookworm trixie"] [--users "root user"] [--keep] [--in FOLDER] [TESTS...]
#
# In each: the windows and a school's file without a display (a sentence, and exit code 3), then with one (they open),
# and the tests: those that are named, or all. What is tried is the last commit. Ends with 0 where all of it works.
# Needs root, mmdebstrap, xvfb and x11-utils. Packages come from the mirror that MIRROR names, else from that of this
# machine's own apt where it is a Debian.
set -euo pipefail

suites="bookworm trixie" users="root user" keep="" work=/tmp/privacy-wizard-chroots
while [[ ${1-} == --* ]]; do
  case $1 in
    --suites) suites=$2; shift 2 ;;
    --users) users=$2; shift 2 ;;
    --in) work=$2; shift 2 ;;
    --keep) keep=yes; shift ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
done
tests=("$@")
profile=tests/shelf/made_before/hillside.pwschool
here=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
mirror=${MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Origin: Debian' 'Created-By: Packages' | head -1)}
mkdir -p "$work"

display=:$((200 + $$ % 700))
Xvfb "$display" -screen 0 1280x1024x24 -nolisten tcp -noreset -ac &
screen=$!

end() {
  kill "$screen" 2>/dev/null || true
  # What lies below a mount belongs to this machine.
  for place in "$work"/*-root "$work"/*-user; do
    [[ -d $place && -z $keep ]] || continue
    grep -q " $place/" /proc/mounts || rm -rf --one-file-system "$place"
  done
}
trap end EXIT

base() { # A bare system with Python, as an archive that is made once.
  local suite=$1
  [[ -f $work/$suite.tar ]] || mmdebstrap --variant=minbase --include=python3,ca-certificates --components=main \
    "$suite" "$work/$suite.tar" ${mirror:+"$mirror"}
}

chroot_of() { # A fresh copy of it with this project in it, and what this machine knows of the network.
  local suite=$1 user=$2 place=$work/$1-$2
  grep -q " $place/" /proc/mounts && { echo "$place is still in use" >&2; exit 1; }
  rm -rf --one-file-system "$place"; mkdir -p "$place"
  tar -C "$place" -xf "$work/$suite.tar"
  cp --remove-destination -L /etc/resolv.conf /etc/hosts "$place/etc/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$place/etc/ssl/certs/ca-certificates.crt"
  [[ $user == root ]] || chroot "$place" useradd --create-home "$user"
  local home; home=$(chroot "$place" getent passwd "$user" | cut -d: -f6)
  mkdir -p "$place$home/privacy-wizard"
  git -C "$here" archive HEAD | tar -C "$place$home/privacy-wizard" -x
  chroot "$place" chown -R "$user:" "$home"
}

there=()
prepare() { # Puts into `there` what runs a command in that chroot as that user; processes and mounts end with it.
  local suite=$1 user=$2 shown=$3 place=$work/$1-$2 home; shift 3
  home=$(chroot "$place" getent passwd "$user" | cut -d: -f6)
  there=(unshare --mount --pid --fork --kill-child bash -c '
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"; mount --make-rslave "$1/dev"; mount -t tmpfs shm "$1/dev/shm"
    mount --rbind /sys "$1/sys"; mount --make-rslave "$1/sys"
    exec chroot --userspec="$2" "$1" sh -c "cd \"\$0\" && exec \"\$@\"" "$3" "${@:4}"
  ' bash "$place" "$user" "$home/privacy-wizard"
    env -i HOME="$home" PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 ${shown:+DISPLAY="$shown"}
    PIP_CERT=/etc/ssl/certs/ca-certificates.crt PIP_DEFAULT_TIMEOUT=180 "$@")
}

failed=0
report() { # One line for what was tried, and after a failure what it said last.
  local suite=$1 user=$2 what=$3 result=$4 log=$5
  printf '%-9s %-5s %-32s %s\n' "$suite" "$user" "$what" "$result"
  [[ $result == ok* ]] || { failed=1; tail -n 40 "$log"; }
}

without_a_display() { # One sentence and exit code 3.
  local suite=$1 user=$2 log=$work/$1-$2.log code=0; shift 2
  prepare "$suite" "$user" "" python3 run.py "$@"
  "${there[@]}" >"$log" 2>&1 || code=$?
  local result="FAILED ($code)"
  [[ $code == 3 ]] && grep -q 'There is no display here' "$log" && result=ok
  report "$suite" "$user" "no display: run.py ${*##*/}" "$result" "$log"
}

is_shown() { # A window that goes while it is asked about is none.
  [[ $(xwininfo -display "$display" -root -tree 2>/dev/null) == *"$1"* ]]
}

with_a_display() { # The window is on the screen before some minutes have gone.
  local suite=$1 user=$2 title=$3 log=$work/$1-$2.log result=FAILED; shift 3
  prepare "$suite" "$user" "$display" python3 run.py "$@"
  "${there[@]}" >"$log" 2>&1 &
  local running=$!
  for _ in $(seq 600); do
    is_shown "$title" && { result=ok; break; }
    kill -0 "$running" 2>/dev/null || break
    sleep 0.5
  done
  # The first process there, with which all others end: unshare waits for it, and cannot end it once it is another user.
  pkill -KILL -P "$running" || true
  wait "$running" 2>/dev/null || true
  while is_shown "Privacy Wizard"; do sleep 0.2; done # else the next one would seem to be there already
  report "$suite" "$user" "display: run.py ${*##*/}" "$result" "$log"
}

the_tests() {
  local suite=$1 user=$2 log=$work/$1-$2-tests.log code=0 line
  prepare "$suite" "$user" "" python3 run.py test ${tests[@]+"${tests[@]}"}
  "${there[@]}" >"$log" 2>&1 || code=$?
  line=$(grep -E '^[=]* ?[0-9]+ (passed|failed)' "$log" | tail -n 1 || true)
  [[ $code == 0 ]] && line="ok: $line" || line="FAILED ($code): $line"
  report "$suite" "$user" "run.py test" "$line" "$log"
}

for suite in $suites; do
  base "$suite"
  for user in $users; do
    chroot_of "$suite" "$user"
    without_a_display "$suite" "$user"
    without_a_display "$suite" "$user" console
    without_a_display "$suite" "$user" "$profile"
    with_a_display "$suite" "$user" "the office" console
    with_a_display "$suite" "$user" "Privacy Wizard" "$profile"
    with_a_display "$suite" "$user" "Privacy Wizard"
    the_tests "$suite" "$user"
  done
done
exit $failed
