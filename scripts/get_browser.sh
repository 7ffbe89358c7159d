#!/bin/sh
# A Chromium for the tests: one on the PATH, else Debian's package, else Playwright's own.
# Ends with an error when none can be had, so that the tests fail and are never skipped.
set -eu
python=$1
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1; then
  as_root=""
  if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null 2>&1; then as_root="sudo"; fi
  if $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium; then exit 0; fi
fi
if "$python" -m playwright install chromium; then exit 0; fi
echo "The tests need a Chromium: none is on the PATH, and none could be installed without root." >&2
echo "Ask whoever runs this machine for the package chromium, or put a folder that holds it on the PATH." >&2
exit 1
