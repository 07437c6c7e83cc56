#!/usr/bin/env bash
# The throw-away certificate for localhost that the tests' servers show, in .skein/test/, made again when old.
# Prints the file for NODE_EXTRA_CA_CERTS, which Node reads only as it starts; what that variable named stays trusted.
set -euo pipefail
folder="$(cd "$(dirname "$0")/.." && pwd)/.skein/test"
mkdir -p "$folder"
day=86400
if ! openssl x509 -in "$folder/cert.pem" -noout -checkend "$day" >/dev/null 2>&1; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost \
    -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1' \
    -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
fi
before="${NODE_EXTRA_CA_CERTS:-}"
if [ "$before" != "$folder/trusted.pem" ]; then
  cat "$folder/cert.pem" ${before:+"$before"} >"$folder/trusted.pem"
fi
echo "$folder/trusted.pem"
