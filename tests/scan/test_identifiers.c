#include "sights.h"

#include "policy/source.h"
#include "scan/digits.h"
#include "scan/identifiers.h"

/* How surely a kind is seen in a text that is but the example. */
static double
sureness(const struct sights *s, const char *kind, const char *example)
{
	struct om_hits hits = { 0 };
	double most = 0;

	om_scanner_text(s->scanner, &hits, om_span_of(example), NULL);
	for (size_t i = 0; i < hits.n; i++) {
		const struct om_hit *hit = &hits.list[i];

		if (strcmp(s->kinds->list[hit->kind].name, kind) == 0 &&
		    hit->start == 0 && hit->end == strlen(example) &&
		    (double)hit->confidence > most)
			most = (double)hit->confidence;
	}
	om_hits_free(&hits);
	return most;
}

/* The same where the first of its words stands before the example. */
static double
behind_word(const struct sights *s, const json_t *object, const char *example)
{
	const char *word = json_string_value(
	    json_array_get(json_object_get(object, "words"), 0));
	const char *kind = json_string_value(json_object_get(object, "kind"));
	struct om_buf text = OM_BUF(256), seen = OM_BUF(256);
	double sure;

	om_buf_format(&text, "%s %s", word, example);
	sights_of(&seen, s, kind, text.p);
	sure = om_span_is(om_buf_span(&seen), example) ? 1 : 0;
	om_buf_free(&seen);
	om_buf_free(&text);
	return sure;
}

/* Whether a check, given the compact form, passes. */
static bool
passes(const char *check, const char *example)
{
	char compact[64];
	size_t n = 0;

	for (const char *p = example; *p != '\0' && n < sizeof(compact); p++)
		if (om_digits_value(*p) >= 0)
			compact[n++] = *p;
	return om_check_find(om_span_of(check))->passes(compact, n);
}

struct examples {
	struct sights sights;
	const char *file;
	unsigned wrong;
	size_t count;
};

/*
 * A decoy is never reported, whether it is one or nearly; what is one passes
 * its check.
 */
static bool
is_decoy_as(const struct examples *e, const json_t *object, const char *example,
    bool wanted)
{
	const json_t *check = json_object_get(object, "check");

	if (sureness(&e->sights,
		json_string_value(json_object_get(object, "kind")),
		example) > 0)
		return false;
	return check == NULL || !wanted ||
	       passes(json_string_value(check), example);
}

/*
 * A kind may have a second, laxer description: what the strict one refuses
 * may then be seen, but less surely than what it takes.
 */
static void
try_all(struct examples *e, const json_t *object, const char *key, bool wanted)
{
	const char *kind = json_string_value(json_object_get(object, "kind"));
	double alone = json_number_value(json_object_get(object, "alone"));
	size_t i;
	json_t *text;

	json_array_foreach (json_object_get(object, key), i, text) {
		const char *example = json_string_value(text);
		double sure = sureness(&e->sights, kind, example);

		if (wanted && sure == 0)
			sure = behind_word(&e->sights, object, example);
		e->count++;
		if (json_is_true(json_object_get(object, "decoy"))
			? is_decoy_as(e, object, example, wanted)
		    : wanted ? sure > 0
			     : sure < alone * 0.999)
			continue;
		e->wrong++;
		(void)fprintf(stderr, "%s: %s: \"%s\" is %s\n", e->file, kind,
		    example, wanted ? "not seen" : "seen");
	}
}

static int
try_file(void *state, const char *name)
{
	struct examples *e = state;
	struct om_config config = { 0 };
	struct om_buf file = OM_BUF(256);
	size_t i;
	json_t *object;

	om_buf_format(&file, "identify/%s.json", name);
	ck_ok(om_policy_load(&config, NULL, file.p));
	e->file = file.p;
	json_array_foreach (
	    json_object_get(config.root, "identifiers"), i, object) {
		try_all(e, object, "valid", true);
		try_all(e, object, "invalid", false);
	}
	om_config_close(&config);
	om_buf_free(&file);
	return OM_OK;
}

START_TEST(every_example_is_seen_or_not_as_its_file_says)
{
	struct examples e = { .sights = sights_open(0.00001F) };

	ck_ok(om_policy_each_file(NULL, "identify/", try_file, &e));
	ck_assert_uint_gt(e.count, 1000);
	ck_assert_msg(e.wrong == 0, "%u of %zu", e.wrong, e.count);
	sights_close(&e.sights);
}
END_TEST

START_TEST(a_few_digits_have_their_word_right_before)
{
	static const struct sight_case cases[] = {
		{ "cvv 123", "123" },
		{ "my CVC2 code is 1234 today", "1234" },
		{ "security code: (999)", "999" },
		{ "cvv\n123", "" },
		{ "123 is what the cvv was", "" },
		{ "the cvc, which nobody may keep at all, 123", "" },
		{ "id 123, cvv", "" },
	};

	SIGHTS_ARE("cvv", cases);
}
END_TEST

/* The scanner stops at the first that nothing but a word could lift. */
START_TEST(under_a_shape_the_likeliest_come_first)
{
	const struct om_shape_index *index;
	struct om_identifiers *all;
	struct om_kinds *kinds;
	size_t pairs = 0;

	ck_ok(om_kinds_open(&kinds, NULL));
	ck_ok(om_identifiers_open(&all, kinds, NULL));
	index = &all->shapes;
	for (uint32_t i = 0; i <= index->mask; i++)
		for (uint32_t k = 1; k < index->slots[i].n; k++) {
			const uint16_t *n =
			    index->numbers + index->slots[i].first + k;

			ck_assert(
			    all->list[n[-1]].alone >= all->list[n[0]].alone);
			pairs++;
		}
	ck_assert_uint_gt(pairs, 100);
	om_identifiers_close(all);
	om_kinds_close(kinds);
}
END_TEST

OM_SUITE(scan_identifiers)
{
	tcase_add_test(tests, a_few_digits_have_their_word_right_before);
	tcase_add_test(tests, every_example_is_seen_or_not_as_its_file_says);
	tcase_add_test(tests, under_a_shape_the_likeliest_come_first);
}
