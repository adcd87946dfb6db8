#include "test.h"

#include <string.h>

#include "base/embed.h"

START_TEST(the_embedded_files_are_sorted_and_each_is_found)
{
	const struct om_embedded *e = om_embedded;

	for (; e->name != NULL; e++) {
		struct om_span bytes;

		ck_assert(om_embed_find(&bytes, e->name));
		ck_assert_ptr_eq(bytes.p, e->bytes.p);
		ck_assert_uint_eq(bytes.n, e->bytes.n);
		ck_assert_int_eq(bytes.p[bytes.n], '\0');
		if (e != om_embedded)
			ck_assert_int_lt(strcmp(e[-1].name, e->name), 0);
	}
}
END_TEST

START_TEST(a_name_that_is_not_embedded_is_not_found)
{
	struct om_span bytes = OM_SPAN("kept");

	ck_assert(!om_embed_find(&bytes, "policies/none.json"));
	ck_assert(!om_embed_find(&bytes, ""));
	ck_span_eq(bytes, "kept");
}
END_TEST

OM_SUITE(base_embed)
{
	tcase_add_test(tests, the_embedded_files_are_sorted_and_each_is_found);
	tcase_add_test(tests, a_name_that_is_not_embedded_is_not_found);
}
