#include "store/identifier.h"

#include "store/fixture.h"

static struct fixture f;

/* A profile with one identifier of each kind, chosen by the letters. */
static struct om_profile
profile(struct om_identifier list[8], const char *letters)
{
	static const struct {
		char letter;
		struct om_identifier id;
	} all[] = {
		{ 'e', { { "email", 5 }, { "ann@mail.example", 16 } } },
		{ 'r', { { "email", 5 }, { "info@mail.example", 17 } } },
		{ 'g', { { "google", 6 }, { "Info+x@mail.example", 19 } } },
		{ 'p', { { "phone_number", 12 }, { "+442079460018", 13 } } },
		{ 'b', { { "badge", 5 }, { "7", 1 } } },
		{ 's', { { "sdk", 3 }, { "info@i", 6 } } },
	};
	struct om_profile p = { .identifiers = list };

	for (const char *c = letters; *c; c++)
		for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
			if (all[i].letter == *c)
				list[p.n++] = all[i].id;
	return p;
}

START_TEST(the_user_id_counts_as_the_last_identifier)
{
	struct om_identifier list[8];
	struct om_profile p = profile(list, "ep");

	ck_assert_uint_eq(om_identifier_count(&p), 2);
	p.user_id = OM_SPAN("u7");
	ck_assert_uint_eq(om_identifier_count(&p), 3);
	ck_span_eq(om_identifier_at(&p, 1).type, "phone_number");
	ck_span_eq(om_identifier_at(&p, 2).type, "user_id");
	ck_span_eq(om_identifier_at(&p, 2).value, "u7");
}
END_TEST

START_TEST(strong_is_what_is_one_persons_beyond_doubt)
{
	struct om_identifier list[8];
	struct om_profile p = profile(list, "ergpbs");
	static const bool role[] = { 0, 1, 1, 0, 0, 0 };
	static const bool strong[] = { 1, 0, 0, 0, 0, 0 };

	fixture_open(&f);
	for (size_t i = 0; i < p.n; i++) {
		ck_assert_int_eq(
		    om_identifier_is_role(f.store, &list[i]), role[i]);
		ck_assert_int_eq(
		    om_identifier_is_strong(f.store, &list[i]), strong[i]);
	}
	fixture_close(&f);
}
END_TEST

/* Which of the letters count, of the profile with all of them. */
START_TEST(weak_ones_count_where_there_is_nothing_better)
{
	static const char *const cases[][2] = { { "e", "e" }, { "p", "p" },
		{ "ep", "e" }, { "pe", "e" }, { "rp", "rp" }, { "rpb", "rpb" },
		{ "rpe", "e" }, { "bs", "bs" }, { "es", "e" } };

	fixture_open(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_identifier list[8];
		struct om_profile p = profile(list, cases[i][0]);
		char counts[8] = "";
		size_t n = 0;

		for (size_t k = 0; k < p.n; k++)
			if (om_identifier_counts(f.store, &p, k))
				counts[n++] = cases[i][0][k];
		ck_assert_str_eq(counts, cases[i][1]);
	}
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_identifier)
{
	tcase_add_test(tests, the_user_id_counts_as_the_last_identifier);
	tcase_add_test(tests, strong_is_what_is_one_persons_beyond_doubt);
	tcase_add_test(tests, weak_ones_count_where_there_is_nothing_better);
}
