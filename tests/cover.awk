# Reads what `gcov -b -c -t` prints, the sources line by line, and adds it up:
# lines and branches (those taken at least once) by layer, by file for what
# erases, seals and proves, and for these three groups as a whole, which must
# reach `least` percent of their branches: else it ends with 1. A file may be
# of two groups. Headers do not count, nor the branches of an assert(), of
# which one is never taken where the program is right. With -v list=1 each
# line with a branch that nothing took is shown.
BEGIN {
	count = split(layers, order, " ")
	least = least == "" ? 95 : least
	group["erase"] = "(erase|erasure|suppress|certificate|destruction" \
	    "|key_tend)[a-z_]*\\.c$"
	group["crypto"] = "^src/crypto/"
	group["audit"] = "/(audit|ledger|mirror|sequencer|balance|attest" \
	    "|cosign|anchor|checkpoint|note|proof|tile|tlog|tree|builder)" \
	    "[a-z_]*\\.c$"
	groups = split("erase crypto audit", group_names, " ")
}

/^ *-: *0:Source:/ {
	file = $0
	sub(/.*Source:/, "", file)
	is_ours = file ~ /^src\/[^\/]*\/[^\/]*\.c$/
	layer = file
	sub(/^src\//, "", layer)
	sub(/\/.*/, "", layer)
	next
}

!is_ours { next }

/^ *[^ :]+: *[0-9]+:/ {
	text = $0
	sub(/^[^:]*:[^:]*:/, "", text)
	line = $0
	sub(/^[^:]*: */, "", line)
	sub(/:.*/, "", line)
	if ($1 !~ /^-/)
		add("lines", $1 !~ /^[#=]/)
	next
}

/^branch / && text !~ /assert\(/ {
	taken = $3 == "taken" && $4 + 0 > 0
	add("branches", taken)
	if (list && !taken)
		printf "%s:%d: not taken: %s\n", file, line, text
}

function add(kind, taken, i)
{
	put(layer, kind, taken)
	put("all", kind, taken)
	for (i = 1; i <= groups; i++) {
		if (file !~ group[group_names[i]])
			continue
		put("group " group_names[i], kind, taken)
		named[file] = 1
	}
	if (file in named)
		put(file, kind, taken)
}

function put(what, kind, taken)
{
	if (!(what in seen) && what ~ /\//)
		names = names " " what
	seen[what] = 1
	hit[what, kind] += taken
	total[what, kind]++
}

function percent(what, kind)
{
	if (total[what, kind] == 0)
		return "-"
	return sprintf("%.1f", 100 * hit[what, kind] / total[what, kind])
}

function show(what)
{
	if (what in seen)
		printf "%-36s %7s %9s\n", what, percent(what, "lines"), \
		    percent(what, "branches")
}

END {
	printf "%-36s %7s %9s\n", "coverage in %", "lines", "branches"
	for (i = 1; i <= count; i++)
		show(order[i])
	show("all")
	count = split(names, file_of, " ")
	for (i = 1; i <= count; i++)
		show(file_of[i])
	for (i = 1; i <= groups; i++) {
		what = "group " group_names[i]
		show(what)
		if (hit[what, "branches"] * 100 < \
		    least * total[what, "branches"]) {
			printf "%s: below %s %%\n", what, least
			low = 1
		}
	}
	exit low + 0
}
