# Keys, tokens and passwords in every place where they are left lying. They
# are put together here: hosts of source code look for what looks like one.
# shellcheck shell=bash
. "$PLAYS/lib.sh"

drawn=q8Zr1kLm0pXvTn7sWd3bHcYf2GjNeR5uVa9t
git="gh""p_$drawn"
pay="sk_li""ve_${drawn:0:28}"
dashes=$(printf -- '-%.0s' 1 2 3 4 5)

# kinds FILE: what is found there, each kind once, and never a value.
kinds()
{
	exits 1 "$OMBUD" scan --ndjson "$1" >out
	lacks "$drawn" out
	lacks hunter2 out
	jq -r '.kind | values' out | sort -u | paste -sd' '
}

cat >app.log <<END
ERROR push to https://ana:hunter2x@git.example.com/a.git failed
DEBUG Authorization: Bearer ${drawn:0:24}
INFO token used: $git
END
same 'secret.bearer_token secret.git_token secret.url_credentials' "$(kinds app.log)"

printf 'user,password,note\n' >u.csv
printf 'u%d,hunter2%d,kept\n' 1 1 2 2 3 3 >>u.csv
same password "$(kinds u.csv)"
same 3 "$(jq -s '.[-1].summary.by_kind.password' out)"

printf '{"name":"x","apiKey":"%s","password":"${PASSWORD}"}\n' "${drawn:0:20}" >c.json
same secret.api_key "$(kinds c.json)"

printf '%s\n' "pay: $pay" "${dashes}BEGIN PRIVATE KEY$dashes" "$drawn$drawn" \
    "${dashes}END PRIVATE KEY$dashes" >deploy.txt
same 'secret.payment_key secret.private_key' "$(kinds deploy.txt)"
same '2 4' "$(jq -r 'select(.kind == "secret.private_key") | .line' out) $(grep -c . deploy.txt)"

# What stands in place of a secret is none.
cat >example.env <<'END'
PASSWORD=changeme
API_KEY=your-api-key-here
SECRET=${SECRET}
TOKEN=xxxxxxxxxxxxxxxx
URL=https://user:password@example.com/
END
exits 0 "$OMBUD" scan --ndjson example.env
