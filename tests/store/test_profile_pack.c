#include "test.h"

#include "crypto/random.h"
#include "store/profile.h"

static struct om_arena arena;

static struct om_span
text(size_t n, char c)
{
	char *p = om_arena_take(&arena, n + 1);

	memset(p, c, n);
	return om_span_bytes(p, n);
}

static struct om_profile
example(size_t identifiers, size_t length)
{
	struct om_profile p = {
		.source = OM_SPAN("crm"),
		.type = OM_SPAN("customer"),
		.outer_id = OM_SPAN("c-1"),
		.name = text(length, 'n'),
		.updated_at = OM_SPAN("2026-01-02T03:04:05Z"),
		.attributes = OM_SPAN("{\"a\":\"\\u0000\"}"),
	};

	p.identifiers =
	    om_arena_new(&arena, identifiers, sizeof(*p.identifiers));
	for (size_t i = 0; i < identifiers; i++)
		p.identifiers[p.n++] =
		    (struct om_identifier){ OM_SPAN("sdk"), text(i, 'v') };
	return p;
}

static void
is_same(const struct om_profile *a, const struct om_profile *b)
{
	const struct om_span x[] = { a->source, a->type, a->outer_id,
		a->user_id, a->name, a->created_at, a->updated_at,
		a->attributes };
	const struct om_span y[] = { b->source, b->type, b->outer_id,
		b->user_id, b->name, b->created_at, b->updated_at,
		b->attributes };

	for (size_t i = 0; i < 8; i++)
		ck_assert_msg(om_span_equal(x[i], y[i]), "text %zu", i);
	ck_assert_uint_eq(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		ck_assert(om_span_equal(
		    a->identifiers[i].type, b->identifiers[i].type));
		ck_assert(om_span_equal(
		    a->identifiers[i].value, b->identifiers[i].value));
	}
}

START_TEST(a_packed_profile_comes_back_as_it_was)
{
	/* Around 2^7 and 2^14 a length takes a byte more. */
	static const size_t lengths[] = { 0, 1, 127, 128, 129, 16383, 16384,
		100000 };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++)
		for (size_t n = 0; n <= OM_PROFILE_IDENTIFIERS_MAX; n += 5) {
			struct om_profile p = example(n, lengths[i]), back;

			ck_ok(om_profile_unpack(
			    &back, &arena, om_profile_pack(&arena, &p)));
			is_same(&p, &back);
		}
}
END_TEST

START_TEST(every_truncation_of_a_packed_profile_is_corrupt)
{
	struct om_profile p = example(3, 200), back;
	struct om_span packed = om_profile_pack(&arena, &p);

	for (size_t n = 0; n < packed.n; n++) {
		/* A copy of its own, so that a sanitizer sees an overrun. */
		struct om_span cut =
		    om_arena_copy(&arena, om_span_bytes(packed.p, n));

		ck_code(om_profile_unpack(&back, &arena, cut), OM_CORRUPT);
	}
	ck_code(om_profile_unpack(&back, &arena, OM_SPAN_NONE), OM_CORRUPT);
}
END_TEST

START_TEST(one_byte_more_is_corrupt)
{
	struct om_profile p = example(3, 20), back;
	struct om_span packed = om_profile_pack(&arena, &p);
	char *longer = om_arena_take(&arena, packed.n + 1);

	memcpy(longer, packed.p, packed.n);
	longer[packed.n] = '\0';
	ck_code(om_profile_unpack(
		    &back, &arena, om_span_bytes(longer, packed.n + 1)),
	    OM_CORRUPT);
}
END_TEST

START_TEST(another_version_and_too_many_identifiers_are_corrupt)
{
	static const char header[] = "\1\0\0\0\0\0\0\0\0";
	struct om_profile p = example(0, 0), back;
	struct om_span packed = om_profile_pack(&arena, &p);
	char *copy = om_arena_string(&arena, packed);
	struct om_buf many = OM_BUF(256);

	copy[0] = 2;
	ck_code(om_profile_unpack(&back, &arena, om_span_bytes(copy, packed.n)),
	    OM_CORRUPT);
	om_buf_add(&many, om_span_bytes(header, 9));
	om_buf_byte(&many, 21);
	for (int i = 0; i < 42; i++)
		om_buf_byte(&many, '\0');
	ck_code(
	    om_profile_unpack(&back, &arena, om_buf_span(&many)), OM_CORRUPT);
	many.p[9] = 20;
	many.n -= 2;
	ck_ok(om_profile_unpack(&back, &arena, om_buf_span(&many)));
	om_buf_free(&many);
}
END_TEST

/* Under a sanitizer this shows reads beyond the end. */
START_TEST(noise_never_reads_beyond_its_end)
{
	for (int i = 0; i < 20000; i++) {
		uint64_t r = om_random_u64();
		char *noise = om_arena_take(&arena, 40);
		struct om_profile back;

		om_random(noise, 40);
		noise[0] = 1;
		for (int k = 1; k < 40; k++)
			if (r >> k & 1)
				noise[k] = (char)(noise[k] & 7);
		(void)!om_profile_unpack(
		    &back, &arena, om_span_bytes(noise, 1 + r % 40));
		om_arena_wipe(&arena);
	}
}
END_TEST

OM_SUITE(store_profile_pack)
{
	tcase_add_test(tests, a_packed_profile_comes_back_as_it_was);
	tcase_add_test(tests, every_truncation_of_a_packed_profile_is_corrupt);
	tcase_add_test(tests, one_byte_more_is_corrupt);
	tcase_add_test(
	    tests, another_version_and_too_many_identifiers_are_corrupt);
	tcase_add_test(tests, noise_never_reads_beyond_its_end);
}
