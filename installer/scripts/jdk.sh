# Sourced by the scripts at the root. Sets JAVA_HOME to a JDK 25 or newer, whatever the default java is.

# Prints the feature release of the JDK in folder $1, or nothing. Reads its release file: starting a JVM would cost time.
jdk_feature() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local candidate feature
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    feature=$(jdk_feature "$candidate")
    if [ -n "$feature" ] && [ "$feature" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "athanor: no JDK 25 or newer was found (JAVA_HOME, /usr/lib/jvm, /opt, ~/.jdks, ~/.sdkman were searched)." >&2
  echo "         Install one, for example Eclipse Temurin 25, or set JAVA_HOME to its folder." >&2
  return 1
}
