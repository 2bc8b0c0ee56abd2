#!/bin/sh
# Build the wheel, install it in an empty environment, and read a page there, in a folder that holds nothing of ours.
set -eu
python=${1:-python3}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip wheel --quiet --disable-pip-version-check --no-deps -w "$work/dist" "$here"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/dragoman-*.whl
cd "$work"
printf '%s\n\n%s\n' 'Lisbonne rappelle son ambassadeur' \
  "Le Portugal a rappelé son ambassadeur à Caracas lundi, a annoncé le ministère portugais des Affaires étrangères." > page.txt
venv/bin/dragoman read page.txt --format json > reading.json
venv/bin/python - <<'P'
import json
events = json.load(open("reading.json"))["events"]
assert any(e["event"] == "SANCTION" and e["actor"][0]["code"] == "PRT" for e in events), events
print("the wheel installs in an empty environment and reads a page:", len(events), "events")
P
