#include "request/world.h"

#include <jansson.h>
#include <sys/stat.h>

#include "crypto/base64.h"
#include "crypto/sign.h"

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
	json_array_foreach(json_object_get(root, "files"), i, file)
	{
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
	ck_ok(om_request_close(&w.c));
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

OM_SUITE(request_answer)
{
	tcase_add_test(tests, the_data_is_there_by_system_and_source);
	tcase_add_test(tests, what_was_inferred_is_not_portable);
	tcase_add_test(tests, portability_is_not_the_access_dump);
	tcase_add_test(
	    tests, the_manifest_names_every_file_with_its_hash_and_is_signed);
	tcase_add_test(tests, california_withholds_what_it_must_and_says_so);
	tcase_add_test(
	    tests, europe_withholds_nothing_but_what_opens_an_account);
	tcase_add_test(tests, an_answer_never_replaces_another);
	tcase_add_test(tests, an_answer_that_cannot_be_written_is_not_booked);
	tcase_add_test(tests, a_dry_run_writes_no_answer);
}
