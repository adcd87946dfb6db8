# A file includes its own layer and lower ones, in the order of `layers`; the
# embeddable ones know no database and no HTTP. A .c file that has a header
# of its own includes it first.
BEGIN {
	count = split(layers, name, " ")
	for (i = 1; i <= count; i++)
		rank[name[i]] = i
	count = split(embeddable, name, " ")
	for (i = 1; i <= count; i++)
		is_embeddable[name[i]] = 1
}

FNR == 1 {
	layer = FILENAME
	sub(/^src\//, "", layer)
	own = layer
	sub(/\.c$/, ".h", own)
	sub(/\/.*/, "", layer)
	is_first = 1
	if (!(layer in rank))
		complain("the folder " layer " is no layer (see LAYERS in the" \
		    " Makefile)")
}

/^#[ \t]*include/ {
	target = $0
	sub(/^#[ \t]*include[ \t]*["<]/, "", target)
	sub(/[">].*/, "", target)
	if ($0 ~ /"/)
		ours()
	else if (layer in is_embeddable && target ~ \
	    /^(sqlite3|libpq-fe|microhttpd|curl\/curl|librdkafka\/rdkafka)\.h/)
		complain("an embeddable layer includes <" target ">")
	if (is_first && FILENAME ~ /\.c$/ && target != own && has_header())
		complain("its own header \"" own "\" comes first")
	is_first = 0
}

function ours(    to)
{
	to = target
	if (!sub(/\/.*/, "", to)) {
		if (target != "ombud.h")
			complain("\"" target "\" is written without its layer")
		return
	}
	if (!(to in rank))
		complain("\"" target "\" is of no layer")
	else if (layer in rank && rank[to] > rank[layer])
		complain(layer " includes \"" target "\" of a higher layer")
}

function has_header(    line, there)
{
	there = (getline line < ("src/" own)) > 0
	close("src/" own)
	return there
}

function complain(message)
{
	printf "%s:%d: %s\n", FILENAME, FNR, message
	found++
}

END { exit found > 0 }
