#include "findings.h"

/* Archives are built here by hand: ustar (POSIX.1), gzip (RFC 1952). */

static void
put(char *field, const char *text)
{
	memcpy(field, text, strlen(text));
}

/* A member: header, content, padding to 512 bytes. type '0' is a file. */
static void
add_bytes(struct om_buf *tar, const char *name, char type, struct om_span bytes)
{
	struct om_buf number = OM_BUF(64);
	char head[512] = { 0 };
	unsigned sum = 0;

	put(head, name);
	put(head + 100, "0000644");
	put(head + 108, "0000000");
	put(head + 116, "0000000");
	om_buf_format(&number, "%011zo", bytes.n);
	put(head + 124, number.p);
	put(head + 136, "00000000000");
	put(head + 148, "        ");
	head[156] = type;
	put(head + 157, type == '2' ? "elsewhere" : "");
	put(head + 257, "ustar");
	put(head + 263, "00");
	for (size_t i = 0; i < sizeof(head); i++)
		sum += (unsigned char)head[i];
	om_buf_reset(&number);
	om_buf_format(&number, "%06o", sum);
	put(head + 148, number.p);
	head[154] = '\0';
	om_buf_add(tar, om_span_bytes(head, sizeof(head)));
	om_buf_add(tar, bytes);
	while (tar->n % 512 != 0)
		om_buf_byte(tar, '\0');
	om_buf_free(&number);
}

static void
add_member(struct om_buf *tar, const char *name, char type, const char *text)
{
	add_bytes(tar, name, type, om_span_of(text));
}

static void
add_end(struct om_buf *tar)
{
	for (int i = 0; i < 1024; i++)
		om_buf_byte(tar, '\0');
}

static void
little(struct om_buf *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++, value >>= 8)
		om_buf_byte(out, (char)(value & 0xff));
}

/* RFC 1952 8. */
static uint32_t
crc_of(struct om_span s)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xedb88320) : 0);
	}
	return ~crc;
}

/* One block of deflate that is stored (RFC 1951 3.2.4). */
static void
compress(struct om_buf *out, struct om_span text)
{
	om_buf_add(out, OM_SPAN("\x1f\x8b\x08\0\0\0\0\0\0\xff\x01"));
	little(out, text.n, 2);
	little(out, ~text.n, 2);
	om_buf_add(out, text);
	little(out, crc_of(text), 4);
	little(out, text.n, 4);
}

static int
tell_path(void *state, const struct om_finding *f)
{
	struct findings *t = state;

	om_buf_format(&t->text, "%s %s %llu ", f->path, f->format,
	    (unsigned long long)f->record);
	om_buf_add(&t->text, f->value);
	om_buf_format(&t->text, " %lld\n", (long long)f->offset);
	return 0;
}

/* What bytes give under a name, whole and byte by byte. */
static void
gives(const char *name, struct om_span bytes, const char *wanted)
{
	struct findings t;

	findings_open(&t);
	t.sink.finding = tell_path;
	ck_assert_str_eq(findings_of(&t, name, bytes, 0), wanted);
	ck_assert_str_eq(findings_of(&t, name, bytes, 1), wanted);
	findings_close(&t);
}

START_TEST(files_of_an_archive_are_documents_of_their_own)
{
	struct om_buf tar = OM_BUF(1 << 20);

	add_member(&tar, "in/a.csv", '0', "mail,q\nana@example.com,1\n");
	add_member(&tar, "in/", '5', "");
	add_member(&tar, "link", '2', "");
	add_member(&tar, "b.ndjson", '0', "{\"m\":\"bo@example.com\"}\n");
	add_member(&tar, "empty", '0', "");
	add_end(&tar);
	gives("x.tar", om_buf_span(&tar),
	    "x.tar!in/a.csv csv 1 ana@example.com 7\n"
	    "x.tar!b.ndjson ndjson 1 bo@example.com 6\n");
	om_buf_free(&tar);
}
END_TEST

START_TEST(what_is_compressed_has_its_name_without_the_ending)
{
	struct om_buf gz = OM_BUF(1 << 20);

	compress(&gz, OM_SPAN("ana@example.com\n"));
	gives("in/notes.txt.gz", om_buf_span(&gz),
	    "in/notes.txt.gz!notes.txt text 1 ana@example.com 0\n");
	gives("in.d/notes", om_buf_span(&gz),
	    "in.d/notes!notes text 1 ana@example.com 0\n");
	om_buf_free(&gz);
}
END_TEST

/* A document lies in six others at most. */
START_TEST(archives_within_archives_are_read_six_deep)
{
	struct om_buf inner = OM_BUF(1 << 20);
	struct findings t;
	const char *text;

	findings_open(&t);
	t.sink.finding = tell_path;
	add_member(&inner, "a.txt", '0', "ana@example.com");
	for (int depth = 1; depth <= 7; depth++) {
		struct om_buf outer = OM_BUF(1 << 20);

		add_end(&inner);
		text = findings_of(&t, "0", om_buf_span(&inner), 0);
		if (depth <= 6)
			ck_assert_msg(
			    strstr(text, "a.txt text 1 ana@example.com") !=
				NULL,
			    "%d deep: %s", depth, text);
		else
			ck_assert_str_eq(text,
			    "skipped 0!t.tar!t.tar!t.tar!t.tar!t.tar!t.tar!"
			    "a.txt\n");
		add_bytes(&outer, "t.tar", '0', om_buf_span(&inner));
		om_buf_free(&inner);
		inner = outer;
	}
	om_buf_free(&inner);
	findings_close(&t);
}
END_TEST

/* The file that is cut is named, and the archive, whose rest is unknown. */
START_TEST(what_stands_before_a_cut_is_found_and_the_cut_is_told)
{
	struct om_buf tar = OM_BUF(1 << 20);

	add_member(&tar, "a", '0', "ana@example.com\n");
	add_member(&tar, "b", '0', "bo@example.com\nbo@example.com\n");
	gives("x.tar", om_span_bytes(tar.p, 1024 + 512 + 16),
	    "x.tar!a text 1 ana@example.com 0\n"
	    "skipped x.tar!b\n"
	    "skipped x.tar\n");
	om_buf_free(&tar);
}
END_TEST

/* It was compressed, and what it holds was not seen. */
START_TEST(an_archive_without_a_file_is_told)
{
	struct om_buf gz = OM_BUF(1 << 20), zeros = OM_BUF(1 << 20);

	add_end(&zeros);
	compress(&gz, om_buf_span(&zeros));
	gives("x.gz", om_buf_span(&gz), "skipped x.gz\n");
	om_buf_free(&gz);
	om_buf_free(&zeros);
}
END_TEST

static int
stop(void *state, const struct om_finding *f)
{
	(void)f;
	++*(int *)state;
	return 7;
}

START_TEST(a_sink_that_has_enough_ends_the_archive)
{
	struct om_buf tar = OM_BUF(1 << 20);
	struct findings t;
	struct om_source s;
	int told = 0;

	add_member(&tar, "a", '0', "ana@example.com\n");
	add_member(&tar, "b", '0', "bo@example.com\n");
	add_end(&tar);
	findings_open(&t);
	t.sink = (struct om_sink){ .finding = stop, .state = &told };
	t.reading.path = "x.tar";
	om_source_memory(&s, "x.tar", om_buf_span(&tar), 0, 0);
	ck_code(om_reading_source(&t.reading, &s), 7);
	ck_assert_int_eq(told, 1);
	om_source_close(&s);
	om_buf_free(&tar);
	findings_close(&t);
}
END_TEST

OM_SUITE(scan_reading_archive)
{
	tcase_add_test(tests, files_of_an_archive_are_documents_of_their_own);
	tcase_add_test(
	    tests, what_is_compressed_has_its_name_without_the_ending);
	tcase_add_test(tests, archives_within_archives_are_read_six_deep);
	tcase_add_test(
	    tests, what_stands_before_a_cut_is_found_and_the_cut_is_told);
	tcase_add_test(tests, an_archive_without_a_file_is_told);
	tcase_add_test(tests, a_sink_that_has_enough_ends_the_archive);
}
