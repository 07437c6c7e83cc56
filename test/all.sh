#!/usr/bin/env bash
# The whole gate. `long` runs what takes longer than ten minutes instead of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
npx tsc -p src
npx tsc
npm run --silent lint
npx prettier --check --log-level warn .
bash test/setup.sh
NODE_EXTRA_CA_CERTS=$(bash test/certificate.sh)
export NODE_EXTRA_CA_CERTS
pattern='\.test\.ts$'
if [ "${1:-}" = long ]; then pattern='\.long\.ts$'; fi
node --import tsx node_modules/uvu/bin.js test "$pattern"
