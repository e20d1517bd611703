#!/usr/bin/env bash
# The whole visit of a technician on Linux: install the agent, pair it, run it as a service, ask the doctor.
set -euo pipefail

NODE_LEAST=20.19
STEPS=4

usage() {
  cat <<'TEXT'
Usage: pair-agent.sh <code> --cloud <url> [options]

  <code>               one-time code from the dashboard; asked for when it is missing
  --cloud <url>        address of the cloud, https://…
  --machine <address>  where a machine is, once for each: [name=]tcp:host:port | tty:/dev/… | usb:vendor:product[:serial]
  --package <file>     the agent's .tgz; by default the one beside this script
  --prefix <folder>    where to install it (root: /opt/tillbridge, else ~/.local/share/tillbridge)
  --home <folder>      where its journal and keys lie (root: /var/lib/tillbridge, else ~/.tillbridge)
  --user <name>        account of the service; made when root runs this (tillbridge)
  --port <number>      port of the local API
  --again              pair a PC anew that is paired already; its journal stays
  --no-service         leave the service out
  --help               this text

Ends with the number of the doctor: 0 when all is well, else see "tillbridge help exit-codes".
TEXT
}

fail() { printf '%s\n' "$1" >&2; exit "${2:-64}"; }

code='' cloud='' package='' prefix='' home='' user=tillbridge port='' again='' service=yes
machines=()
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --again) again=--again; shift; continue ;;
    --no-service) service=no; shift; continue ;;
    --cloud | --machine | --package | --prefix | --home | --user | --port)
      [ $# -ge 2 ] || fail "$1 needs a value."
      case "$1" in
        --cloud) cloud=$2 ;;
        --machine) machines+=(--machine "$2") ;;
        --package) package=$2 ;;
        --prefix) prefix=$2 ;;
        --home) home=$2 ;;
        --user) user=$2 ;;
        --port) port=$2 ;;
      esac
      shift 2
      continue
      ;;
    -*) usage >&2; fail "There is no option $1." ;;
  esac
  [ -z "$code" ] || fail "One code is enough: $1 is too much."
  code=$1
  shift
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=no
[ "$(id -u)" = 0 ] && root=yes
if [ "$root" = yes ]; then
  : "${prefix:=/opt/tillbridge}" "${home:=/var/lib/tillbridge}"
else
  : "${prefix:=$HOME/.local/share/tillbridge}" "${home:=$HOME/.tillbridge}"
fi
systemd=no
[ -d /run/systemd/system ] && systemd=yes

[ -n "$cloud" ] || { usage >&2; fail 'The address of the cloud is missing (--cloud).'; }
if [ -z "$code" ]; then
  [ -t 0 ] || fail 'The code is missing. Make one on the dashboard.'
  read -r -p 'Code from the dashboard: ' code
fi
command -v node >/dev/null || fail "Node is missing. Install Node $NODE_LEAST or later: https://nodejs.org" 69
command -v npm >/dev/null || fail 'npm is missing. Install it together with Node.' 69
node -e "const [a, b] = process.versions.node.split('.').map(Number); const [c, d] = '$NODE_LEAST'.split('.').map(Number); process.exit(a > c || (a === c && b >= d) ? 0 : 1)" ||
  fail "Node $(node --version) is too old. Install $NODE_LEAST or later." 69
if [ -z "$package" ]; then
  for file in "$here"/tillbridge-agent-*.tgz "$here"/../dist/agent-package/tillbridge-agent-*.tgz; do
    [ -f "$file" ] && package=$file
  done
  [ -n "$package" ] || fail 'The package of the agent is missing. Put tillbridge-agent-*.tgz beside this script, or give --package.'
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
step=0
begin() {
  step=$((step + 1))
  printf '%s/%s %s\n' "$step" "$STEPS" "$1"
}

# Runs a command that says nothing useful while it works; counts the seconds where a person watches.
quietly() {
  local began=$SECONDS worker
  "$@" >"$log" 2>&1 &
  worker=$!
  while [ -t 2 ] && kill -0 "$worker" 2>/dev/null; do
    printf '\r    %s s ' "$((SECONDS - began))" >&2
    sleep 1
  done
  [ -t 2 ] && printf '\r\033[2K' >&2
  wait "$worker" || { tail -n 30 "$log" >&2; return 1; }
  printf '    done in %s s\n' "$((SECONDS - began))"
}

# Line by line: the fingerprint must be seen while the pairing waits for it.
indented() { sed -u 's/^/    /'; }

begin "Installing the agent into $prefix"
mkdir -p "$prefix"
package=$(cd "$(dirname "$package")" && pwd)/$(basename "$package")
quietly npm install --prefix "$prefix" --omit=dev --no-audit --no-fund --prefer-offline "$package" ||
  fail 'The agent could not be installed. What npm said stands above.' 69
tillbridge=$prefix/node_modules/.bin/tillbridge
if [ "$root" = yes ] && [ "$prefix" = /opt/tillbridge ]; then ln -sf "$tillbridge" /usr/local/bin/tillbridge; fi
printf '    %s\n' "$("$tillbridge" --version)"

begin 'Pairing with the shop'
"$tillbridge" pair "$code" --cloud "$cloud" --home "$home" ${machines[@]+"${machines[@]}"} ${port:+--port "$port"} $again | indented

begin 'Running the agent as a service'
if [ "$service" = no ]; then
  printf '    left out, as asked. Start it yourself: %s run --home %s\n' "$tillbridge" "$home"
elif [ "$systemd" = no ]; then
  printf '    left out: no systemd runs this PC. Start it at boot by other means: %s run --home %s\n' "$tillbridge" "$home"
elif [ "$root" = no ]; then
  printf '    left out: this needs root. Then: sudo %s service install --home %s\n' "$tillbridge" "$home"
else
  id "$user" >/dev/null 2>&1 || useradd --system --home-dir "$home" --no-create-home --shell /usr/sbin/nologin "$user"
  chown -R "$user" "$home"
  "$tillbridge" service install --home "$home" --user "$user" | indented
fi

begin 'Asking the doctor'
"$tillbridge" doctor --home "$home" && found=0 || found=$?
printf 'The visit took %s s.\n' "$SECONDS"
exit "$found"
