#!/usr/bin/env bash
# Runs each program of the laid-out image $1 once and keeps what the JVM learned about its classes (class data sharing),
# so that later starts are quicker. Without the archives everything works, only slower.
set -euo pipefail
image=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
rm -f "$image"/launch/*.jsa
here=$(dirname "${BASH_SOURCE[0]}")
"$JAVA_HOME/bin/java" "$here/Unsign.java" "$image"/lib/*.jar
jars=("$image"/lib/*.jar)
class_path=$(IFS=: && echo "${jars[*]}")

train() { # train PROGRAM OPTION... MAIN ARGUMENT...
  local program=$1 line options=()
  shift
  while IFS= read -r line; do
    case $line in '' | '#'*) ;; *) options+=("$line") ;; esac
  done <"$image/launch/$program.options"
  ATHANOR_HOME="$home" "$JAVA_HOME/bin/java" "${options[@]}" "-XX:ArchiveClassesAtExit=$image/launch/$program.jsa" \
    "-Dathanor.installation=$image" -cp "$class_path" "$@" </dev/null
}

train cli "-Dathanor.worker.archive=$image/launch/worker.jsa" studio.athanor.cli.Main \
  chat --temperature 0 "What is the capital of France?"
train window -Dglass.platform=Monocle -Dmonocle.platform=Headless -Dprism.text=t2k -Dheadless.geometry=1280x800-32 \
  -Dathanor.startup.only=true studio.athanor.desktop.DesktopMain
