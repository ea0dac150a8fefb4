# Sourced by the scripts at the root. Makes sure that system libraries are there: installs them when that is possible
# without asking (Debian, as root), otherwise says what to install.

# ensure_library SONAME PACKAGE...
ensure_library() {
  local soname=$1
  shift
  [ "$(uname -s)" = Linux ] || return 0
  # not through a pipe to grep -q: with pipefail, its early end would read as "missing"
  case "$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null)" in *"$soname"*) return 0 ;; esac
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "athanor: installing $* (for $soname) ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2 </dev/null && return 0
  fi
  echo "athanor: the system library $soname is missing. Install it, on Debian and Ubuntu with: sudo apt-get install $*" >&2
  return 1
}

# What JavaFX needs to draw text and windows.
ensure_window_libraries() {
  ensure_library libgtk-3.so.0 libgtk-3-0 libxtst6 libgl1 fonts-dejavu-core
}

# What tests need to see several graphics cards where there is none, and to compile a driver library that misbehaves. Tests
# that need them are skipped without.
ensure_test_devices() {
  ensure_library libvulkan.so.1 libvulkan1 && ensure_library libvulkan_lvp.so mesa-vulkan-drivers
  command -v cc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1 || ensure_command gcc "gcc libc6-dev"
}

ensure_command() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "athanor: installing $2 ..." >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2; } >&2 </dev/null && return 0
  fi
  echo "athanor: the command $1 is missing. Install it, on Debian and Ubuntu with: sudo apt-get install $2" >&2
  return 1
}
