#!/usr/bin/env bash
# Starts the program from the folder it was laid out in. JAVA_HOME names the Java runtime.
set -euo pipefail
image=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

case ${1-} in
  '') program=window archive=window main=studio.athanor.desktop.DesktopMain ;;
  screenshots) program=screenshots archive=screenshots main=studio.athanor.cli.Main ;;
  data) program=data archive=cli main=studio.athanor.cli.Main ;;
  *) program=cli archive=cli main=studio.athanor.cli.Main ;;
esac

options=()
while IFS= read -r line; do
  case $line in '' | '#'*) ;; *) options+=("$line") ;; esac
done <"$image/launch/$program.options"
if [ -f "$image/launch/$archive.jsa" ]; then
  options+=("-XX:SharedArchiveFile=$image/launch/$archive.jsa" -Xlog:disable)
fi

if [ -n "${ATHANOR_STARTUP_TRACE-}" ]; then
  begun=${ATHANOR_STARTED:-$EPOCHREALTIME}
  options+=("-Dathanor.startup.begun=${begun/[.,]/}")
fi

jars=("$image"/lib/*.jar)
class_path=$(IFS=: && echo "${jars[*]}")

# Options that other programs put into the environment are not for this one.
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS
exec "$java" "${options[@]}" "-Dathanor.installation=$image" -cp "$class_path" "$main" "$@"
