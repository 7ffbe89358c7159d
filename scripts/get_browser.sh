#!/bin/sh
# A Chromium for the tests: Debian's without windows, which takes a quarter less time, else one on the PATH, else
# Debian's with windows, else Playwright's own.
# Ends with an error when none can be had, so that the tests fail and are never skipped.
set -eu
python=$1
if command -v chromium-headless-shell >/dev/null 2>&1; then exit 0; fi
# Besides another one only where that asks nobody for anything: in a container, say.
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && apt-cache show chromium-headless-shell >/dev/null 2>&1; then
  if timeout 120 apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1; then exit 0; fi
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null 2>&1; then as_root="sudo"; fi
  if $as_root apt-get update -qq; then
    if $as_root apt-get install -y -qq chromium-headless-shell; then exit 0; fi
    if $as_root apt-get install -y -qq chromium; then exit 0; fi
  fi
fi
if "$python" -m playwright install chromium; then exit 0; fi
echo "The tests need a Chromium: none is on the PATH, and none could be installed without root." >&2
echo "Ask whoever runs this machine for the package chromium, or put a folder that holds it on the PATH." >&2
exit 1
