#!/bin/sh
# Runs a command with a private, unlocked Secret Service on a bus of its own: with-keyring.sh COMMAND ARGUMENTS...
set -eu
if [ "${WITH_KEYRING_INNER:-}" != 1 ]; then
  home=$(mktemp -d)
  export XDG_DATA_HOME="$home/data" XDG_RUNTIME_DIR="$home/run" XDG_CACHE_HOME="$home/cache" WITH_KEYRING_INNER=1
  mkdir -m 700 -p "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR" "$XDG_CACHE_HOME"
  code=0
  dbus-run-session -- "$0" "$@" || code=$?
  rm -rf "$home"
  exit $code
fi
# the line feed matters: with truly empty input it would prompt, and the login collection would be missing
printf '\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
exec "$@"
