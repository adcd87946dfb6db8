#!/usr/bin/env bash
# ajv checks the schema that editors use: it takes every law and every valid
# case, and refuses those mistakes that a schema can see; the same of records
# of processing. The last line is the count.
set -u
cd "$(dirname "$0")/../.." || exit 1
here=tests/policy
export NODE_PATH=/usr/share/nodejs

if ! command -v node >/dev/null || [ ! -d $NODE_PATH/ajv ]; then
	echo "SKIPPED: $here/interop: no node or no ajv here" >&2
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
fi

laws=$(grep -l '^  "policy": ' policies/*.json)
mistaken=
for name in any_with_at_least at_least_none confidence_unknown \
    decision_incomplete decision_no_date decision_without_reason \
    empty_cite empty_condition empty_examples empty_example_set \
    exception_without_aside in_force_no_date key_without_verdict \
    member_is_a_number missing_cite missing_examples missing_title \
    missing_why no_condition rule_with_aside; do
	mistaken="$mistaken $here/cases/invalid/$name/policy.json"
done
policies=$(node $here/interop/validate.js policies/schema/policy.json $laws \
    $here/cases/valid/*/policy.json -- $mistaken)
records=$(node $here/interop/validate.js policies/schema/processing.json \
    policies/examples/processing.json tests/context/records/valid_*.json -- \
    tests/context/records/invalid_*.json)
# "N passed, N failed", twice.
printf '%s\n' "$policies" "$records" |
    awk '{ passed += $1; failed += $3 }
	END { print passed " passed, " failed " failed"; exit failed > 0 }'
