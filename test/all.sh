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
pattern='\.test\.ts$' limit=20m
if [ "${1:-}" = long ]; then pattern='\.long\.ts$' limit=3h; fi
# uvu waits for whatever a failed test has left open.
timeout "$limit" node --import tsx node_modules/uvu/bin.js test "$pattern"
