#!/usr/bin/env bash
# Checks everything, as the project's own server would: formatting, lints, all tests, doc tests.
#
#   tests/run.sh                  the whole workspace
#   tests/run.sh -p habeas-store  one package or several
#
# On Debian 12 or later (or Ubuntu 24.04 where a Chromium can be had), as root or with sudo, it
# installs what is missing from the distribution, starting no service. The tests run against private
# throw-away servers, or against those that HABEAS_TEST_POSTGRES_URL and HABEAS_TEST_AMQP_URL name
# (with HABEAS_TEST_RABBITMQCTL, a command that runs rabbitmqctl against that broker). Tests that
# kill a server start one of their own in any case.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scope=("$@")
format=("$@")
if [ $# -eq 0 ]; then
    scope=(--workspace)
    format=(--all)
fi

child=
policy=
saved_policy=

die() {
    echo "tests/run.sh: $*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

cleanup() {
    local status=$?
    trap '' INT TERM
    if [ -n "$child" ]; then
        kill -TERM -- "-$child" 2>/dev/null || true
        wait "$child" 2>/dev/null || true
    fi
    allow_services
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Packages ask this file whether they may start what they install.
forbid_services() {
    policy=/usr/sbin/policy-rc.d
    if [ -e "$policy" ]; then
        saved_policy=$(mktemp)
        as_root cp -a "$policy" "$saved_policy"
    fi
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod 755 "$policy"
}

allow_services() {
    [ -n "$policy" ] || return 0
    if [ -n "$saved_policy" ]; then
        as_root cp -a "$saved_policy" "$policy"
        as_root rm -f "$saved_policy"
    else
        as_root rm -f "$policy"
    fi
    policy=
}

has() {
    local program
    for program in "$@"; do
        if command -v "$program" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_postgres() {
    has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null
}

missing_packages() {
    [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || echo rabbitmq-server
    has_postgres || echo postgresql
    has psql || echo postgresql-client
    has pdftotext || echo poppler-utils
    if ! has chromium chromium-browser google-chrome || ! has chromedriver; then
        # Ubuntu names them otherwise, and delivers them as a snap.
        if apt-cache policy chromium-driver 2>/dev/null | grep -q 'Candidate: [^(]'; then
            echo chromium chromium-driver
        else
            echo chromium-browser chromium-chromedriver
        fi
    fi
}

install_missing() {
    local packages
    if [ -z "$(missing_packages)" ]; then return 0; fi
    has apt-get || die "not a Debian system: install yourself: $(missing_packages | xargs)"
    if [ "$(id -u)" -ne 0 ] && ! has sudo; then
        die "needs root or sudo to install: $(missing_packages | xargs)"
    fi
    as_root apt-get -qq update
    # Asked again: what the distribution offers is known only now.
    mapfile -t packages < <(missing_packages | xargs -n1)
    echo "installing ${packages[*]}"
    forbid_services
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "${packages[@]}"
    allow_services
    [ -z "$(missing_packages)" ] || die "still missing after installing: $(missing_packages | xargs)"
}

check_toolchain() {
    has cargo || die "Rust is missing: see https://rustup.rs, then run this again"
    has cc gcc clang || die "a C compiler is missing: apt-get install build-essential"
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        die "rustfmt or clippy is missing: rustup component add rustfmt clippy"
    fi
}

# Runs a step in a process group of its own, so that it can be ended whole; its output goes to a log.
step() {
    local name=$1 log="$logs/$1.log" started=$SECONDS status=0 said=$SECONDS
    shift
    echo "== $name"
    setsid "$@" >"$log" 2>&1 </dev/null &
    child=$!
    while kill -0 "$child" 2>/dev/null; do
        sleep 0.2
        if [ $((SECONDS - said)) -ge 60 ]; then
            said=$SECONDS
            echo "   $((SECONDS - started)) s: $(tail -n 1 "$log" | tr -d '\r' | cut -c 1-100)"
        fi
    done
    wait "$child" || status=$?
    child=
    if [ "$status" -ne 0 ]; then
        tail -n 80 "$log"
        die "$name failed after $((SECONDS - started)) s; all it said: $log; all logs: $logs"
    fi
    echo "   done in $((SECONDS - started)) s"
}

check_toolchain
install_missing

target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
logs="$target/test-logs"
rm -rf "$logs"
mkdir -p "$logs"
export HABEAS_TEST_LOGS=$logs
export RUST_BACKTRACE=${RUST_BACKTRACE:-1}

if cargo nextest --version >/dev/null 2>&1; then
    build=(cargo nextest run --no-run "${scope[@]}")
    run=(cargo nextest run "${scope[@]}")
else
    build=(cargo test --no-run "${scope[@]}")
    run=(cargo test --no-fail-fast "${scope[@]}" --tests)
fi

step format cargo fmt "${format[@]}" --check
step clippy cargo clippy "${scope[@]}" --all-targets -- -D warnings
step servers cargo build -p habeas-testkit --bin with-servers
step build "${build[@]}"
step tests "$target/debug/with-servers" "${run[@]}"
grep -E '^ +Summary|^test result' "$logs/tests.log" | sed 's/^ */   /' || true
step doc-tests cargo test "${scope[@]}" --doc
echo "all green in $SECONDS s"
