#!/usr/bin/env bash
# The real things that the tests run against, from Debian. As root on Debian they are installed when missing.
set -euo pipefail
packages=(prosody ejabberd rsync chromium newsboat python3-slixmpp python3-feedparser openssl git openssh-server libxml2-utils systemd)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
install="apt-get install -y --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "The tests need ${missing[*]}. On Debian type: sudo $install" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
# The packages start servers of their own at install; the tests start theirs.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d.skein
chmod +x /usr/sbin/policy-rc.d.skein
[ -e /usr/sbin/policy-rc.d ] || { mv /usr/sbin/policy-rc.d.skein /usr/sbin/policy-rc.d; mine=1; }
trap 'rm -f /usr/sbin/policy-rc.d.skein; [ -z "${mine:-}" ] || rm -f /usr/sbin/policy-rc.d' EXIT
$install >/dev/null
