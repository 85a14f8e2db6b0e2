# Sourced by the other scripts: finds JDK 25 or newer and Maven, installs what is missing where it may, else says how.
# With RUN_ONLY=1 nothing is built: a Java runtime is enough, and Maven is not asked for.

say() { printf '%s\n' "$*" >&2; }

# The major version of the java in a Java home; 0 when there is none that will do.
java_major() {
  local needed=javac
  [ -z "${RUN_ONLY:-}" ] || needed=java
  [ -x "$1/bin/$needed" ] || { echo 0; return; }
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1 | grep . || echo 0
}

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
    if [ -n "$home" ] && [ "$(java_major "$home")" -ge 25 ] 2>/dev/null; then echo "$home"; return 0; fi
  done
  return 1
}

# install NAME PACKAGE…: through apt as root; else says the command and fails.
install() {
  local what=$1
  shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $what"
    apt-get update -qq >&2 || true
    local package
    for package in "$@"; do
      if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1; then return 0; fi
    done
  fi
  say "$what is missing. Please install it, for example: apt-get install $1"
  return 1
}

JAVA_HOME=$(find_jdk) || { install "JDK 25" openjdk-25-jdk-headless temurin-25-jdk && JAVA_HOME=$(find_jdk); } || exit 1
export JAVA_HOME
PATH="$JAVA_HOME/bin:$PATH"
[ -n "${RUN_ONLY:-}" ] || command -v mvn >/dev/null || install Maven maven || exit 1
