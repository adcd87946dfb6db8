#include "sights.h"

#include "policy/source.h"

/*
 * The same figures on every machine. No key is written down here: hosts of
 * source code look for what looks like one, so all are made from parts.
 */
static unsigned
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return (unsigned)(*state >> 33);
}

/* The signs of "A-Z2-7": how many. */
static size_t
alphabet(char out[128], const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++) {
		char last = text[1] == '-' && text[2] != '\0' ? text[2] : *text;

		for (char c = *text; c <= last; c++)
			out[n++] = c;
		if (last != *text)
			text += 2;
	}
	return n;
}

static void
add_drawn(struct om_buf *out, const char *signs, size_t n, uint64_t *state)
{
	char set[128];
	size_t size = alphabet(set, signs);

	for (size_t i = 0; i < n; i++)
		om_buf_byte(out, set[draw(state) % size]);
	/* A sign that could be the text's would not count at the end. */
	if (strchr("-_.=+/", out->p[out->n - 1]) != NULL)
		out->p[out->n - 1] = set[draw(state) % 2];
}

static void
expect(const struct sights *s, const json_t *family, const struct om_buf *key,
    bool wanted)
{
	const char *kind = json_string_value(json_object_get(family, "kind"));
	struct om_buf seen = OM_BUF(4096), text = OM_BUF(4096);

	om_buf_format(&text, "use %s now", key->p);
	sights_of(&seen, s, kind, text.p);
	ck_assert_msg(om_span_equal(om_buf_span(&seen),
			  wanted ? om_buf_span(key) : OM_SPAN_NONE),
	    "%s: %s is %s", json_string_value(json_object_get(family, "name")),
	    key->p, wanted ? "not seen" : "seen");
	om_buf_free(&text);
	om_buf_free(&seen);
}

/* One sign too many or too few, one beyond the alphabet, one letter more
 * before it, a prefix that is none, one sign again and again. */
static void
spoil(struct om_buf *key, const char *prefix, const char *signs, size_t least,
    size_t most, unsigned how, uint64_t *state)
{
	om_buf_reset(key);
	if (how % 5 == 3)
		om_buf_byte(key, 'x');
	om_buf_text(key, prefix);
	if (how % 5 == 4)
		key->p[0] ^= 2;
	if (how % 5 == 2)
		for (size_t i = 0; i < least; i++)
			om_buf_byte(key, 'x');
	else
		add_drawn(key, signs,
		    how % 5 == 0   ? least - 1
		    : how % 5 == 1 ? most + 1
				   : least,
		    state);
}

START_TEST(ten_keys_of_each_family_are_seen_and_ten_near_ones_not)
{
	struct sights s = sights_open(0.001F);
	struct om_config config = { 0 };
	uint64_t state = 5;
	size_t i;
	json_t *family;

	ck_ok(om_policy_load(&config, NULL, "secrets.json"));
	json_array_foreach (
	    json_object_get(config.root, "families"), i, family) {
		const json_t *length = json_object_get(family, "length");
		const char *prefix =
		    json_string_value(json_object_get(family, "prefix"));
		const char *signs =
		    json_string_value(json_object_get(family, "alphabet"));
		size_t least =
		    (size_t)json_integer_value(json_array_get(length, 0));
		size_t most =
		    (size_t)json_integer_value(json_array_get(length, 1));
		struct om_buf key = OM_BUF(1024);

		for (unsigned k = 0; k < 10; k++) {
			om_buf_reset(&key);
			om_buf_text(&key, prefix);
			add_drawn(&key, signs,
			    least + draw(&state) % (most - least + 1), &state);
			expect(&s, family, &key, true);
		}
		for (unsigned k = 0; k < 10; k++) {
			spoil(&key, prefix, signs, least, most, k, &state);
			expect(&s, family, &key, false);
		}
		om_buf_free(&key);
	}
	ck_assert_uint_gt(i, 50);
	om_config_close(&config);
	sights_close(&s);
}
END_TEST

/* The example of RFC 7519, section 3.1, in its parts. */
#define HEADER "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
#define CLAIMS                                                                \
	"eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGx" \
	"lLmNvbS9pc19yb290Ijp0cnVlfQ"
#define MAC "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

START_TEST(a_web_token_has_a_header_that_names_its_algorithm)
{
	static const struct sight_case cases[] = {
		{ HEADER "." CLAIMS "." MAC, HEADER "." CLAIMS "." MAC },
		{ "t=" HEADER "." CLAIMS "." MAC "; x",
		    HEADER "." CLAIMS "." MAC },
		{ HEADER "." CLAIMS "." MAC "." MAC "." MAC,
		    HEADER "." CLAIMS "." MAC "." MAC "." MAC },
		/* Two parts; four; {"typ":"JWT"} and a string, which name no
		 * algorithm; no JSON; a part of something longer. */
		{ HEADER "." CLAIMS, "" },
		{ HEADER "." CLAIMS ".", "" },
		{ HEADER "." CLAIMS "." MAC "." MAC, "" },
		{ "eyJ0eXAiOiJKV1QifQ." CLAIMS "." MAC, "" },
		{ "eyJhIjoxLCJiIjoyfQ." CLAIMS "." MAC, "" },
		{ "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ." CLAIMS "." MAC,
		    "" },
		{ "eyJJJJJJJJJJJJ." CLAIMS "." MAC, "" },
		{ "x" HEADER "." CLAIMS "." MAC, "" },
		{ HEADER "-" CLAIMS "." MAC, "" },
		{ CLAIMS "." CLAIMS "." MAC, "" },
	};

	SIGHTS_ARE("secret.jwt", cases);
}
END_TEST

#define DASHES "-----"
#define LINE "MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeK\n"
#define BLOCK(label) \
	DASHES "BEGIN " label DASHES "\n" LINE LINE DASHES "END " label DASHES

START_TEST(a_private_key_is_seen_from_its_first_line_to_its_last)
{
	static const struct sight_case cases[] = {
		{ "a\n" BLOCK("PRIVATE KEY") "\nb", BLOCK("PRIVATE KEY") },
		{ BLOCK("RSA PRIVATE KEY"), BLOCK("RSA PRIVATE KEY") },
		{ BLOCK("EC PRIVATE KEY"), BLOCK("EC PRIVATE KEY") },
		{ BLOCK("DSA PRIVATE KEY"), BLOCK("DSA PRIVATE KEY") },
		{ BLOCK("ENCRYPTED PRIVATE KEY"),
		    BLOCK("ENCRYPTED PRIVATE KEY") },
		{ BLOCK("OPENSSH PRIVATE KEY"), BLOCK("OPENSSH PRIVATE KEY") },
		{ BLOCK("PGP PRIVATE KEY BLOCK"),
		    BLOCK("PGP PRIVATE KEY BLOCK") },
		{ DASHES "BEGIN PRIVATE KEY" DASHES "\n" LINE "cut (here)",
		    DASHES "BEGIN PRIVATE KEY" DASHES "\n" LINE "cut " },
		{ DASHES "BEGIN PRIVATE KEY" DASHES "\\n" LINE DASHES
			 "END PRIVATE KEY" DASHES,
		    DASHES "BEGIN PRIVATE KEY" DASHES "\\n" LINE DASHES
			   "END PRIVATE KEY" DASHES },
		{ BLOCK("PUBLIC KEY"), "" },
		{ BLOCK("CERTIFICATE"), "" },
		{ BLOCK("PRIVATE DIARY"), "" },
		{ "\"" DASHES "BEGIN PRIVATE KEY" DASHES "\"", "" },
		{ DASHES "BEGIN PRIVATE KEY" DASHES "\n...\n" DASHES
			 "END PRIVATE KEY" DASHES,
		    "" },
		{ "----BEGIN PRIVATE KEY----\n" LINE, "" },
		{ DASHES "BEGIN \nPRIVATE KEY" DASHES "\n" LINE, "" },
		{ DASHES "BEGIN PRIVATE KEY", "" },
		{ DASHES "END PRIVATE KEY" DASHES "\n" LINE, "" },
		{ DASHES "BEGIN PRIVATE KEY" DASHES "\n(see the manual)", "" },
	};

	SIGHTS_ARE("secret.private_key", cases);
}
END_TEST

START_TEST(a_password_stands_behind_its_name)
{
	static const struct sight_case cases[] = {
		{ "password=hunter2", "hunter2" },
		{ "db_password: 'Tr0ub4dor&3'", "Tr0ub4dor&3" },
		{ "\"Password\": \"s3cr3t, with\"", "" },
		{ "PGPASSWORD=q8Zr1kLm0p psql", "q8Zr1kLm0p" },
		{ "userPassword => \"9kT!x2\"", "9kT!x2" },
		{ "pwd=Winter2024;Database=x", "Winter2024" },
		{ "Passwort: Sommer99!", "Sommer99!" },
		{ "<password>k0ala-bear7</password>", "k0ala-bear7" },
		{ "passphrase := `v9#Lq2`", "v9#Lq2" },
		{ "user.passwd = 'correct1horse'", "correct1horse" },
		{ "{\\\"password\\\":\\\"hunter22\\\"}", "hunter22" },
		{ "password=changeme", "" },
		{ "password=${PASSWORD}", "" },
		{ "password: <password>", "" },
		{ "password: required", "" },
		{ "password=xxxx1111", "" },
		{ "password = get_password(1)", "" },
		{ "password = config.db.password2", "" },
		{ "the password: at least 8 characters", "" },
		{ "password_policy=strong12", "" },
		{ "password == other1", "" },
		{ "password::hash2", "" },
		{ "password_file=/etc/pass1", "" },
		{ "passwords are hunter2", "" },
		{ "password=", "" },
		{ "password", "" },
	};

	SIGHTS_ARE("password", cases);
}
END_TEST

START_TEST(a_key_behind_its_name_was_drawn)
{
	static const struct sight_case cases[] = {
		{ "\"api_key\": \"9f8Gk2LmQ0zXv7Bn4RtY\"",
		    "9f8Gk2LmQ0zXv7Bn4RtY" },
		{ "clientSecret: 'q8Zr-1kLm0pXvTn7sWd3'",
		    "q8Zr-1kLm0pXvTn7sWd3" },
		{ "X-Api-Key: 0f5a8c2be91d47360bd2e6f1",
		    "0f5a8c2be91d47360bd2e6f1" },
		{ "aws_secret_access_key = 4Tg9/xLq0ZbVn3wKp8Rm+2Yc",
		    "4Tg9/xLq0ZbVn3wKp8Rm+2Yc" },
		{ "AccountKey=Jx2V9tQmB7kPzR4w==;Endpoint=x",
		    "Jx2V9tQmB7kPzR4w==" },
		{ "token=Jx2V9tQmB7kPzR4w&page=2", "Jx2V9tQmB7kPzR4w" },
		{ "access_token: Jx2V9tQmB7kPzR4w", "Jx2V9tQmB7kPzR4w" },
		{ "apikey=Jx2V9tQmB7kPzR4w", "Jx2V9tQmB7kPzR4w" },
		{ "export SLACK_TOKEN='Jx2V9tQmB7kPzR4w'", "Jx2V9tQmB7kPzR4w" },
		{ "signing-key: \"Jx2V9tQmB7kPzR4w\"", "Jx2V9tQmB7kPzR4w" },
		{ "api_key=YOUR_API_KEY", "" },
		{ "api_key = os.environ['API_KEY']", "" },
		{ "token: string", "" },
		{ "token = tokenizer.next_token", "" },
		{ "secret: https://vault.example/v1/q8Zr1kLm0pXvTn", "" },
		{ "primary_key=Jx2V9tQmB7kPzR4w", "" },
		{ "key: Jx2V9tQmB7kPzR4w", "" },
		{ "token=123456789012345678", "" },
		{ "token_type=Jx2V9tQmB7kPzR4w", "" },
		{ "secret=abc123", "" },
	};

	SIGHTS_ARE("secret.api_key", cases);
}
END_TEST

START_TEST(who_is_in_a_url_is_no_address)
{
	static const struct sight_case credentials[] = {
		{ "postgres://ana:S3cr3t99@db.example.com:5432/x",
		    "ana:S3cr3t99" },
		{ "https://bo:x7@corp.example/", "bo:x7" },
		{ "https://[user:]pass1234@corp.example/", "" },
		{ "https://a:b@corp.example/", "" },
		{ "https://:a1b2c3d4@corp.example/", "" },
		{ "https://bo@corp.example/", "" },
		{ "https://user:password@corp.example/", "" },
		{ "https://ana:${PASS}@corp.example/", "" },
		{ "https://corp.example/a:b@c", "" },
		{ "://ana:S3cr3t99@db.example", "" },
		{ "https://corp.example:8080/", "" },
	};
	static const struct sight_case addresses[] = {
		{ "postgres://ana:S3cr3t99@db.example.com/x", "" },
		{ "https://bo@corp.example/", "" },
		{ "https://corp.example/?m=ana@corp.example",
		    "ana@corp.example" },
		{ "see https://corp.example or ana@corp.example",
		    "ana@corp.example" },
	};

	SIGHTS_ARE("secret.url_credentials", credentials);
	SIGHTS_ARE("email", addresses);
}
END_TEST

START_TEST(a_bearer_token_is_one)
{
	static const struct sight_case cases[] = {
		{ "Authorization: Bearer 9f8Gk2LmQ0zXv7Bn4RtY",
		    "9f8Gk2LmQ0zXv7Bn4RtY" },
		{ "'authorization: bearer 9f8Gk2LmQ0zXv7Bn4RtY'",
		    "9f8Gk2LmQ0zXv7Bn4RtY" },
		{ "the bearer certificate-of-deposit", "" },
		{ "Bearer <token>", "" },
		{ "Bearer $TOKEN12345678901234", "" },
	};

	SIGHTS_ARE("secret.bearer_token", cases);
}
END_TEST

OM_SUITE(scan_secrets)
{
	tcase_add_test(
	    tests, ten_keys_of_each_family_are_seen_and_ten_near_ones_not);
	tcase_add_test(
	    tests, a_web_token_has_a_header_that_names_its_algorithm);
	tcase_add_test(
	    tests, a_private_key_is_seen_from_its_first_line_to_its_last);
	tcase_add_test(tests, a_password_stands_behind_its_name);
	tcase_add_test(tests, a_key_behind_its_name_was_drawn);
	tcase_add_test(tests, who_is_in_a_url_is_no_address);
	tcase_add_test(tests, a_bearer_token_is_one);
}
