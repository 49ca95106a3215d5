# Sourced by ./ita and ./test: what the program needs from Debian and from .NET, and how to get it.
# need PROBE PACKAGE: PACKAGE is missing when no file matches PROBE.

missing=""
need() {
    local probe
    for probe in $1; do [ -e "$probe" ] && return 0; done
    missing="$missing $2"
}

need_to_run() {
    need "/usr/bin/pdftotext" poppler-utils
    need "/usr/bin/qpdf" qpdf
    need "/usr/lib/postgresql/*/bin/initdb" postgresql
    need "/usr/bin/tesseract" tesseract-ocr
    need "/usr/share/tesseract-ocr/*/tessdata/tha.traineddata" tesseract-ocr-tha
    need "/usr/share/tesseract-ocr/*/tessdata/eng.traineddata" tesseract-ocr-eng
    need "/usr/lib/*/libicuuc.so.*" "libicu72"
}

need_to_test() {
    need "/usr/bin/chromium" chromium
    need "/usr/share/fonts/truetype/tlwg" fonts-thai-tlwg
    need "/usr/bin/glpsol" glpk-utils
    need "/usr/share/fonts/truetype/noto/NotoSansThai-Regular.ttf" fonts-noto-core
}

install_missing() {
    [ -z "$missing" ] && return 0
    local as_root="" command="apt-get update && apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" != 0 ]; then
        if sudo -n true 2>/dev/null; then as_root="sudo -n"; else
            echo "ITA901: these Debian packages are missing:$missing" >&2
            echo "Install them, then run the same command again:" >&2
            echo "    sudo sh -c '$command'" >&2
            exit 4
        fi
    fi
    echo "Installing Debian packages:$missing" >&2
    if ! command -v apt-get >/dev/null; then
        echo "ITA901: no apt-get here. Install what these Debian packages hold, then run again:$missing" >&2
        exit 4
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive sh -c "$command" >"$state/install.log" 2>&1 || {
        tail -n 15 "$state/install.log" >&2
        echo "ITA901: the packages could not be installed; the end of $state/install.log is above. Mend that, or install them yourself:$missing" >&2
        exit 4
    }
}

need_sdk() {
    if ! command -v dotnet >/dev/null || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        echo "ITA902: the .NET 10 SDK is missing (found: $(command -v dotnet >/dev/null && dotnet --list-sdks | tr '\n' ' ' || echo none))." >&2
        echo "Get it from https://dotnet.microsoft.com/download/dotnet/10.0 or with Microsoft's dotnet-install script (--channel 10.0), put dotnet on PATH, and run again." >&2
        exit 4
    fi
}

# build TARGET STAMP SOURCES...: builds TARGET in Release when a source is newer than STAMP, once at a time.
build() {
    local target=$1 stamp=$2
    shift 2
    [ -e "$stamp" ] && [ -z "$(find "$@" \( -name bin -o -name obj \) -prune -o -newer "$stamp" -type f -print -quit 2>/dev/null)" ] && return 0
    need_sdk
    (
        flock 9
        [ -e "$stamp" ] && [ -z "$(find "$@" \( -name bin -o -name obj \) -prune -o -newer "$stamp" -type f -print -quit)" ] && exit 0
        echo "Building (once, until the sources change) ..." >&2
        touch "$stamp.started"
        if ! dotnet build "$target" -c Release --nologo -v quiet >"$state/build.log" 2>&1; then
            grep -E 'error|warning' "$state/build.log" | sort -u | head -n 20 >&2 || tail -n 20 "$state/build.log" >&2
            echo "ITA903: the build failed; the whole log is $state/build.log." >&2
            exit 4
        fi
        mv "$stamp.started" "$stamp"
    ) 9>"$state/lock" || exit $?
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0
