#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every bench of a build folder; fails when one passed a limit or could not run. Usage: run.sh BUILD
build=$1
status=0
printf '%-52s %10s %10s %10s %s\n' quantity measured floor limit unit
run()
{
	"$@" || status=1
}
run "$build/tests/bench/bench_terminal"
run "$build/tests/bench/bench_store"
run "$build/tests/bench/bench_ratings" "${GPUTAPE_REAL_FOLDER:-/nonexistent}/yahoo/quoteSummary-upgradeDowngradeHistory-GOOGL-with-targets.json"
run "$build/tests/bench/bench_alerts"
run "$build/tests/bench/bench_venues"
run "$build/tests/bench/bench_document"
run "$build/tests/bench/bench_watchlist"
run "$build/tests/bench/bench_chart"
if [ -x "$build/tests/bench/bench_http" ]; then
	run "$build/tests/bench/bench_http"
else
	echo '200 requests over HTTP/2: not measured: built without OpenSSL and cmocka'
fi
run "$build/tests/bench/bench_poller"
run "$build/tests/bench/bench_program" "$build/gputape" "$build/tests/bench/floor"
facts=$(find "${GPUTAPE_REAL_FOLDER:-/nonexistent}" -path '*companyfacts/CIK0001045810*' 2>/dev/null | head -1)
if [ -n "$facts" ]; then
	run "$build/tests/bench/bench_facts" "$facts" 1045810
else
	echo 'companyfacts: not measured: no recorded responses'
fi
statement=$(find "${GPUTAPE_REAL_FOLDER:-/nonexistent}" -name 'aapl-20181229.xml' 2>/dev/null | head -1)
if [ -n "$statement" ]; then
	run "$build/tests/bench/bench_statement" "$statement" 320193
else
	echo 'statement: not measured: no recorded responses'
fi
exit $status
