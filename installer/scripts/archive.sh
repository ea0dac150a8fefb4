#!/usr/bin/env bash
# Runs each program of the laid-out image $1 once and keeps what the JVM learned about its classes (class data sharing),
# so that later starts are quicker. Without the archives everything works, only slower.
set -euo pipefail
image=$1
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
rm -f "$image"/launch/*.jsa
jars=("$image"/lib/*.jar)
class_path=$(IFS=: && echo "${jars[*]}")

train() { # train PROGRAM MAIN ARGUMENT...
  local program=$1 line options=()
  shift
  while IFS= read -r line; do
    case $line in '' | '#'*) ;; *) options+=("$line") ;; esac
  done <"$image/launch/$program.options"
  ATHANOR_HOME="$home" "$JAVA_HOME/bin/java" "${options[@]}" "-XX:ArchiveClassesAtExit=$image/launch/$program.jsa" \
    "-Dathanor.installation=$image" -cp "$class_path" "$@" </dev/null
}

train cli studio.athanor.cli.Main chat --temperature 0 "What is the capital of France?"
