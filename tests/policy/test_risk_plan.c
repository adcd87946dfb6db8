#include "test.h"

#include "base/memory.h"
#include "policy/risk_plan.h"
#include "policy/risk_read.h"

static struct om_risk_table table, ladder;

static void
close_all(void)
{
	om_risk_table_close(&table);
	om_risk_table_close(&ladder);
}

/* The ladder of the first column of some CSV. */
static void
build(const char *csv, bool is_postcode, uint32_t k)
{
	close_all();
	om_risk_table_open(&table, 0);
	ck_ok(om_risk_read_memory(&table, "in", om_span_of(csv)));
	ck_ok(om_risk_ladder_open(
	    &ladder, &table.columns[0], table.n, is_postcode, k));
}

/* The rung of that name, "a|b|" for the values in order. */
static void
check_rung(const char *name, const char *values)
{
	long at = om_risk_table_find(&ladder, om_span_of(name));
	struct om_buf all = OM_BUF(1 << 20);
	const struct om_risk_column *c;

	ck_assert_msg(at >= 0, "no rung %s", name);
	c = &ladder.columns[at];
	for (uint32_t i = 0; i < table.columns[0].cardinality; i++)
		om_buf_format(
		    &all, "%.*s|", OM_SPAN_ARG(c->values[c->codes[i]]));
	ck_span_eq(om_buf_span(&all), values);
	om_buf_free(&all);
}

START_TEST(dates_become_months_years_and_decades)
{
	build("d,x\n1984-05-06,1\n1984-11-06,1\n1991-01-01,1\n,1\n", false, 2);
	ck_assert_uint_eq(ladder.width, 5);
	check_rung("as it is", "1984-05-06|1984-11-06|1991-01-01||");
	check_rung("month", "1984-05|1984-11|1991-01||");
	check_rung("year", "1984|1984|1991||");
	check_rung("decade", "1980s|1980s|1990s||");
	check_rung("*", "*|*|*|*|");
	build("d\n2020-01-02T03:04:05Z\n2020-01-02T04:00:00Z\n", false, 2);
	check_rung("day", "2020-01-02|2020-01-02|");
	/* one that is no date, and none is */
	build("d\n1984-05-06\n1984-02-30\n", false, 2);
	ck_assert_int_lt(om_risk_table_find(&ladder, OM_SPAN("year")), 0);
}
END_TEST

START_TEST(postcodes_lose_their_last_characters)
{
	build("p\n1011AB\n1011AC\n1012\nÄ1\n", true, 2);
	check_rung("first 5 characters", "1011A*|1011A*|1012|Ä1|");
	check_rung("first 1 characters", "1*|1*|1*|Ä*|");
}
END_TEST

static struct om_span
label(const char *rung, uint32_t value)
{
	long at = om_risk_table_find(&ladder, om_span_of(rung));

	ck_assert_msg(at >= 0, "no rung %s", rung);
	return ladder.columns[at].values[ladder.columns[at].codes[value]];
}

/* 0 to 99 once each: 5 records are below 5, and 5 above 94. */
START_TEST(numbers_become_bands)
{
	struct om_buf csv = OM_BUF(1 << 16);

	om_buf_text(&csv, "n\n");
	for (int i = 0; i < 100; i++)
		om_buf_format(&csv, "%d\n", i);
	build(csv.p, false, 2);
	om_buf_free(&csv);
	ck_span_eq(label("ends coded together", 0), "5 or less");
	ck_span_eq(label("ends coded together", 5), "5 or less");
	ck_span_eq(label("ends coded together", 6), "6");
	ck_span_eq(label("ends coded together", 94), "94 or more");
	ck_span_eq(label("ends coded together", 93), "93");
	ck_span_eq(label("bands of 5", 14), "10 to 14");
	ck_span_eq(label("bands of 5", 15), "15 to 19");
	ck_span_eq(label("bands of 50", 99), "50 to 99");
	ck_assert_uint_le(ladder.width, OM_RISK_RUNGS);
	build("n\n-1.5\n0.25\n2.5\n", false, 2);
	ck_span_eq(label("bands of 1", 0), "-2 to under -1");
	/* not all are numbers: they are categories */
	build("n\n1\n2x\n", false, 2);
	ck_assert_int_lt(om_risk_table_find(&ladder, OM_SPAN("bands of 1")), 0);
}
END_TEST

START_TEST(rare_categories_become_other)
{
	build("c,x\na,1\na,1\na,1\nb,1\nb,1\nc,1\n,1\n", false, 2);
	check_rung("values of fewer than 2 as other", "a|b|other||");
	check_rung("values of fewer than 8 as other", "other|other|other||");
}
END_TEST

/*
 * a a a b: of one value nothing is lost; of all, each record is no longer told
 * from the one other value. In {a, b} and c: 4 of 5 records lose one of two.
 */
START_TEST(a_loss_is_the_share_of_other_values)
{
	build("c\na\na\na\nb\nc\n", false, 2);
	ck_assert_double_eq(
	    om_risk_ladder_loss(&ladder, 0, &table.columns[0], table.n), 0);
	ck_assert_double_eq(om_risk_ladder_loss(&ladder, ladder.width - 1,
				&table.columns[0], table.n),
	    1);
	/* b and c are other: 2 of 5 records lose 1 of 2 others */
	ck_assert_double_eq_tol(
	    om_risk_ladder_loss(&ladder,
		(size_t)om_risk_table_find(
		    &ladder, OM_SPAN("values of fewer than 2 as other")),
		&table.columns[0], table.n),
	    0.2, 1e-12);
}
END_TEST

/* ---- plans --------------------------------------------------------------- */

enum { WIDTH = 3 };

static struct om_risk_table ladders[WIDTH];

struct setting {
	struct om_risk_data data;
	struct om_risk_ladders ladders;
};

static void
set_up(struct setting *s, const char *csv)
{
	close_all();
	om_risk_table_open(&table, 0);
	ck_ok(om_risk_read_memory(&table, "in", om_span_of(csv)));
	*s = (struct setting){ .data = { .n = table.n,
				   .width = (unsigned)table.width } };
	s->ladders.list = ladders;
	for (size_t i = 0; i < table.width; i++) {
		const struct om_risk_column *c = &table.columns[i];

		s->data.axes[i] =
		    (struct om_risk_axis){ c->codes, c->cardinality };
		ck_ok(om_risk_ladder_open(&ladders[i], c, table.n, false, 2));
		for (size_t j = 0; j < ladders[i].width; j++)
			s->ladders.losses[i][j] =
			    om_risk_ladder_loss(&ladders[i], j, c, table.n);
	}
}

static void
tear_down(struct setting *s)
{
	for (unsigned i = 0; i < s->data.width; i++)
		om_risk_table_close(&ladders[i]);
}

/* The least loss of all plans, each measured. */
static double
least_loss(const struct setting *s, const struct om_risk_plan_options *o)
{
	size_t all = ladders[0].width * ladders[1].width * ladders[2].width;
	double best = 2;

	for (size_t i = 0; i < all; i++) {
		struct om_risk_plan p = {
			.rungs = { (unsigned)(i % ladders[0].width),
			    (unsigned)(i / ladders[0].width % ladders[1].width),
			    (unsigned)(i / ladders[0].width /
				       ladders[1].width) }
		};
		struct om_risk_classes c;
		size_t out = 0;
		double g = 0, share;

		ck_ok(om_risk_plan_classes(&c, &p, &s->data, ladders, 0));
		for (size_t r = 0; r < c.n; r++)
			out += c.sizes[c.of[r]] < o->k;
		om_risk_classes_free(&c);
		for (int a = 0; a < WIDTH; a++)
			g += s->ladders.losses[a][p.rungs[a]] / WIDTH;
		share = (double)out / (double)s->data.n;
		if (share <= o->suppress && out < s->data.n &&
		    g + share * (1 - g) < best)
			best = g + share * (1 - g);
	}
	return best;
}

START_TEST(the_plan_is_the_one_that_loses_least)
{
	struct om_buf csv = OM_BUF(1 << 16);
	struct om_risk_plan_options o = { .k = 3, .suppress = 0.1 };
	struct om_risk_plan plan;
	struct setting s;
	uint64_t state = 5;

	for (int round = 0; round < 6; round++) {
		om_buf_reset(&csv);
		om_buf_text(&csv, "born,age,town\n");
		for (int i = 0; i < 60; i++) {
			state = state * UINT64_C(6364136223846793005) + 11;
			om_buf_format(&csv, "19%u-0%u-11,%u,%c\n",
			    60 + (unsigned)(state >> 60),
			    1 + (unsigned)(state >> 40) % 9,
			    (unsigned)(state >> 35) % 30,
			    'a' + (int)(state >> 50) % 3);
		}
		set_up(&s, csv.p);
		ck_ok(om_risk_plan(&plan, &s.data, &s.ladders, &o));
		ck_assert(plan.least);
		ck_assert_double_eq_tol(plan.loss, least_loss(&s, &o), 1e-9);
		ck_assert_uint_le(plan.suppressed, 6);
		tear_down(&s);
	}
	om_buf_free(&csv);
}
END_TEST

START_TEST(fewer_persons_than_k_are_too_few)
{
	struct om_risk_plan_options o = { .k = 3, .suppress = 1 };
	struct om_risk_plan plan;
	struct setting s;

	set_up(&s, "a,b\nx,1\ny,2\n");
	ck_code(om_risk_plan(&plan, &s.data, &s.ladders, &o), OM_INPUT);
	tear_down(&s);
	set_up(&s, "a,b\nx,1\nx,1\nx,1\n");
	ck_ok(om_risk_plan(&plan, &s.data, &s.ladders, &o));
	ck_assert_uint_eq(plan.rungs[0] + plan.rungs[1], 0);
	ck_assert_double_eq(plan.loss, 0);
	ck_assert_uint_eq(plan.tried, 1);
	tear_down(&s);
}
END_TEST

OM_SUITE(policy_risk_plan)
{
	tcase_add_checked_fixture(tests, NULL, close_all);
	tcase_add_test(tests, dates_become_months_years_and_decades);
	tcase_add_test(tests, postcodes_lose_their_last_characters);
	tcase_add_test(tests, numbers_become_bands);
	tcase_add_test(tests, rare_categories_become_other);
	tcase_add_test(tests, a_loss_is_the_share_of_other_values);
	tcase_add_test(tests, the_plan_is_the_one_that_loses_least);
	tcase_add_test(tests, fewer_persons_than_k_are_too_few);
}
