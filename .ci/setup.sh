# What run and test share: finding out what is missing, and installing it from Debian's packages. Sourced, not started.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

require_dotnet() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
    # Without -q: grep would leave early, and pipefail would count the other side's broken pipe as a failure.
    dotnet --list-sdks | grep '^10\.' >/dev/null || fail "the .NET SDK here is not version 10 (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')): https://dotnet.microsoft.com/download/dotnet/10.0"
}

# require_library LIBRARY PACKAGE: the package is installed if the loader does not know the library.
require_library() {
    if ! "$(command -v ldconfig || echo /sbin/ldconfig)" -p | grep "$1" >/dev/null; then
        install_packages "$2"
    fi
}

# require_program PROGRAM PACKAGE: adds the package to `wanted` if the program is not there.
wanted=()
require_program() {
    command -v "$1" >/dev/null || wanted+=("$2")
}

install_packages() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "these packages are missing and there is neither root nor sudo to install them: $*"
        as_root=(sudo)
    fi
    command -v apt-get >/dev/null || fail "these packages are missing and there is no apt-get to install them: $*"
    echo "installing $*" >&2
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        fail "could not install: $*"
    fi
    rm -f "$log"
}

# build_server ROOT: builds the server in Release if a source file is newer than the program; quiet unless it fails.
build_server() {
    local program=$1/src/Undertone.Server/bin/Release/net10.0/Undertone.Server.dll
    if [ -f "$program.built" ] && [ -f "$program" ] && [ -z "$(newer_sources "$1" "$program.built")" ]; then
        return
    fi
    echo "building Undertone" >&2
    local log started
    log=$(mktemp)
    started=$(mktemp)
    if ! dotnet build "$1/src/Undertone.Server" -c Release -v quiet --nologo -clp:NoSummary >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log" "$started"
        fail "the build failed"
    fi
    # The mark carries the time before the build, so that what changes during it is built next time.
    mv "$started" "$program.built"
    rm -f "$log"
}

newer_sources() {
    find "$1/src" "$1/config" "$1"/*.props "$1"/global.json -newer "$2" -type f \
        -not -path '*/bin/*' -not -path '*/obj/*' -print -quit
}
