#!/bin/sh
# An audit and an intake with an installed program, as `walk.sh PROGRAM SHELF EXAMPLE`: everything in a home of its own.
# SHELF holds what the version before made: it must be read by this one. Ends with 0 where every step did.
set -eu
program=$1 shelf=$2 example=$3
home=$(mktemp -d); trap 'rm -rf "$home"' EXIT
export PRIVACY_WIZARD_HOME="$home/mine"
cd "$home"
step() { echo "  $1"; shift; "$@" >"$home/said" 2>&1 || { code=$?; [ "$code" = 2 ] || { cat "$home/said"; exit 1; }; }; }

# What a member of staff does.
echo "four words for trying" >passphrase.txt
step "makes a key" "$program" key new --name "Zoë Hartley" --identifier 40217 --passphrase-file passphrase.txt
step "signs an audit" "$program" audit --answers "$example" --passphrase-file passphrase.txt --out attestation.pdf
step "verifies it" "$program" verify attestation.pdf
cp -r "$shelf" before
step "verifies one of before" "$program" verify before/signed.pdf

zeros='\0\0\0\0\0\0\0\0'
{
  printf 'BM\066\060\0\0\0\0\0\0\066\0\0\0\050\0\0\0\100\0\0\0\100\0\0\0\001\0\030\0\0\0\0\0\0\060\0\0'
  printf "$zeros$zeros"
  awk 'BEGIN { for (y = 0; y < 64; y++) for (x = 0; x < 192; x++) printf "%c", int(x / 24 + y / 9 * (x > 90)) % 2 ? "z" : "!" }'
} >logo.bmp
step "looks for a logo in a picture" "$program" evidence logo --logo logo.bmp logo.bmp

# What the office does with it.
export PRIVACY_WIZARD_HOME="$home/office"
step "makes the officer's key" "$program" key new --name "Ann Lee" --identifier S01 --passphrase-file passphrase.txt
step "makes a register" "$program" register new --passphrase-file passphrase.txt
step "names the school" "$program" register school --school oak --name "Oak School" --passphrase-file passphrase.txt
printf 'Number,First name,Last name\n40217,Zoë,Hartley\nS02,Ben,Okafor\n' >staff.csv
step "reads the staff list" "$program" campaign staff staff.csv --school oak --passphrase-file passphrase.txt --json
digest=$(sed -n 's/.*"digest": "\([0-9a-f]*\)".*/\1/p' said | head -n 1)
step "takes it" "$program" campaign staff staff.csv --school oak --passphrase-file passphrase.txt --confirm "$digest"
step "takes the audit in" "$program" intake attestation.pdf --school oak --passphrase-file passphrase.txt
"$program" attestation list --school oak | grep -q Hartley
step "checks the register" "$program" register check

# What was there before it was installed.
export PRIVACY_WIZARD_HOME="$home/before/staff"
step "reads the key of before" "$program" key fingerprint
step "reads the school's profile of before" "$program" verify before/countersigned.pdf
step "brings the register of before up to date" "$program" register upgrade --register before/register/register.sqlite
step "checks the register of before" "$program" register check --register before/register/register.sqlite
