# A privacy engineer works with policies: laws, an organisation's own rules,
# decisions, a recipient's assessment, exports for other tools.
. "$PLAYS/lib.sh"
tests=$PLAYS/../policy

# Every law keeps every example, and says of each difference what is expected.
"$OMBUD" policy check >said
has "hipaa-safe-harbor" said
same 13 "$("$OMBUD" policy check --json | jq '.policies | length')"
exits 0 "$OMBUD" policy test "$tests/differences.json"
sed 's/"fadp-ch", "kinds": \["criminal_record"/"lgpd", "kinds": ["criminal_record"/' \
    "$tests/differences.json" >changed.json
exits 1 "$OMBUD" policy test changed.json

# What is asked by another's measure: a recipient without the means.
cat >institute.json <<'J'
{ "recipient": "Institute of Statistics", "can_identify": false,
  "why": "It holds neither key nor register, and may not ask for them.",
  "by": "the data protection officer", "on": "2026-01-01",
  "review": "2999-01-01" }
J
"$OMBUD" policy explain pseudonym --recipient institute.json --json >said
same personal-for-holder \
    "$(jq -r '.verdicts[] | select(.policy == "gdpr").verdict' said)"
same not-established \
    "$(jq -r '.verdicts[] | select(.policy == "gdpr").recipient.verdict' said)"
same personal \
    "$(jq -r '.verdicts[] | select(.policy == "ccpa").recipient.verdict' said)"
exits 4 "$OMBUD" policy explain pseudonym --recipient nowhere.json

# A workspace adds a kind and a rule, and lowers one by a decision.
"$OMBUD" init w >/dev/null
mkdir -p w/policies/kinds
cat >w/policies/kinds/ours.json <<'J'
{ "kinds": [ { "kind": "badge", "title": "Badge number", "is": "customer_id" },
  { "kind": "shift", "title": "Shift", "class": "attached", "strength": "weak" } ] }
J
cat >w/policies/ours.json <<'J'
{ "policy": "ours", "title": "Our rules", "extends": "gdpr",
  "keys": [ { "id": "name-alone", "any": ["name.full"], "verdict": "personal",
    "cite": "our record 4", "why": "There are forty of us.",
    "examples": { "fires": [["name.full"]], "silent": [["shift"]] } } ],
  "rules": [ { "id": "post", "all": ["job_title", "employer", "shift"],
    "verdict": "personal", "cite": "our record 5", "why": "Posts have many holders.",
    "decision": { "reason": "Measured: no post has fewer than nine holders.",
      "by": "the data protection officer", "on": "2026-01-01",
      "review": "REVIEW" },
    "examples": { "fires": [["job_title", "employer", "shift"]],
      "silent": [["job_title", "employer"]] } } ] }
J
cp w/policies/ours.json ours
verdict() { "$OMBUD" -C w policy explain "$@" --policy ours --json |
    jq -r '.verdicts[0].verdict'; }
sed 's/REVIEW/2999-01-01/' ours >w/policies/ours.json
"$OMBUD" -C w policy check >/dev/null
same personal "$(verdict name.full)"
same personal "$(verdict badge language)"
same not-established "$(verdict job_title employer)"
sed 's/REVIEW/2026-01-01/' ours >w/policies/ours.json
same personal "$(verdict job_title employer)"
"$OMBUD" -C w policy explain job_title employer --policy ours >said
has "due for review" said
sed '/"decision"/,/"REVIEW" }/d' ours >w/policies/ours.json
exits 2 "$OMBUD" -C w policy check 2>why
has "says less of" why
has "has no decision" why

# For tools of others.
"$OMBUD" policy show kinds --as jsonld >said
same "https://w3id.org/dpv/pd#EmailAddress" "$(jq -r '.["@graph"][] |
    select(.["@id"] == "kind:email")["skos:closeMatch"]["@id"]' said)"
"$OMBUD" policy show kinds --as fideslang >said
same user.contact.email "$(jq -r '.dataset[0].collections[0].fields[] |
    select(.name == "email").data_categories[0]' said)"
exits 2 "$OMBUD" policy show gdpr --as jsonld
