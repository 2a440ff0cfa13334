#!/bin/sh
# An upgrade of an installed program: `upgrade.sh make PROGRAM HOME EXAMPLE` with the version before, then
# `upgrade.sh keep PROGRAM HOME EXAMPLE` with the new one over it. A fifth
# word says that the version before was none that was released. HOME keeps all of it; ends with 0 where all is kept.
set -eu
what=$1 program=$2 home=$3 example=$4 between=${5-}
mkdir -p "$home"; cd "$home"
step() { echo "  $1"; shift; "$@" >said 2>&1 || { code=$?; [ "$code" = 2 ] && ! grep -q "^usage" said || { cat said; exit 1; }; }; }
same() { echo "  $1"; shift; "$@" >now 2>/dev/null; cmp -s "$what_before" now || { echo "It was:"; cat "$what_before"; echo "It is:"; cat now; exit 1; }; }
staff() { export PRIVACY_WIZARD_HOME="$home/staff"; }
office() { export PRIVACY_WIZARD_HOME="$home/office"; }
secret="--passphrase-file passphrase.txt"

if [ "$what" = make ]; then
  echo "kettle orbit maple fourteen" >passphrase.txt
  office
  step "before: an officer's key" "$program" key new --name "Ann Lee" --identifier S01 $secret
  step "before: a register" "$program" register new $secret
  step "before: its school" "$program" register school --school oak --name "Fernhill Primary School" $secret
  printf 'Number,First name,Last name\n40217,Zoë,Hartley\nS02,Ben,Okafor\n' >staff.csv
  step "before: the staff list" "$program" campaign staff staff.csv --school oak $secret --json
  digest=$(sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p' said | head -n 1)
  step "before: taken" "$program" campaign staff staff.csv --school oak $secret --confirm "$digest"
  record="--register office/register.sqlite --in oak --key-passphrase-file passphrase.txt"
  step "before: the school's authority" "$program" school new --school "Fernhill Primary School" $secret --by "Ann Lee" $record
  "$program" school show >shown
  words=$(grep -oE '([a-z]+ ){6}[a-z]+' shown | head -n 1)
  "$program" school profile --template | sed "s|Example Primary School|Fernhill Primary School|" >form.json
  step "before: its profile" "$program" school profile --form form.json --out oak.pwschool $secret $record
  staff
  step "before: the profile, opened" "$program" school open oak.pwschool --accept --words "$words"
  step "before: a key" "$program" key new --name "Zoë Hartley" --identifier 40217 $secret
  step "before: a signed audit" "$program" audit --answers "$example" $secret --out attestation.pdf
  "$program" key fingerprint >fingerprint
  office
  step "before: the audit, taken in" "$program" intake attestation.pdf --school oak $secret
  exit 0
fi

staff
what_before=fingerprint; same "kept: the key" "$program" key fingerprint
step "kept: what it opens, and signs" "$program" audit --answers "$example" $secret --out later.pdf
echo "  kept: the attestation"  # whom nobody vouches for is not trusted; all else holds
"$program" verify attestation.pdf >said || true
says() { grep -q "$1: yes" said || { cat said; exit 1; }; }
says intact; says valid; says "covers the whole file"
# A version between two releases worded it in a way that no release knows.
[ "$between" ] || { says "page agrees with data"; says "score agrees with findings"; }
step "kept: the school, whose file is known without its words" "$program" school open oak.pwschool --accept
office
step "brought up to date: the register" "$program" register upgrade
step "kept: every entry of it" "$program" register check
"$program" attestation list --school oak | grep -q Hartley
step "kept: the authority" "$program" school show
step "the next audit, taken in" "$program" intake later.pdf --school oak $secret
[ "$("$program" attestation list --school oak | grep -c Hartley)" = 2 ]
