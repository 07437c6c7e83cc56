#!/usr/bin/env bash
# The whole gate. `long` runs what takes longer than ten minutes instead of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
npm run --silent prepare
npx tsc
npm run --silent lint
npx prettier --check --log-level warn .
bash test/setup.sh
NODE_EXTRA_CA_CERTS=$(bash test/certificate.sh)
export NODE_EXTRA_CA_CERTS
# uvu waits for whatever a failed test has left open.
run() { timeout "$1" node --import tsx node_modules/uvu/bin.js test "$2"; }
if [ "${1:-}" = long ]; then
  run 3h '\.long\.ts$'
  exit
fi
# Two at a time, one for each core: the whole program in use, and its parts. The second speaks when the first has ended.
parts=$(mktemp)
trap 'rm -f "$parts"' EXIT
run 20m '/.*\.test\.ts$' >"$parts" 2>&1 &
code=0
run 20m '^[^/]+\.test\.ts$' || code=$?
wait $! || code=$?
cat "$parts"
exit "$code"
