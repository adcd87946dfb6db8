#include "request/certificate.h"

#include "crypto/random.h"
#include "format/json_reader.h"
#include "request/inside.h"
#include "request/world.h"
#include "sql/sql.h"
#include "store/backup.h"
#include "store/statement.h"
#include "store/subject.h"

static struct world w;

#define BELA                                                               \
	"{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Bela Kov\"," \
	"\"identifiers\":[{\"type\":\"external_id\",\"value\":\"c42\"},"   \
	"{\"type\":\"google\",\"value\":\"bela@post.example\"}]}\n"

static const char ana[] = "email:ana@post.example";

static void
open_world(void)
{
	world_make(&w, false);
	(void)world_import(&w, ANA BELA);
}

/* The certificate of the request, as its answer holds it, checked. */
static struct om_attestation *
certificate(void)
{
	uint8_t public[OM_PUBLIC_KEY_SIZE];
	struct om_buf file = OM_BUF(1 << 20);
	struct om_note_key key;
	struct om_attestation *a;

	world_answer(&w, &file, OM_CERTIFICATE_PROOF);
	ck_ok(om_attestation_read(&a, &w.arena, om_buf_span(&file)));
	om_keys_public(w.om->keys, public);
	ck_ok(
	    om_note_key_make(&key, om_span_of(w.om->settings.origin), public));
	ck_ok(om_attestation_verify(NULL, a, &key));
	om_buf_free(&file);
	return a;
}

static bool
says(const struct om_attestation *a, size_t part, const char *text)
{
	const char *all = om_arena_string(&w.arena, a->parts[part].statement);

	return strstr(all, text) != NULL;
}

static int
concerns(const struct om_attestation *a, const char *identifier)
{
	return om_certificate_concerns(
	    a, w.om->identity, om_span_of(identifier));
}

static int64_t
kept(const char *column)
{
	const struct om_statement count = { "COUNT",
		om_arena_string(&w.arena, om_span_of(column)) };
	char *path = om_path_join(w.folder, "ombud.db");
	struct om_sql *sql;
	int64_t n;

	ck_ok(om_sql_open(&sql, path, false, &count, 1));
	ck_code(om_sql_first(sql, 0, NULL, 0), 1);
	n = om_sql_integer(sql, 0, 0);
	om_sql_stop(sql, 0);
	om_sql_close(sql);
	om_free(path);
	return n;
}

#define KEPT kept("SELECT count(certificate) FROM request")

START_TEST(an_identifier_stands_as_a_salted_hash_of_its_parts)
{
	/* By Python's hashlib. */
	static const char *const wanted[] = {
		"f34d81dbb36ffea2154a2380826686aa85dc2b0a605f192512fdf5dbadaef3"
		"66",
		"952bb7837be4ad9d71279b4c4453fe1993f3ab6e2fa1a2e25d259729231efc"
		"a5",
	};
	const struct om_span parts[][3] = {
		{ OM_SPAN_NONE, OM_SPAN("email"), OM_SPAN("ana@post.example") },
		{ OM_SPAN("crm"), OM_SPAN("external_id"), OM_SPAN("c42") },
	};
	uint8_t salt[OM_SALT_SIZE], hash[OM_HASH_SIZE];

	for (int i = 0; i < OM_SALT_SIZE; i++)
		salt[i] = (uint8_t)i;
	for (int i = 0; i < 2; i++) {
		struct om_buf hex = OM_BUF(64);

		ck_ok(om_certificate_hash(hash, salt, parts[i]));
		om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
		ck_span_eq(om_buf_span(&hex), wanted[i]);
		om_buf_free(&hex);
	}
}
END_TEST

START_TEST(an_erasure_is_certified_with_what_was_found_done_and_left)
{
	const struct om_attestation *a;
	struct om_kinds *kinds;

	open_world();
	world_run(&w, "erase", ana);
	a = certificate();
	ck_assert_uint_eq(a->n, 2);
	ck_assert(says(a, 0, om_case_id(&w.c, w.c.id)));
	ck_assert(says(a, 0,
	    "\"systems\":[{\"name\":\"store\",\"found\":1,\"erased\":{"
	    "\"profiles\":1,\"events\":1,\"identifiers\":2},\"remaining\":0,"));
	ck_assert(says(a, 0, "\"right\":\"erase\",\"regimes\":[\"gdpr\"]"));
	ck_assert(says(a, 0, "\"name\":\"gdpr\",\"sha256\":\""));
	ck_assert(says(a, 0, om_identity_policy_hash(w.om->identity)));
	ck_ok(om_kinds_open(&kinds, NULL));
	ck_assert(says(a, 0, kinds->hash));
	om_kinds_close(kinds);
	ck_assert(says(a, 0, "\"key\":{\"epoch\":1,"));
	ck_assert(says(a, 1, "\"log_emptied\":true,\"swept\":false"));
	ck_assert(says(a, 1, "{\"name\":\"crm\",\"searched\":false,"));
	ck_assert(says(a, 1, "\"grade\":\"verified by re-read\""));
	world_free(&w);
}
END_TEST

START_TEST(a_certificate_holds_nothing_of_the_person)
{
	static const char *const hers[] = { "ana@", "post.example", "Ruiz",
		"2025550123", "Quay", "mug" };
	struct om_buf page = OM_BUF(1 << 20);
	const struct om_attestation *a;
	char *answer;

	open_world();
	world_run(&w, "erase", ana);
	world_answer(&w, &page, OM_CERTIFICATE_PAGE);
	answer = om_path_join(w.folder, "answer");
	ck_ok(om_folder_remove(answer));
	om_free(answer);
	a = certificate();
	for (size_t i = 0; i < sizeof(hers) / sizeof(hers[0]); i++) {
		ck_lacks(page, hers[i]);
		ck_assert(!says(a, 0, hers[i]));
		ck_assert(!says(a, 1, hers[i]));
	}
	om_buf_free(&page);
	world_free(&w);
}
END_TEST

START_TEST(only_the_identifier_that_was_given_is_the_one_it_concerns)
{
	const struct om_attestation *a;

	open_world();
	world_run(&w, "erase", "email: Ana@POST.example");
	a = certificate();
	ck_code(concerns(a, ana), 1);
	ck_code(concerns(a, "email:ANA@post.example"), 1);
	ck_code(concerns(a, "google:ana@post.example"), 1);
	ck_code(concerns(a, "email:ana@post.exampl"), 0);
	ck_code(concerns(a, "phone_number:+12025550123"), 0);
	ck_code(concerns(a, "crm:customer:email:ana@post.example"), 1);
	ck_code(concerns(a, "ana"), OM_USAGE);
	world_free(&w);
}
END_TEST

START_TEST(an_identifier_that_counts_in_its_source_is_that_of_the_source)
{
	const struct om_attestation *a;

	open_world();
	world_run(&w, "erase", "crm:customer:external_id:c42");
	a = certificate();
	ck_code(concerns(a, "crm:customer:external_id:c42"), 1);
	ck_code(concerns(a, "shop:customer:external_id:c42"), 0);
	ck_code(concerns(a, "crm:customer:external_id:c43"), 0);
	world_free(&w);
}
END_TEST

/* What lies in the row is neither readable nor another row's. */
START_TEST(what_is_kept_is_sealed_until_the_request_is_closed)
{
	struct om_certificate c;

	open_world();
	world_run(&w, "erase", ana);
	ck_assert_int_eq(KEPT, 1);
	ck_assert_int_eq(
	    kept("SELECT count(*) FROM request WHERE instr(certificate,"
		 " CAST('subject.erase' AS BLOB)) > 0"),
	    0);
	ck_assert_int_eq(kept("SELECT count(claim) FROM request"), 0);
	(void)certificate();
	ck_ok(om_request_attest(&w.c, "crm"));
	ck_assert_int_eq(KEPT, 1);
	ck_ok(om_request_close(&w.c, false));
	ck_assert_int_eq(KEPT, 0);
	ck_assert_int_eq(kept("SELECT count(wrapped_key) FROM request"), 0);
	ck_ok(om_certificate_load(&c, &w.c));
	ck_assert_uint_eq(c.n, 0);
	world_free(&w);
}
END_TEST

START_TEST(what_is_kept_survives_a_rotation_and_the_end_of_the_old_epoch)
{
	uint32_t epoch;
	uint64_t n;

	open_world();
	world_run(&w, "erase", ana);
	ck_ok(om_keys_add(w.om->keys, &epoch, OM_KEY_EPOCH));
	ck_ok(om_store_rewrap(w.om->store, &n));
	ck_ok(om_keys_destroy(w.om->keys, OM_KEY_EPOCH, 1));
	ck_assert_uint_eq(certificate()->n, 2);
	world_free(&w);
}
END_TEST

static const struct om_statement read_members = { "READ",
	"SELECT id FROM member UNION ALL SELECT id FROM member" };

START_TEST(an_erasure_that_is_not_finished_is_certified_once_it_is)
{
	char *path;
	struct om_sql *reader;
	struct om_certificate c;

	open_world();
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	path = om_path_join(w.folder, "ombud.db");
	ck_ok(om_sql_open(&reader, path, false, &read_members, 1));
	ck_ok(om_sql_script(reader, "BEGIN"));
	ck_code(om_sql_first(reader, 0, NULL, 0), 1);
	ck_ok(om_sql_script(w.om->store->sql, "PRAGMA busy_timeout=50"));
	ck_code(om_request_run(&w.c), OM_BUSY);
	ck_ok(om_certificate_load(&c, &w.c));
	ck_assert_uint_eq(c.n, 1);
	om_sql_stop(reader, 0);
	om_sql_close(reader);
	/* Another process goes on with it. */
	world_close(&w);
	world_open(&w);
	ck_ok(om_request_run(&w.c));
	ck_ok(om_request_run(&w.c));
	ck_assert_uint_eq(certificate()->n, 2);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(a_trial_of_an_erasure_keeps_nothing)
{
	open_world();
	world_plan(&w, "erase", ana);
	ck_ok(om_request_approve(&w.c, SECOND));
	w.om->dry_run = true;
	ck_ok(om_request_run(&w.c));
	w.om->dry_run = false;
	ck_assert_int_eq(KEPT, 0);
	ck_ok(world_locate(&w, ana));
	world_free(&w);
}
END_TEST

static bool
has_certificate(void)
{
	struct om_buf manifest = OM_BUF(1 << 20);
	bool has;

	world_answer(&w, &manifest, "manifest.json");
	has = world_has(&manifest, "certificate");
	om_buf_free(&manifest);
	return has;
}

START_TEST(what_erased_nothing_is_not_certified)
{
	open_world();
	world_run(&w, "access", ana);
	ck_assert(!has_certificate());
	world_free(&w);
	open_world();
	world_run(&w, "erase", "email:zoe@post.example");
	ck_assert(!has_certificate());
	world_free(&w);
	open_world();
	world_plan(&w, "erase", ana);
	ck_ok(om_request_deny(&w.c, "legal_claims"));
	ck_assert(!has_certificate());
	world_free(&w);
}
END_TEST

START_TEST(letter_and_page_say_what_it_is_and_how_to_check_it)
{
	struct om_buf letter = OM_BUF(1 << 20), page = OM_BUF(1 << 20);
	char *path;

	open_world();
	world_run(&w, "erase", ana);
	world_answer(&w, &letter, "index.html");
	path = om_path_join(w.folder, "answer/" OM_CERTIFICATE_PAGE);
	ck_ok(om_file_read(&page, path));
	ck_has(letter, "certificate.html is a certificate of this erasure");
	ck_has(letter, "We have undertaken to destroy the key");
	ck_has(letter, "must not come back (2 in all)");
	ck_has(page, "<td>2 codes, worked out with a secret key");
	ck_has(page, "Gone in two stages");
	ck_has(page, "in backups of the store.</strong>");
	ck_has(page, "ombud certificate verify certificate.tlog-proof");
	ck_has(page, w.om->settings.origin);
	ck_has(page, "<li>crm</li>");
	ck_has(page, "<td>Not for this certificate.</td>");
	ck_lacks(page, "<script");
	om_buf_free(&letter);
	om_buf_free(&page);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(an_erasure_goes_on_where_the_claim_cannot_be_read_any_more)
{
	static const char *const claims[] = { "no identifier", "email:\x01" };
	const struct om_erasure done = { 0 };
	uint8_t salt[OM_SALT_SIZE] = { 0 };

	open_world();
	world_plan(&w, "erase", ana);
	for (int i = 0; i < 2; i++) {
		const struct om_certificate_facts facts = {
			.c = &w.c, .done = &done, .claim = om_span_of(claims[i])
		};
		struct om_buf b = OM_BUF(1 << 16);

		ck_ok(om_certificate_erased(&b, &facts, salt));
		ck_has(b, "\"identifiers\":[]");
		om_buf_free(&b);
	}
	world_free(&w);
}
END_TEST

START_TEST(a_policy_is_named_with_the_one_that_it_extends)
{
	const struct om_erasure done = { 0 };
	const struct om_certificate_facts facts = { .c = &w.c, .done = &done };
	uint8_t salt[OM_SALT_SIZE] = { 0 };
	struct om_buf b = OM_BUF(1 << 16);

	open_world();
	world_plan(&w, "erase", ana);
	w.c.request->regime = "uk-gdpr";
	ck_ok(om_certificate_erased(&b, &facts, salt));
	ck_has(b, "\"policies\":[{\"name\":\"uk-gdpr\",\"sha256\":\"");
	ck_has(b, "\"},{\"name\":\"gdpr\",\"sha256\":\"");
	om_buf_reset(&b);
	w.c.request->regime = "left";
	ck_ok(om_certificate_erased(&b, &facts, salt));
	ck_has(b, "\"policies\":[{\"name\":\"identifiers\",");
	om_buf_free(&b);
	world_free(&w);
}
END_TEST

START_TEST(the_day_on_which_backups_are_unreadable_is_stated)
{
	const struct om_erasure done = { 0 };
	struct om_certificate_facts facts = {
		.c = &w.c, .done = &done, .gone_by = INT64_C(1796083200000)
	}; /* 2026-12-01 */
	uint8_t salt[OM_SALT_SIZE] = { 0 };
	struct om_buf b = OM_BUF(1 << 16);

	open_world();
	world_plan(&w, "erase", ana);
	ck_ok(om_certificate_erased(&b, &facts, salt));
	ck_has(b, "\"destroyed_by\":\"2026-12-01\"");
	om_buf_reset(&b);
	facts.gone_by = 0;
	ck_ok(om_certificate_erased(&b, &facts, salt));
	ck_has(b, "\"destroyed_by\":null");
	om_buf_free(&b);
	world_free(&w);
}
END_TEST

/* Makes the workspace's first epoch key a year older. */
static void
age_key(void)
{
	char *path = om_path_join(w.folder, "keys/epoch-1.key"), *year;
	struct om_buf text = OM_BUF(1 << 10);

	world_close(&w);
	ck_ok(om_file_read(&text, path));
	year = strstr(text.p, " 20");
	ck_assert_ptr_nonnull(year);
	year[3] = '0';
	ck_ok(om_file_replace(path, om_buf_span(&text), 0600));
	world_open(&w);
	om_buf_free(&text);
	om_free(path);
}

START_TEST(no_day_is_promised_where_keys_are_not_replaced_in_time)
{
	open_world();
	world_run(&w, "erase", ana);
	ck_assert(says(certificate(), 0, "\"destroyed_by\":\"20"));
	world_free(&w);
	open_world();
	age_key();
	world_run(&w, "erase", ana);
	ck_assert(says(certificate(), 0, "\"destroyed_by\":null"));
	world_free(&w);
}
END_TEST

/* Cuts the sealed row, or puts another's in its place. */
START_TEST(a_damaged_certificate_is_noticed)
{
	struct om_certificate c;

	open_world();
	world_run(&w, "erase", ana);
	ck_ok(om_sql_script(w.om->store->sql,
	    "UPDATE request SET certificate = substr(certificate, 1, 99)"));
	ck_code(om_certificate_load(&c, &w.c), OM_CORRUPT);
	ck_ok(om_sql_script(
	    w.om->store->sql, "UPDATE request SET wrapped_key = x'00'"));
	ck_code(om_certificate_load(&c, &w.c), OM_CORRUPT);
	world_free(&w);
}
END_TEST

/* What another program, or a later one of ours, would have sealed. */
static void
keep_bytes(struct om_span bytes)
{
	struct om_store *store = w.om->store;
	struct om_owner owner = { 'R', w.c.id, 1 };
	struct om_place place = om_place_of('T', w.c.id, 0);
	uint8_t wrapped[OM_WRAPPED_SIZE];
	struct om_buf sealed = OM_BUF(1 << 16);
	struct om_secret secret;

	om_random(&secret, sizeof(secret));
	ck_ok(om_secret_wrap(store, wrapped, &owner, &secret));
	ck_ok(om_seal(
	    store->sealer, &sealed, secret.seal, bytes, om_place_span(&place)));
	ck_ok(OM_SQL_RUN(store->sql, S_REQUEST_CERTIFY, OM_INT(w.c.id),
	    OM_INT(1), OM_BYTES(om_span_bytes(wrapped, sizeof(wrapped))),
	    OM_BYTES(om_buf_span(&sealed))));
	om_buf_free(&sealed);
}

START_TEST(what_is_kept_has_the_lengths_that_it_names)
{
	enum { HEAD = 8 + OM_SALT_SIZE + 4, MOST = OM_ATTESTED_MAX };
	static char bytes[(MOST + 1) * HEAD];
	struct om_certificate c;

	open_world();
	ck_ok(world_new(&w, "erase", ana));
	keep_bytes(om_span_bytes(bytes, HEAD));
	ck_ok(om_certificate_load(&c, &w.c));
	ck_assert_uint_eq(c.n, 1);
	keep_bytes(om_span_bytes(bytes, HEAD - 1));
	ck_code(om_certificate_load(&c, &w.c), OM_CORRUPT);
	keep_bytes(om_span_bytes(bytes, MOST * HEAD));
	ck_ok(om_certificate_load(&c, &w.c));
	ck_assert_uint_eq(c.n, MOST);
	keep_bytes(om_span_bytes(bytes, sizeof(bytes)));
	ck_code(om_certificate_load(&c, &w.c), OM_CORRUPT);
	bytes[HEAD - 4] = 2;
	keep_bytes(om_span_bytes(bytes, HEAD + 1));
	ck_code(om_certificate_load(&c, &w.c), OM_CORRUPT);
	ck_assert_str_eq(om_failure(), "store: a certificate is damaged");
	keep_bytes(om_span_bytes(bytes, HEAD + 2));
	ck_ok(om_certificate_load(&c, &w.c));
	ck_assert_uint_eq(c.said[0].statement.n, 2);
	world_free(&w);
}
END_TEST

START_TEST(what_is_kept_comes_back_as_it_was)
{
	struct om_certificate c = { .n = OM_ATTESTED_MAX }, again;

	open_world();
	ck_ok(world_new(&w, "erase", ana));
	for (size_t i = 0; i < c.n; i++) {
		om_attested_begin(&c.said[i]);
		c.said[i].number = (int64_t)i << 40 | 7;
		c.said[i].statement = i % 2 ? OM_SPAN("{}") : OM_SPAN("");
	}
	ck_ok(om_certificate_keep(&w.c, &c));
	ck_ok(om_certificate_load(&again, &w.c));
	ck_assert_uint_eq(again.n, c.n);
	for (size_t i = 0; i < c.n; i++) {
		ck_assert_int_eq(again.said[i].number, c.said[i].number);
		ck_assert_mem_eq(
		    again.said[i].salt, c.said[i].salt, OM_SALT_SIZE);
		ck_assert(om_span_equal(
		    again.said[i].statement, c.said[i].statement));
	}
	c.n = 0;
	ck_ok(om_certificate_keep(&w.c, &c));
	ck_ok(om_certificate_load(&again, &w.c));
	ck_assert_uint_eq(again.n, 0);
	world_free(&w);
}
END_TEST

OM_SUITE(request_certificate)
{
	tcase_add_test(
	    tests, an_identifier_stands_as_a_salted_hash_of_its_parts);
	tcase_add_test(
	    tests, an_erasure_is_certified_with_what_was_found_done_and_left);
	tcase_add_test(tests, a_certificate_holds_nothing_of_the_person);
	tcase_add_test(
	    tests, only_the_identifier_that_was_given_is_the_one_it_concerns);
	tcase_add_test(tests,
	    an_identifier_that_counts_in_its_source_is_that_of_the_source);
	tcase_add_test(
	    tests, what_is_kept_is_sealed_until_the_request_is_closed);
	tcase_add_test(tests,
	    what_is_kept_survives_a_rotation_and_the_end_of_the_old_epoch);
	tcase_add_test(
	    tests, an_erasure_that_is_not_finished_is_certified_once_it_is);
	tcase_add_test(tests, a_trial_of_an_erasure_keeps_nothing);
	tcase_add_test(tests, what_erased_nothing_is_not_certified);
	tcase_add_test(
	    tests, letter_and_page_say_what_it_is_and_how_to_check_it);
	tcase_add_test(
	    tests, an_erasure_goes_on_where_the_claim_cannot_be_read_any_more);
	tcase_add_test(tests, a_policy_is_named_with_the_one_that_it_extends);
	tcase_add_test(
	    tests, the_day_on_which_backups_are_unreadable_is_stated);
	tcase_add_test(
	    tests, no_day_is_promised_where_keys_are_not_replaced_in_time);
	tcase_add_test(tests, a_damaged_certificate_is_noticed);
	tcase_add_test(tests, what_is_kept_has_the_lengths_that_it_names);
	tcase_add_test(tests, what_is_kept_comes_back_as_it_was);
}
