#!/bin/sh
# Prints the Debian packages of the groups named, from debian-packages.txt. Needs nothing but a shell: it runs before anything is installed.
set -eu
wanted=" $* "
group=
while read -r name _; do
  case $name in
    '' | '#'*) ;;
    '['*) group=${name#[} group=${group%]} ;;
    *) case $wanted in *" $group "*) printf '%s\n' "$name" ;; esac ;;
  esac
done <"$(dirname "$0")/debian-packages.txt"
