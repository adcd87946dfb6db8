#include "request/certificate.h"

#include "format/json_reader.h"
#include "request/world.h"

static struct world w;
static struct om_buf text;
static const struct om_erasure done;
static const uint8_t salt[OM_SALT_SIZE] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
	11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
	29, 30, 31 };

static void
open_world(void)
{
	world_make(&w, true);
	(void)world_import(&w, ANA);
	world_plan(&w, "erase", "email:ana@post.example");
	text = OM_BUF(1 << 20);
}

static void
close_world(void)
{
	om_buf_free(&text);
	world_free(&w);
}

/* What is stated of an erasure by someone who gave that identifier. */
static void
state(const char *claim)
{
	const struct om_certificate_facts facts = {
		.c = &w.c, .done = &done, .claim = om_span_of(claim)
	};

	om_buf_reset(&text);
	ck_ok(om_certificate_erased(&text, &facts, salt));
}

static size_t
count(const char *part)
{
	size_t n = 0;

	for (const char *p = text.p; (p = strstr(p, part)) != NULL; p++)
		n++;
	return n;
}

START_TEST(an_identifier_longer_than_any_has_no_hash)
{
	struct om_buf value = OM_BUF(2 << 20);
	struct om_span parts[3] = { OM_SPAN_NONE, OM_SPAN("email") };
	uint8_t hash[OM_HASH_SIZE];

	while (value.n < 1 << 20)
		om_buf_text(&value, "0123456789abcdef");
	parts[2] = om_buf_span(&value);
	ck_code(om_certificate_hash(hash, salt, parts), OM_LIMIT);
	om_buf_free(&value);
}
END_TEST

static void
put_policy(const char *name, const char *bytes)
{
	char *path = om_path_join(w.om->policies, name);

	ck_ok(om_file_replace(path, om_span_of(bytes), 0600));
	om_free(path);
}

/* The hashes are sha256sum's of the files put there. */
START_TEST(the_organisations_own_policies_are_those_that_are_named)
{
	char *before;

	open_world();
	before = w.om->policies;
	w.om->policies = om_path_join(w.folder, "policies");
	ck_ok(om_folder_make(w.om->policies, 0700));
	put_policy("kinds.json", "{}\n");
	state("email:ana@post.example");
	ck_has(text,
	    "{\"name\":\"kinds\",\"sha256\":\"ca3d163bab055381827226140568f3bef"
	    "7eaac187cebd76878e0b63e9e442356\"}");
	ck_assert_uint_eq(count("\"name\":\"gdpr\""), 1);
	/* One that extends itself is named, and that has an end. */
	put_policy("gdpr.json", "{\"extends\":\"gdpr\"}\n");
	state("email:ana@post.example");
	ck_has(text,
	    "{\"name\":\"gdpr\",\"sha256\":\"e2c00f06484e8f84e95a5bbb57b27376044"
	    "e802c1e64c76070f272d673b40269\"}");
	ck_assert_uint_eq(count("\"name\":\"gdpr\""), 5);
	om_free(w.om->policies);
	w.om->policies = before;
	close_world();
}
END_TEST

/* A file's statement, read; its salt is 0, 1, 2 and so on. */
static int
concerns(const char *statement, const char *identifier)
{
	struct om_attestation a = { .n = 1 };

	memcpy(a.parts[0].salt, salt, OM_SALT_SIZE);
	ck_ok(om_json_read(
	    &a.parts[0].says, &w.arena, om_span_of(statement), NULL));
	return om_certificate_concerns(
	    &a, w.om->identity, om_span_of(identifier));
}

START_TEST(a_type_that_no_policy_knows_is_hashed_as_it_was_given)
{
	open_world();
	state("crm:customer:shoe:42");
	ck_code(concerns(text.p, "crm:customer:shoe:42"), 1);
	ck_code(concerns(text.p, "crm:customer:shoe:43"), 0);
	ck_code(concerns(text.p, "crm:customer:boot:42"), 0);
	state("nothing");
	ck_has(text, "\"identifiers\":[]");
	ck_code(concerns(text.p, "crm:customer:shoe:42"), 0);
	close_world();
}
END_TEST

/* The hash by Python's hashlib. */
#define HASH "f34d81dbb36ffea2154a2380826686aa85dc2b0a605f192512fdf5dbadaef366"

START_TEST(statements_of_another_make_are_read_as_far_as_they_go)
{
	static const struct {
		const char *statement;
		int concerns;
	} rows[] = {
		{ "{\"identifiers\":[{\"form\":\"email\",\"sha256\":\"" HASH
		  "\"}]}",
		    1 },
		{ "{\"identifiers\":[{\"form\":\"later\",\"sha256\":\"" HASH
		  "\"}]}",
		    0 },
		{ "{\"identifiers\":[{\"form\":\"email\"},{\"sha256\":\"" HASH
		  "\"},7,{\"form\":\"email\",\"sha256\":\"" HASH "\"}]}",
		    1 },
		{ "{\"identifiers\":[{\"form\":\"phone\",\"sha256\":\"" HASH
		  "\"}]}",
		    0 },
		{ "{\"identifiers\":\"" HASH "\"}", 0 },
		{ "{}", 0 },
	};

	open_world();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_code(concerns(rows[i].statement, "email:ana@post.example"),
		    rows[i].concerns);
	close_world();
}
END_TEST

OM_SUITE(request_certificate_statement)
{
	tcase_add_test(tests, an_identifier_longer_than_any_has_no_hash);
	tcase_add_test(
	    tests, the_organisations_own_policies_are_those_that_are_named);
	tcase_add_test(
	    tests, a_type_that_no_policy_knows_is_hashed_as_it_was_given);
	tcase_add_test(
	    tests, statements_of_another_make_are_read_as_far_as_they_go);
}
