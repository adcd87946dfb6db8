#include "request/world.h"

#include <jansson.h>
#include <sys/stat.h>

#include "crypto/base64.h"
#include "crypto/sign.h"
#include "request/answer.h"
#include "store/suppression.h"

static const char ana[] = "email:ana@post.example";

static json_t *
read_json(struct world *w, const char *name)
{
	struct om_buf text = OM_BUF(1 << 20);
	char *path = om_path_join(w->folder, name);
	json_t *root;

	ck_ok(om_file_read(&text, path));
	root = json_loads(text.p, 0, NULL);
	ck_assert_msg(root != NULL, "%s is no JSON:\n%s", name, text.p);
	om_buf_free(&text);
	om_free(path);
	return root;
}

static const char *
text_at(json_t *v, const char *path)
{
	const char *dot;
	char key[32];

	for (; (dot = strchr(path, '.')) != NULL; path = dot + 1) {
		size_t n = (size_t)(dot - path);

		memcpy(key, path, n);
		key[n] = '\0';
		v = key[0] >= '0' && key[0] <= '9'
			? json_array_get(v, (size_t)(key[0] - '0'))
			: json_object_get(v, key);
	}
	return json_string_value(json_object_get(v, path));
}

static void
make_answer(struct world *w, const char *right)
{
	struct om_buf letter = OM_BUF(1 << 20);

	world_run(w, right, ana);
	world_answer(w, &letter, "index.html");
	om_buf_free(&letter);
}

START_TEST(the_data_is_there_by_system_and_source)
{
	struct world w;
	json_t *root;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	(void)world_import(&w,
	    "{\"source\":\"shop\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}]}\n");
	make_answer(&w, "access");
	root = read_json(&w, "answer/data.json");
	ck_assert_str_eq(text_at(root, "systems.0.name"), "store");
	ck_assert_str_eq(text_at(root, "systems.0.sources.0.name"), "crm");
	ck_assert_str_eq(text_at(root, "systems.0.sources.1.name"), "shop");
	ck_assert_str_eq(
	    text_at(root, "systems.0.sources.0.profiles.0.name"), "Ana Ruiz");
	ck_assert_str_eq(
	    text_at(root, "systems.0.sources.0.profiles.0.identifiers.0.value"),
	    "ana@post.example");
	ck_assert_str_eq(
	    text_at(root,
		"systems.0.sources.0.profiles.0.events.0.properties.goods"),
	    "tea mug");
	ck_assert_str_eq(
	    text_at(root, "systems.0.sources.0.profiles.0.attributes.segment"),
	    "gifts");
	json_decref(root);
	world_free(&w);
}
END_TEST

START_TEST(what_was_inferred_is_not_portable)
{
	struct world w;
	json_t *root, *attributes;

	world_make(&w, false);
	world_settle(&w, "\"organisation\":{},\"processing\":"
			 "{\"inferred\":[\"segment\"]}");
	(void)world_import(&w, ANA);
	make_answer(&w, "access");
	root = read_json(&w, "answer/portability.json");
	attributes = json_object_get(
	    json_array_get(json_object_get(root, "profiles"), 0), "attributes");
	ck_assert_ptr_nonnull(json_object_get(attributes, "city"));
	ck_assert_ptr_null(json_object_get(attributes, "segment"));
	ck_assert_str_eq(
	    text_at(root, "profiles.0.events.0.properties.goods"), "tea mug");
	json_decref(root);
	world_free(&w);
}
END_TEST

/* Whether or not the settings name them, and however deep they are. */
START_TEST(a_score_is_not_portable)
{
	static const char *const inferred[] = { "segment", "credit_score",
		"gifts", "612", "persona", "bargain", "churn" };
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;
	json_t *root;
	char *path;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"city\":\"Lower Quay\",\"segment\":\"gifts\","
	    "\"more\":[{\"credit_score\":612,\"size\":\"M\"}]},"
	    "\"events\":[{\"source\":\"shop\",\"type\":\"order\","
	    "\"properties\":{\"goods\":\"tea mug\",\"persona\":"
	    "\"bargain\",\"churn_score\":3}}]}\n");
	make_answer(&w, "access");
	path = om_path_join(w.folder, "answer/portability.json");
	ck_ok(om_file_read(&text, path));
	for (size_t i = 0; i < sizeof(inferred) / sizeof(inferred[0]); i++)
		ck_lacks(text, inferred[i]);
	root = read_json(&w, "answer/portability.json");
	ck_assert_str_eq(
	    text_at(root, "profiles.0.attributes.more.0.size"), "M");
	ck_assert_str_eq(
	    text_at(root, "profiles.0.attributes.city"), "Lower Quay");
	ck_assert_str_eq(
	    text_at(root, "profiles.0.events.0.properties.goods"), "tea mug");
	ck_has(text, "hold an inference or a score (GDPR Art. 20(1))");
	json_decref(root);
	om_free(path);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(portability_is_not_the_access_dump)
{
	struct world w;
	char *data;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	make_answer(&w, "portability");
	data = om_path_join(w.folder, "answer/data.json");
	ck_assert(!om_file_exists(data));
	json_decref(read_json(&w, "answer/portability.json"));
	om_free(data);
	world_free(&w);
}
END_TEST

static void
check_signature(struct world *w)
{
	struct om_buf manifest = OM_BUF(1 << 20), line = OM_BUF(1024);
	uint8_t key[OM_PUBLIC_KEY_SIZE], sig[OM_SIGNATURE_SIZE];
	char *path = om_path_join(w->folder, "answer/manifest.json");
	char *other = om_path_join(w->folder, "answer/manifest.sig");

	ck_ok(om_file_read(&manifest, path));
	ck_ok(om_file_read(&line, other));
	om_keys_public(w->om->keys, key);
	ck_ok(om_base64_exact(
	    sig, sizeof(sig), om_span_trim(om_buf_span(&line))));
	ck_ok(om_verify(key, sig, om_buf_span(&manifest)));
	manifest.p[0] ^= 1;
	ck_code(om_verify(key, sig, om_buf_span(&manifest)), OM_CORRUPT);
	om_buf_free(&manifest);
	om_buf_free(&line);
	om_free(path);
	om_free(other);
}

START_TEST(the_manifest_names_every_file_with_its_hash_and_is_signed)
{
	struct world w;
	json_t *root, *file;
	size_t i;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	make_answer(&w, "access");
	root = read_json(&w, "answer/manifest.json");
	ck_assert_uint_eq(json_array_size(json_object_get(root, "files")), 3);
	json_array_foreach (json_object_get(root, "files"), i, file) {
		struct om_buf bytes = OM_BUF(1 << 20), hex = OM_BUF(128);
		char *folder = om_path_join(w.folder, "answer");
		char *path = om_path_join(folder, text_at(file, "name"));
		uint8_t hash[OM_HASH_SIZE];

		ck_ok(om_file_read(&bytes, path));
		ck_ok(om_sha256(hash, om_buf_span(&bytes)));
		om_buf_hex(&hex, om_span_bytes(hash, sizeof(hash)));
		ck_assert_str_eq(hex.p, text_at(file, "sha256"));
		om_buf_free(&bytes);
		om_buf_free(&hex);
		om_free(path);
		om_free(folder);
	}
	ck_assert_str_eq(text_at(root, "searched.0.name"), "store");
	ck_assert_str_eq(text_at(root, "not_searched.0.name"), "crm");
	json_decref(root);
	check_signature(&w);
	world_free(&w);
}
END_TEST

START_TEST(california_withholds_what_it_must_and_says_so)
{
	static const char record[] =
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"ssn\":\"219-09-9999\",\"city\":\"Quay\","
	    "\"bank\":{\"IBAN\":\"GB00TEST\"}},\"events\":[{\"source\":"
	    "\"x\",\"type\":\"login\",\"properties\":{\"Password\":"
	    "\"hunter2\"}}]}\n";
	static const char *const secrets[] = { "219-09-9999", "GB00TEST",
		"hunter2" };
	struct om_buf letter = OM_BUF(1 << 20), data = OM_BUF(1 << 20);
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, record);
	world_run(&w, "know", ana);
	world_answer(&w, &letter, "index.html");
	path = om_path_join(w.folder, "answer/data.json");
	ck_ok(om_file_read(&data, path));
	for (size_t i = 0; i < 3; i++) {
		ck_lacks(letter, secrets[i]);
		ck_lacks(data, secrets[i]);
	}
	ck_has(letter, "11 CCR 7024(d)");
	ck_has(letter, "<li>US social security number</li>");
	ck_has(letter, "Sold or shared");
	ck_has(letter, "Disclosed for a business purpose");
	ck_has(letter, "<li>identifiers</li>");
	ck_has(letter, "Quay");
	om_free(path);
	om_buf_free(&letter);
	om_buf_free(&data);
	world_free(&w);
}
END_TEST

/* The GDPR gives the person the very values. */
START_TEST(europe_withholds_nothing_but_what_opens_an_account)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;

	world_make(&w, false);
	(void)world_import(&w,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"identifiers\":["
	    "{\"type\":\"email\",\"value\":\"ana@post.example\"}],"
	    "\"attributes\":{\"ssn\":\"219-09-9999\",\"password\":"
	    "\"hunter2\"}}\n");
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	ck_has(letter, "219-09-9999");
	ck_lacks(letter, "hunter2");
	ck_has(letter, "<li>Password</li>");
	ck_has(letter, "Nothing else was left out");
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(an_answer_never_replaces_another)
{
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	path = om_path_join(w.folder, "answer");
	ck_code(om_request_answer(&w.c, path), OM_EXISTS);
	om_free(path);
	path = om_path_join(w.folder, "again.zip");
	ck_ok(om_request_answer(&w.c, path));
	ck_assert(om_file_exists(path));
	ck_ok(om_request_close(&w.c, true));
	om_free(path);
	path = om_path_join(w.folder, "late");
	ck_code(om_request_answer(&w.c, path), OM_DENIED);
	ck_assert(!om_file_exists(path));
	om_free(path);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

START_TEST(an_answer_that_cannot_be_written_is_not_booked)
{
	struct world w;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	/* The parent is a file. */
	ck_assert_int_lt(
	    om_request_answer(&w.c, "/dev/null/answer.zip"), OM_OK);
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	world_free(&w);
}
END_TEST

START_TEST(a_dry_run_writes_no_answer)
{
	struct world w;
	char *path;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	world_run(&w, "access", ana);
	path = om_path_join(w.folder, "answer");
	w.om->dry_run = true;
	ck_ok(om_request_answer(&w.c, path));
	ck_assert_int_eq(w.c.request->state, OM_STATE_NOTIFIED);
	ck_assert(!om_file_exists(path));
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(w.c.request->state, OM_STATE_EXECUTED);
	om_free(path);
	world_free(&w);
}
END_TEST

START_TEST(what_opens_an_account_is_known_by_kinds_of_the_catalogue)
{
	struct om_kinds *kinds;
	size_t n = 0;

	ck_ok(om_kinds_open(&kinds, NULL));
	for (; om_answer_secret(n) != NULL; n++)
		ck_assert_msg(
		    om_kinds_find(kinds, om_span_of(om_answer_secret(n))) >= 0,
		    "there is no kind %s", om_answer_secret(n));
	ck_assert_uint_gt(n, 0);
	om_kinds_close(kinds);
}
END_TEST

/* Each purpose has a number, a word, and a sentence of its own in letters. */
START_TEST(every_entry_of_the_ledger_is_told_whatever_its_purpose)
{
	static const struct {
		enum om_purpose purpose;
		int number;
		const char *word;
	} purposes[] = {
#define OM_PURPOSE(code, number, word) { code, number, word },
#include "store/purpose_list.h"
#undef OM_PURPOSE
	};
	const struct om_identifier id = { OM_SPAN("email"),
		OM_SPAN("ana@post.example") };
	struct om_buf letter = OM_BUF(1 << 20);
	struct world w;
	json_t *root, *entries;
	size_t n = 0;

	world_make(&w, false);
	(void)world_import(&w, ANA);
	for (int i = 0; i + 1 < OM_PURPOSE_SLOTS; i++) {
		ck_assert_int_eq(purposes[i].number, i + 1);
		ck_assert_str_eq(
		    om_suppression_word(purposes[i].purpose), purposes[i].word);
		ck_ok(om_suppression_set(
		    w.om->store, &id, purposes[i].purpose, false));
	}
	world_run(&w, "access", ana);
	world_answer(&w, &letter, "index.html");
	for (char *at = letter.p; (at = strstr(at, "An entry that says")); at++)
		n++;
	ck_assert_uint_eq(n, OM_PURPOSE_SLOTS - 1);
	root = read_json(&w, "answer/data.json");
	entries = json_object_get(root, "suppression_entries");
	ck_assert_uint_eq(json_array_size(entries), OM_PURPOSE_SLOTS - 1);
	for (size_t i = 0; i < json_array_size(entries); i++)
		ck_assert_str_eq(json_string_value(json_array_get(entries, i)),
		    purposes[i].word);
	json_decref(root);
	om_buf_free(&letter);
	world_free(&w);
}
END_TEST

/* What changes no copy of hers, or leaves nobody to be told. */
START_TEST(every_act_is_told_to_the_person_or_known_not_to_be)
{
	static const enum om_act not_told[] = { OM_ACT_INIT, OM_ACT_IMPORT,
		OM_ACT_ERASE, OM_ACT_REQUEST, OM_ACT_LETTER, OM_ACT_RECOMPUTE,
		OM_ACT_HOLD, OM_ACT_UNHOLD, OM_ACT_REPORT, OM_ACT_SUPPRESS,
		OM_ACT_LIFT, OM_ACT_EXPIRE, OM_ACT_DECIDE, OM_ACT_REPLAY,
		OM_ACT_MEMBER_ADD, OM_ACT_MEMBER_REMOVE, OM_ACT_KEY_ROTATE,
		OM_ACT_KEY_DESTROY, OM_ACT_REWRAP, OM_ACT_BACKUP,
		OM_ACT_RESTORE, OM_ACT_MIGRATE, OM_ACT_PURGE, OM_ACT_CHECKPOINT,
		OM_ACT_AUDIT_READ, OM_ACT_ANCHOR, OM_ACT_CHANGE, OM_ACT_SETTLE,
		OM_ACT_SWEEP, OM_ACT_RISK, OM_ACT_FILTER, OM_ACT_PROCESSING,
		OM_ACT_PROCESSING_CHECK };

	for (int i = 0; i < OM_ACTS; i++) {
		enum om_act act = (enum om_act)i;
		bool listed = false;

		for (size_t k = 0; k < sizeof(not_told) / sizeof(*not_told);
		     k++)
			listed |= not_told[k] == act;
		ck_assert_msg(listed == (om_answer_use(act) == NULL), "%s",
		    om_act_word(act));
	}
}
END_TEST

OM_SUITE(request_answer)
{
	tcase_add_test(tests, the_data_is_there_by_system_and_source);
	tcase_add_test(tests, what_was_inferred_is_not_portable);
	tcase_add_test(tests, a_score_is_not_portable);
	tcase_add_test(tests, portability_is_not_the_access_dump);
	tcase_add_test(
	    tests, the_manifest_names_every_file_with_its_hash_and_is_signed);
	tcase_add_test(tests, california_withholds_what_it_must_and_says_so);
	tcase_add_test(
	    tests, europe_withholds_nothing_but_what_opens_an_account);
	tcase_add_test(tests, an_answer_never_replaces_another);
	tcase_add_test(tests, an_answer_that_cannot_be_written_is_not_booked);
	tcase_add_test(tests, a_dry_run_writes_no_answer);
	tcase_add_test(
	    tests, what_opens_an_account_is_known_by_kinds_of_the_catalogue);
	tcase_add_test(
	    tests, every_entry_of_the_ledger_is_told_whatever_its_purpose);
	tcase_add_test(
	    tests, every_act_is_told_to_the_person_or_known_not_to_be);
}
