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
# Three at a time, for tests wait half of their time: the whole program in use, and its parts. The first speaks at once,
# the others when it has ended.
parts=$(mktemp -d)
trap 'rm -rf "$parts"; kill $(jobs -p) 2>/dev/null || true' EXIT
lanes=('^[^/]+\.test\.ts$' '^[a-c].*/.*\.test\.ts$' '^[d-z].*/.*\.test\.ts$')
for lane in 1 2; do run 20m "${lanes[lane]}" >"$parts/$lane" 2>&1 & done
code=0
run 20m "${lanes[0]}" || code=$?
for lane in 1 2; do wait -n || code=$?; done
cat "$parts"/*
exit "$code"
