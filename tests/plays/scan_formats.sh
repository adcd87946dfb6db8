# The same address in every format there is, alone and packed; what cannot be
# read is said, and nothing else changes the exit status.
# shellcheck shell=bash
. "$PLAYS/lib.sh"

# found FILE: the address is found there once, and the scan is complete.
found()
{
	exits 1 "$OMBUD" scan --ndjson --show-values "$1" >out 2>why
	same '["ana@example.com"]' \
	    "$(jq -cs '[.[].value | values] | unique' out)"
	same true "$(jq -s '.[-1].summary.complete' out)"
	[ ! -s why ]
}

text='hello ana@example.com'
echo "$text" >a.txt
found a.txt
echo "$text" | iconv -t UTF-16 >wide.txt
found wide.txt
echo "$text" | iconv -t UTF-16BE >big.txt
found big.txt
printf 'm\374nchen\n%s\n' "$text" >latin.txt
found latin.txt
printf 'id,mail\n1,ana@example.com\n' >a.csv
found a.csv
printf '{"m":"ana@example.com"}\n' >a.ndjson
found a.ndjson
printf '[{"m":"ana@example.com"}]\n' >a.json
found a.json
printf '<html><p>ana&#64;example.com</p>' >a.html
found a.html
printf '<?xml version="1.0"?><m>ana&commat;example.com</m>' >a.xml
found a.xml
sqlite3 a.db "create table t(m); insert into t values('ana@example.com')"
found a.db
same '"t.m"' "$(jq .field out | head -n1)"
sqlite3 gone.db "pragma secure_delete = off; create table t(m);
    insert into t values('ana@example.com'); delete from t" >/dev/null
exits 1 "$OMBUD" scan --show-values gone.db >out
# A byte of the dead record's header stands before it and looks like its own.
same 'gap +ana@example.com' "$(jq -r 'select(.value) | .field + " " + .value' out)"
cat >a.eml <<'END'
From: A <ana@example.com>
To: undisclosed
Subject: =?utf-8?B?YW5hQGV4YW1wbGUuY29t?=
Content-Type: multipart/mixed; boundary="cut here"

--cut here
Content-Transfer-Encoding: quoted-printable

write to =61na@exam=
ple.com
--cut here
Content-Type: text/csv; name="a.csv"
Content-Transfer-Encoding: base64

aWQsbWFpbAoxLGFuYUBleGFtcGxlLmNvbQo=
--cut here--
END
found a.eml
same 'a.eml a.eml!a.csv a.eml!body 1 Subject' "$(jq -r '.path | values' out |
    sort -u | paste -sd' ') $(jq -r 'select(.field == "Subject") | .field' out)"

# Packed: the inner name shows where it lies, down to an archive in another.
gzip -k a.txt
found a.txt.gz
xz -k a.txt
found a.txt.xz
bzip2 -k a.txt 2>/dev/null
found a.txt.bz2
tar cf t.tar a.txt a.csv
found t.tar
tar czf tt.tgz t.tar a.db
found tt.tgz
same 'tt.tgz!a.db tt.tgz!t.tar!a.csv tt.tgz!t.tar!a.txt' \
    "$(jq -r '.path | values' out | sort -u | paste -sd' ')"

# Standard input, and a format that is given.
printf 'id,n,mail\n1,x,ana@example.com\n2,y,\n' |
    "$OMBUD" scan - >out || [ $? = 1 ]
same csv "$(jq -r .format out | head -n1)"
"$OMBUD" scan --format text a.csv >out || [ $? = 1 ]
same text "$(jq -r .format out | head -n1)"

# A bomb, half an archive, a file that is not there: said, and the rest read.
mkdir odd
head -c 200000000 /dev/zero | tr '\0' a | gzip >odd/bomb.gz
head -c 40 tt.tgz >odd/half.tgz
cp a.txt odd/
exits 3 "$OMBUD" scan odd missing >out 2>why
same "ana" "$("$OMBUD" scan odd --show-values 2>/dev/null |
    jq -r '.value | values' | cut -d@ -f1)"
same 'missing odd/bomb.gz!bomb odd/half.tgz' \
    "$(jq -r '.summary.skipped[]?.path' out | sort | paste -sd' ')"
same 1 "$(wc -l <why)"
has "3 documents could not be read" why

# Links are not followed, patterns leave out, .git is no business of ours.
mkdir -p tree/.git tree/skip tree/sub
cp a.txt tree/.git/ && cp a.txt tree/skip/ && cp a.txt tree/sub/b.txt
cp a.txt tree/sub/c.log && ln -s ../a.txt tree/link && ln -s .. tree/up
echo 'skip/' >tree/.ombudignore
"$OMBUD" scan --exclude '*.log' tree >out || [ $? = 1 ]
same tree/sub/b.txt "$(jq -r '.path | values' out)"
echo '!skip/' >>tree/.ombudignore
"$OMBUD" scan tree >out || [ $? = 1 ]
same 'tree/skip/a.txt tree/sub/b.txt tree/sub/c.log' \
    "$(jq -r '.path | values' out | paste -sd' ')"

# Several threads give what one gives, in the same order.
"$OMBUD" scan --summary --exclude /one,/four . >one 2>/dev/null || [ $? = 3 ]
"$OMBUD" scan --summary --threads 4 --exclude /one,/four . >four \
    2>/dev/null || [ $? = 3 ]
same "$(cat one)" "$(cat four)"

# Nothing found is 0.
echo 'nothing here' >clean.txt
exits 0 "$OMBUD" scan clean.txt >out
same 0 "$(jq .summary.findings out)"

# What looks like an empty archive but is none was not looked into: 3.
{ head -c 100000 /dev/zero && echo 'ana@corp.example'; } | gzip >zeros.gz
exits 3 "$OMBUD" scan zeros.gz >out 2>/dev/null
same zeros.gz "$(jq -r '.summary.skipped[].path' out)"

# Dumps of databases, and tables of fixed width whose columns are named.
sqlite3 a.db .dump >dump.sql
found dump.sql
same t.m "$(jq -r '.field | values' out)"
printf '1 ana@example.com x\n' >fixed.txt
exits 1 "$OMBUD" scan --format fixed --columns 1-2:n,3-18:mail fixed.txt >out
same mail "$(jq -r '.field | values' out)"
exits 2 "$OMBUD" scan --format fixed --columns 3:mail fixed.txt
"$OMBUD" classify --format fixed --columns 1-2:n,3-18:mail fixed.txt >out ||
    [ $? = 1 ]
same personal "$(jq -r .verdict out)"
