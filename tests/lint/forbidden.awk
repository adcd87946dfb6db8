# Calls that have a better name here. A library's own release of memory is
# excepted by a comment on its line that says "library's own", a comparison of
# bytes that only look secret by one that says "not secret".
BEGIN {
	unsafe = "strcpy|strncpy|strcat|strncat|sprintf|snprintf|vsprintf|gets" \
	    "|atoi|atol|atoll|strtok|strtok_r"
	shell = "system|popen"
	memory = "malloc|calloc|realloc|free|strdup|strndup"
}

function file_begins()
{
	in_base = FILENAME ~ /(^|\/)src\/base\//
	in_tests = FILENAME ~ /^tests\//
	comparing = ""
}

function file_ends()
{
}

function check()
{
	look(unsafe, "is forbidden: struct om_buf and base/text.h do this")
	look(shell, "is forbidden: no shell between us and another program")
	if (in_tests)
		return
	if (!in_base && raw !~ /library's own/)
		look(memory, "outside src/base: use om_new, om_resize, om_free")
	if (FILENAME !~ /src\/base\/clock\.c$/)
		look("time|gettimeofday|clock_gettime", "outside base/clock.c")
	compare()
}

function look(names, message,    rest, name)
{
	rest = " " code
	while (match(rest, "[^A-Za-z0-9_](" names ")[ \t]*\\(")) {
		name = substr(rest, RSTART + 1, RLENGTH - 1)
		sub(/[ \t]*\(/, "", name)
		complain(name "() " message)
		rest = substr(rest, RSTART + RLENGTH - 1)
	}
}

# The arguments of memcmp may stand on several lines.
function compare()
{
	if (comparing == "" && match(" " code, /[^A-Za-z0-9_]memcmp[ \t]*\(/)) {
		comparing = substr(" " code, RSTART + 1)
		since = FNR
		excused = 0
	} else if (comparing != "") {
		comparing = comparing " " code
	}
	if (comparing == "")
		return
	if (raw ~ /not secret/)
		excused = 1
	if (comparing !~ /\)[^()]*;|\) *[{&|?]/ && FNR - since < 4)
		return
	if (!excused && tolower(comparing) ~ \
	    /(^|[^a-z])(h?mac|tag|token|secret|key)s?([^a-z]|$)/)
		complain_at(since, "memcmp() on what may be secret: use" \
		    " CRYPTO_memcmp")
	comparing = ""
}
