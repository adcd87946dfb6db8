#include "store/people.h"

#include "store/check.h"
#include "store/fixture.h"

static struct fixture f;

static struct om_identifier identifiers[4];

/* A profile of crm with the SDK ids a to b - 1. */
static struct om_profile
profile(size_t a, size_t b)
{
	static const char *const values[] = { "i0", "i1", "i2", "i3" };

	for (size_t i = 0; i < 4; i++)
		identifiers[i] = (struct om_identifier){ OM_SPAN("sdk"),
			om_span_of(values[i]) };
	return (struct om_profile){
		.source = OM_SPAN("crm"),
		.type = OM_SPAN("customer"),
		.attributes = OM_SPAN("{}"),
		.identifiers = identifiers + a,
		.n = b - a,
	};
}

static struct om_tags
tags_of(const struct om_profile *p)
{
	struct om_tags tags;

	ck_ok(om_profile_tags(&tags, f.store->tagger, &f.arena, p));
	return tags;
}

static struct om_subject *
give(struct om_people *people, struct om_subject *s, size_t a, size_t b)
{
	struct om_profile p = profile(a, b);

	if (s == NULL)
		s = om_people_add(people);
	om_people_give(people, s, &p, tags_of(&p));
	return s;
}

static void
write_all(struct om_people *people)
{
	ck_ok(om_store_begin(f.store));
	ck_ok(om_people_write(people));
	ck_ok(om_store_commit(f.store));
	ck_ok(om_store_check(f.store, NULL, NULL));
}

/* Who has the i-th SDK id, asked anew. */
static size_t
holders(int64_t *out, size_t i)
{
	struct om_people *people = om_people_new(f.store, &f.arena);
	struct om_profile p = profile(i, i + 1);
	struct om_tag tag = tags_of(&p).p[0];
	struct om_tag sought = tag;

	ck_ok(om_people_seek(people, &sought, 1));
	return om_people_with(people, out, 4, &tag);
}

static size_t
count(size_t i)
{
	int64_t ids[4];

	return holders(ids, i);
}

START_TEST(a_user_id_has_a_tag_behind_the_identifiers)
{
	struct om_profile p;
	struct om_identifier user = { OM_SPAN("user_id"), OM_SPAN("7") };
	struct om_tag tag;

	fixture_open(&f);
	p = profile(0, 2);
	ck_assert_uint_eq(tags_of(&p).n, 2);
	p.user_id = OM_SPAN("7");
	ck_assert_uint_eq(tags_of(&p).n, 3);
	ck_ok(om_tag_index(f.store->tagger, &tag, p.source, &user));
	ck_assert_int_eq(om_tag_compare(&tag, &tags_of(&p).p[2]), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(what_is_given_is_found_at_once_and_after_writing)
{
	struct om_people *people;
	struct om_subject *s;
	struct om_profile p;
	int64_t ids[4];

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	s = give(people, NULL, 0, 2);
	give(people, s, 1, 3);
	p = profile(1, 2);
	ck_assert_uint_eq(om_people_with(people, ids, 4, &tags_of(&p).p[0]), 1);
	ck_assert_int_eq(ids[0], s->id);
	ck_assert_uint_eq(count(1), 0);
	write_all(people);
	ck_assert_uint_eq(holders(ids, 0), 1);
	ck_assert_int_eq(ids[0], s->id);
	ck_assert_uint_eq(count(2), 1);
	ck_assert_uint_eq(count(3), 0);
	fixture_close(&f);
}
END_TEST

START_TEST(two_people_may_share_a_tag)
{
	struct om_people *people;
	int64_t ids[4];

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	give(people, NULL, 0, 2);
	give(people, NULL, 1, 3);
	write_all(people);
	ck_assert_uint_eq(count(0), 1);
	ck_assert_uint_eq(holders(ids, 1), 2);
	ck_assert_int_ne(ids[0], ids[1]);
	fixture_close(&f);
}
END_TEST

START_TEST(everybody_is_loaded_once)
{
	struct om_people *people;
	struct om_subject *a, *b;
	int64_t id;

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	id = give(people, NULL, 0, 1)->id;
	write_all(people);
	people = om_people_new(f.store, &f.arena);
	ck_ok(om_people_get(people, &a, id));
	ck_ok(om_people_get(people, &b, id));
	ck_assert_ptr_eq(a, b);
	ck_code(om_people_get(people, &b, id + 1), OM_NOTFOUND);
	fixture_close(&f);
}
END_TEST

START_TEST(a_replaced_profile_gives_up_what_it_lost)
{
	struct om_people *people;
	struct om_subject *s;
	struct om_profile p;
	bool holds;

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	s = give(people, NULL, 0, 2);
	give(people, s, 2, 3);
	write_all(people);
	p = profile(1, 2);
	om_people_replace(people, s, &s->profiles[0], &p, tags_of(&p));
	p = profile(0, 1);
	ck_ok(om_people_holds(&holds, people, s, &tags_of(&p).p[0]));
	ck_assert(!holds);
	p = profile(2, 3);
	ck_ok(om_people_holds(&holds, people, s, &tags_of(&p).p[0]));
	ck_assert(holds);
	write_all(people);
	ck_assert_uint_eq(count(0), 0);
	ck_assert_uint_eq(count(1), 1);
	ck_assert_uint_eq(count(2), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(a_profile_taken_away_is_gone)
{
	struct om_people *people;
	struct om_subject *s;

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	s = give(people, NULL, 0, 2);
	give(people, s, 1, 3);
	write_all(people);
	om_people_take(s, &s->profiles[0]);
	write_all(people);
	ck_assert_uint_eq(count(0), 0);
	ck_assert_uint_eq(count(1), 1);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM profile"), 1);
	/* Writing again what was written changes nothing. */
	write_all(people);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM profile"), 1);
	fixture_close(&f);
}
END_TEST

START_TEST(a_new_key_seals_all_of_hers_anew)
{
	struct om_people *people;
	struct om_subject *s;
	struct om_secret old;

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	s = give(people, NULL, 0, 1);
	write_all(people);
	old = s->secret;
	om_people_rekey(people, s);
	ck_assert_mem_ne(&old, &s->secret, sizeof(old));
	write_all(people); /* opens everything */
	fixture_close(&f);
}
END_TEST

/* The table of people grows; all stay where they are. */
START_TEST(many_people_are_kept_apart)
{
	enum { MANY = 3000 };
	static struct om_subject *all[MANY];
	struct om_people *people;
	struct om_subject *s;

	fixture_open(&f);
	people = om_people_new(f.store, &f.arena);
	for (int i = 0; i < MANY; i++)
		all[i] = om_people_add(people);
	for (int i = 0; i < MANY; i++) {
		ck_ok(om_people_get(people, &s, all[i]->id));
		ck_assert_ptr_eq(s, all[i]);
	}
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_people)
{
	tcase_add_test(tests, a_user_id_has_a_tag_behind_the_identifiers);
	tcase_add_test(tests, what_is_given_is_found_at_once_and_after_writing);
	tcase_add_test(tests, two_people_may_share_a_tag);
	tcase_add_test(tests, everybody_is_loaded_once);
	tcase_add_test(tests, a_replaced_profile_gives_up_what_it_lost);
	tcase_add_test(tests, a_profile_taken_away_is_gone);
	tcase_add_test(tests, a_new_key_seals_all_of_hers_anew);
	tcase_add_test(tests, many_people_are_kept_apart);
}
