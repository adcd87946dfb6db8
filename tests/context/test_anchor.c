#include "connector/server.h"

#include "base/file.h"
#include "base/memory.h"
#include "context/anchor.h"
#include "crypto/base64.h"
#include "crypto/checkpoint.h"
#include "crypto/tlog.h"
#include "store/audit.h"
#include "store/audit_inside.h"
#include "store/cosigned.h"

/* A workspace, and a witness that says what a test has it say. */
static struct om *om;
static char *folder;
static struct om_buf vkey = OM_BUF(256);

/* The id is of the name, the kind and the key. */
static void
make_key(void)
{
	const uint8_t seed[OM_SEED_SIZE] = { 1 };
	uint8_t coded[1 + OM_PUBLIC_KEY_SIZE] = { OM_NOTE_COSIGNATURE };
	struct om_buf b = OM_BUF(256);
	uint8_t hash[OM_HASH_SIZE];
	struct om_signer *signer;

	ck_ok(om_signer_open(&signer, seed));
	om_signer_public(signer, coded + 1);
	om_buf_text(&b, "w.example\n");
	om_buf_add(&b, om_span_bytes(coded, sizeof(coded)));
	ck_ok(om_sha256(hash, om_buf_span(&b)));
	om_buf_reset(&vkey);
	om_buf_text(&vkey, "w.example+");
	om_buf_hex(&vkey, om_span_bytes(hash, 4));
	om_buf_byte(&vkey, '+');
	om_base64_encode(&vkey, om_span_bytes(coded, sizeof(coded)));
	om_signer_close(signer);
	om_buf_free(&b);
}

/* members: more of ombud.json, with a comma before it. */
static void
open_world(const char *members)
{
	struct om_buf text = OM_BUF(4096);
	char *path;

	folder = om_path_join(om_test_folder(), "w");
	ck_ok(om_init(&(struct om_init){ .folder = folder }));
	ck_ok(om_open(&om, folder));
	om_buf_format(&text,
	    "{\"origin\":\"%s\",\"organisation\":{\"name\":\"Q\"}%s}",
	    om->settings.origin, members);
	ck_ok(om_close(om));
	path = om_path_join(folder, OM_SETTINGS_FILE);
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	ck_ok(om_open(&om, folder));
	make_key();
	om_buf_free(&text);
	om_free(path);
}

static void
close_world(void)
{
	ck_ok(om_close(om));
	om_buf_free(&vkey);
	om_free(folder);
}

/* What the log says of the last anchoring. */
static bool
is_recorded_as(const char *detail)
{
	struct om_buf wanted = OM_BUF(100), entry = OM_BUF(OM_TLOG_ENTRY_MAX);
	struct om_tree_head head;
	struct om_buf note = OM_BUF(OM_NOTE_MAX);
	struct om_span last;
	bool is;

	ck_ok(om_audit_integrate(om->store, NULL));
	ck_ok(om_audit_checkpoint(om->store, &note));
	ck_ok(om_audit_open_head(&head, om->store, om_buf_span(&note)));
	ck_ok(om_audit_entry_of(om->store, &last, head.size - 1));
	om_buf_add(&entry, last);
	om_buf_format(&wanted, "\"detail\":\"%s\"", detail);
	is = strstr(entry.p, "\"audit.anchor\"") != NULL &&
	     strstr(entry.p, wanted.p) != NULL;
	om_buf_free(&wanted);
	om_buf_free(&entry);
	om_buf_free(&note);
	return is;
}

static int
anchor(enum om_anchor_kind kind, uint16_t port)
{
	struct om_buf target = OM_BUF(100);
	struct om_anchor a = { .kind = kind };
	uint64_t size = 0;
	int rc;

	om_buf_format(&target, "http://127.0.0.1:%u/log", (unsigned)port);
	a.target = target.p;
	a.key = kind == OM_ANCHOR_WITNESS ? vkey.p : NULL;
	rc = om_anchor(&size, om, &a);
	ck_assert_int_eq(rc == OM_OK, size > 0);
	om_buf_free(&target);
	return rc;
}

/* Anchors to a server of these answers; all of them are asked for. */
static void
check_answers(enum om_anchor_kind kind, const char *const *answers, int code,
    const char *says)
{
	struct om_buf cosigned = OM_BUF(OM_NOTE_MAX);
	struct server s;

	server_begin_all(&s, answers);
	ck_code(anchor(kind, s.port), code);
	ck_assert_msg(code == OM_OK || strstr(om_failure(), says) != NULL,
	    "'%s' lacks '%s'", om_failure(), says);
	ck_assert(is_recorded_as(code == OM_OK ? says : "failed"));
	ck_code(om_cosigned_newest(&cosigned, om->store), OM_NOTFOUND);
	server_end(&s);
	om_buf_free(&cosigned);
}

#define ANSWER(status, length, body) \
	"HTTP/1.1 " status           \
	" x\r\nConnection: close\r\nContent-Length: " length "\r\n\r\n" body

START_TEST(a_place_takes_the_head_or_says_that_it_does_not)
{
	static const struct {
		const char *answers[2];
		int code;
		const char *says;
	} rows[] = {
		{ { ANSWER("200", "0", ""), NULL }, OM_OK, "url" },
		{ { ANSWER("204", "0", ""), NULL }, OM_OK, "url" },
		{ { ANSWER("302", "0", ""), NULL }, OM_REMOTE, "status 302" },
		{ { ANSWER("500", "0", ""), NULL }, OM_REMOTE, "status 500" },
	};

	open_world("");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_answers(
		    OM_ANCHOR_URL, rows[i].answers, rows[i].code, rows[i].says);
	ck_code(anchor(OM_ANCHOR_URL, 1), OM_REMOTE);
	ck_assert(is_recorded_as("failed"));
	close_world();
}
END_TEST

/* Status codes: c2sp.org/tlog-witness. */
START_TEST(what_a_witness_answers_is_understood)
{
	static const struct {
		const char *answers[4];
		int code;
		const char *says;
	} rows[] = {
		{ { ANSWER("422", "0", "") }, OM_CORRUPT, "was rewritten" },
		{ { ANSWER("403", "0", "") }, OM_REMOTE, "know the key" },
		{ { ANSWER("404", "0", "") }, OM_REMOTE, "log's origin" },
		{ { ANSWER("503", "0", "") }, OM_REMOTE, "status 503" },
		{ { ANSWER("200", "0", "") }, OM_REMOTE, "is right" },
		{ { ANSWER("200", "5", "junk\n") }, OM_REMOTE, "is right" },
		{ { ANSWER("409", "0", "") }, OM_REMOTE, "names no size" },
		{ { ANSWER("409", "2", "x\n") }, OM_REMOTE, "names no size" },
		{ { ANSWER("409", "3", "01\n") }, OM_REMOTE, "names no size" },
		{ { ANSWER("409", "6", "99999\n") }, OM_CORRUPT,
		    "was rolled back" },
		{ { ANSWER("409", "5", "99999") }, OM_CORRUPT,
		    "was rolled back" },
		/* It was told of none: none is what it has seen, it says. */
		{ { ANSWER("409", "2", "0\n") }, OM_CORRUPT, "another log" },
		{ { ANSWER("409", "2", "1\n"), ANSWER("409", "2", "1\n") },
		    OM_CORRUPT, "another log of size 1" },
		{ { ANSWER("409", "2", "1\n"), ANSWER("409", "2", "2\n"),
		      ANSWER("409", "2", "1\n") },
		    OM_REMOTE, "changes all the time" },
	};

	open_world("");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_answers(OM_ANCHOR_WITNESS, rows[i].answers, rows[i].code,
		    rows[i].says);
	close_world();
}
END_TEST

START_TEST(a_witness_is_asked_with_what_it_has_seen)
{
	static const char *const answers[] = { ANSWER("409", "2", "1\n"),
		ANSWER("404", "0", ""), NULL };
	struct server s;

	open_world("");
	server_begin_all(&s, answers);
	ck_code(anchor(OM_ANCHOR_WITNESS, s.port), OM_REMOTE);
	ck_assert_ptr_nonnull(
	    strstr(s.got.p, "POST /log/add-checkpoint HTTP/1.1\r\n"));
	ck_assert_ptr_nonnull(strstr(s.got.p, "\r\n\r\nold 0\n\n"));
	ck_assert_ptr_nonnull(strstr(s.got.p, "\r\n\r\nold 1\n"));
	server_end(&s);
	close_world();
}
END_TEST

START_TEST(an_address_or_key_that_is_none_is_not_asked)
{
	struct om_anchor a = { .kind = OM_ANCHOR_WITNESS, .target = "" };
	struct om_buf old = OM_BUF(5000);
	uint64_t size = 0;

	open_world("");
	a.key = vkey.p;
	ck_code(om_anchor(&size, om, &a), OM_USAGE);
	ck_assert(is_recorded_as("failed"));
	om_buf_text(&old, "https://w.example/");
	while (old.n < 4500)
		om_buf_byte(&old, 'x');
	a.target = old.p;
	ck_code(om_anchor(&size, om, &a), OM_LIMIT);
	a.target = "https://w.example/";
	a.key = "w.example+01234567+AAAA";
	ck_code(om_anchor(&size, om, &a), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "NAME+ID+BASE64"));
	ck_assert_uint_eq(size, 0);
	om_buf_free(&old);
	close_world();
}
END_TEST

START_TEST(anchors_of_the_configuration_are_read_and_checked)
{
	static const struct {
		const char *is;
		int code;
		struct om_anchor anchor;
	} rows[] = {
		{ "{\"file\":\"heads\"}", OM_OK,
		    { OM_ANCHOR_FILE, "heads", NULL, false } },
		{ "{\"url\":\"https://a.example\",\"private\":true}", OM_OK,
		    { OM_ANCHOR_URL, "https://a.example", NULL, true } },
		{ "{\"witness\":\"https://w.example\",\"key\":\"k\","
		  "\"private\":false}",
		    OM_OK,
		    { OM_ANCHOR_WITNESS, "https://w.example", "k", false } },
		{ "{\"witness\":\"https://w.example\"}", OM_USAGE, { 0 } },
		{ "{\"file\":\"heads\",\"key\":\"k\"}", OM_USAGE, { 0 } },
		{ "{\"file\":\"heads\",\"url\":\"https://a.example\"}",
		    OM_USAGE, { 0 } },
		{ "{\"private\":true}", OM_USAGE, { 0 } },
		{ "{\"key\":\"k\"}", OM_USAGE, { 0 } },
		{ "{\"file\":1}", OM_USAGE, { 0 } },
		{ "{\"file\":\"heads\",\"fiel\":\"heads\"}", OM_USAGE, { 0 } },
		{ "7", OM_USAGE, { 0 } },
	};
	enum { COUNT = sizeof(rows) / sizeof(rows[0]) };
	struct om_buf members = OM_BUF(4096);

	om_buf_text(&members, ",\"anchors\":[");
	for (size_t i = 0; i < COUNT; i++) {
		om_buf_text(&members, i == 0 ? "" : ",");
		om_buf_text(&members, rows[i].is);
	}
	om_buf_byte(&members, ']');
	open_world(members.p);
	for (size_t i = 0; i < COUNT; i++) {
		const struct om_anchor *wanted = &rows[i].anchor;
		struct om_anchor got = { 0 };

		ck_code(om_anchor_get(&got, om, i), rows[i].code);
		if (rows[i].code != OM_OK) {
			ck_assert_ptr_nonnull(
			    strstr(om_failure(), OM_SETTINGS_FILE));
			ck_assert_ptr_null(got.target);
			continue;
		}
		ck_assert_int_eq(got.kind, wanted->kind);
		ck_assert_str_eq(got.target, wanted->target);
		ck_assert_pstr_eq(got.key, wanted->key);
		ck_assert_int_eq(got.private_allowed, wanted->private_allowed);
	}
	ck_code(
	    om_anchor_get(&(struct om_anchor){ 0 }, om, COUNT), OM_NOTFOUND);
	om_buf_free(&members);
	close_world();
}
END_TEST

START_TEST(a_file_keeps_head_after_head)
{
	struct om_anchor a = { .kind = OM_ANCHOR_FILE };
	char *path = om_path_join(om_test_folder(), "heads");
	struct om_buf text = OM_BUF(1 << 16);
	uint64_t size = 0, before, n = 0;

	open_world("");
	a.target = path;
	ck_code(om_anchor_verify(&n, om, path), OM_NOTFOUND);
	ck_ok(om_anchor(&size, om, &a));
	before = size;
	ck_ok(om_anchor(&size, om, &a));
	ck_assert_uint_gt(size, before);
	ck_ok(om_anchor_verify(&n, om, path));
	ck_assert_uint_eq(n, 2);
	/* A third that was cut off, and no head at all. */
	ck_ok(om_file_read(&text, path));
	om_buf_text(&text, "\nnothing\n");
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	ck_code(om_anchor_verify(&n, om, path), OM_INPUT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "behind 2 checkpoints"));
	ck_code(om_anchor(&size, om, &a), OM_INPUT);
	ck_ok(om_file_replace(path, OM_SPAN_NONE, 0600));
	ck_code(om_anchor_verify(&n, om, path), OM_INPUT);
	ck_assert_ptr_nonnull(strstr(om_failure(), "no checkpoint"));
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(remove(path), 0);
	om->dry_run = true;
	ck_ok(om_anchor(&size, om, &a));
	ck_assert(!om_file_exists(path));
	om->dry_run = false;
	a.target = "/no/such/folder/heads";
	ck_code(om_anchor(&size, om, &a), OM_NOTFOUND);
	ck_assert(is_recorded_as("failed"));
	om_buf_free(&text);
	om_free(path);
	close_world();
}
END_TEST

OM_SUITE(context_anchor)
{
	tcase_add_test(tests, a_place_takes_the_head_or_says_that_it_does_not);
	tcase_add_test(tests, what_a_witness_answers_is_understood);
	tcase_add_test(tests, a_witness_is_asked_with_what_it_has_seen);
	tcase_add_test(tests, an_address_or_key_that_is_none_is_not_asked);
	tcase_add_test(
	    tests, anchors_of_the_configuration_are_read_and_checked);
	tcase_add_test(tests, a_file_keeps_head_after_head);
}
