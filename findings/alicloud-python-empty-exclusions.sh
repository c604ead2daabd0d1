#!/bin/sh
# A maintenance window that says nothing of exclusions is sent with an empty list of them.
#
# Versions: alibabacloud-cs20151215 7.2.3 (PyPI); Python 3.11.
# One would think: a field of a request model that the caller leaves out is left out of the request, as all others of
#   this model are: an update of the window's weekday leaves what the console added.
# What happens: the model turns the missing list into `[]` while it writes itself, so each request that changes a window
#   says that there are no exclusions. Reading does the same: an answer without the field becomes a window with an
#   empty list. A caller who wants to keep the exclusions must read them first and send them along.
# Output:
#   fields sent: enable, exclusions, weekly_period
#   exclusions: []
set -eu
EXPECTED="fields sent: enable, exclusions, weekly_period
exclusions: []"

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check alibabacloud-cs20151215==7.2.3
cat > probe.py <<'PROBE'
from alibabacloud_cs20151215 import models

window = models.MaintenanceWindow(enable=True, weekly_period="Monday").to_map()
print("fields sent: " + ", ".join(sorted(window)))
print(f"exclusions: {window['exclusions']}")
PROBE
seen=$(python/bin/python probe.py 2> errors) || { cat errors >&2; exit 1; }
echo "$seen"
[ "$seen" = "$EXPECTED" ] || { echo "This differs from the finding: $0" >&2; exit 1; }
