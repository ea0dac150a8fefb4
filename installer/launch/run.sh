#!/usr/bin/env bash
# Starts the program from the folder it was laid out in. JAVA_HOME names the Java runtime.
set -euo pipefail
image=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

options() { # the options in file $1, into the array opts
  local line
  opts=()
  while IFS= read -r line; do
    case $line in '' | '#'*) ;; *) opts+=("$line") ;; esac
  done <"$1"
}

class_path() { # every jar in lib, into cp
  local jars=("$image"/lib/*.jar)
  local IFS=:
  cp="${jars[*]}"
}

class_path
case ${1-} in
  '')
    options "$image/launch/window.options"
    archive=$image/launch/window.jsa
    set -- studio.athanor.desktop.DesktopMain
    opts+=(--module-path "$image/javafx" --add-modules javafx.controls)
    ;;
  screenshots)
    options "$image/launch/screenshots.options"
    archive=$image/launch/none.jsa
    cp=$cp:$(echo "$image"/javafx/*.jar | tr ' ' ':'):$(echo "$image"/headless/*.jar | tr ' ' ':')
    set -- studio.athanor.cli.Main "$@"
    ;;
  *)
    options "$image/launch/cli.options"
    archive=$image/launch/cli.jsa
    set -- studio.athanor.cli.Main "$@"
    ;;
esac
if [ -f "$archive" ]; then opts+=("-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off); fi
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS
exec "$java" "${opts[@]}" "-Dathanor.installation=$image" -cp "$cp" "$@"
