#include "store/erase_parts.h"

#include "store/backup.h"
#include "store/balance.h"
#include "store/check.h"
#include "store/event.h"
#include "store/fixture.h"
#include "store/statement.h"
#include "store/suppression.h"

static struct fixture f;

#define MAIL EMAIL("ann.bell@mail.example")
#define VISIT                                                  \
	",\"events\":[{\"source\":\"web\",\"type\":\"visit\"," \
	"\"properties\":{\"page\":\"plum jam\"}}]"
#define CRM                                                     \
	PROFILE("crm", "c-ann", MAIL "," PHONE("+12025550123"), \
	    ",\"name\":\"Ann Quill Bell\"" VISIT)
#define SHOP                                                          \
	TYPED("shop", "invoices", "s-ann", MAIL,                      \
	    ",\"name\":\"Ann Q. Bell\",\"attributes\":{\"vat\":"      \
	    "\"plum total\",\"taste\":\"quince\",\"home\":{\"city\":" \
	    "\"Tarn\",\"a/b\":1}}" VISIT)

/* Of the shop's profile, what stays; the crm's goes. */
static const char *const *kept;
static const char *const *masked;
static int64_t shop;
static int64_t now_at;

static bool
lists(const char *const *list, struct om_span path)
{
	for (; list != NULL && *list != NULL; list++)
		if (om_span_is(path, *list))
			return true;
	return false;
}

static int
at(void *state, int64_t profile, struct om_span path)
{
	(void)state;
	if (profile != shop)
		return OM_PART_ERASE;
	if (path.n == 0 || lists(kept, path))
		return OM_PART_KEEP;
	return lists(masked, path) ? OM_PART_MASK : OM_PART_ERASE;
}

static int
moved(void *state, int64_t was, int64_t is)
{
	(void)state;
	ck_assert_int_eq(was, shop);
	ck_assert_int_ne(is, shop);
	now_at = is;
	return OM_OK;
}

static int64_t
profile_of(const char *source)
{
	struct om_subject *s =
	    fixture_subject(&f, "email:ann.bell@mail.example");

	for (size_t i = 0; i < s->profile_count; i++)
		if (om_span_is(s->profiles[i].profile.source, source))
			return s->profiles[i].id;
	return 0;
}

static void
begin(void)
{
	fixture_open(&f);
	fixture_import(&f, CRM SHOP);
	shop = profile_of("shop");
}

static int
erase(struct om_erasure *e)
{
	const struct om_erase_parts how = { .at = at, .moved = moved };

	return om_erase_parts(
	    e, f.store, fixture_id(&f, "email:ann.bell@mail.example"), &how);
}

static const char *const invoice[] = { "/identifiers/email", "/attributes/vat",
	"/attributes/home/a~1b", NULL };
static const char *const taste[] = { "/attributes/taste", NULL };

static void
erase_but_the_invoice(struct om_erasure *e)
{
	kept = invoice;
	masked = NULL;
	ck_ok(erase(e));
}

START_TEST(one_profile_goes_and_of_the_other_a_part_stays)
{
	struct om_erasure e;
	struct om_subject *s;
	const struct om_profile *p;

	begin();
	erase_but_the_invoice(&e);
	ck_assert_uint_eq(e.profiles, 1);
	ck_assert_uint_eq(e.reduced, 1);
	/* The id, name, taste and city of it, and its event. */
	ck_assert_uint_eq(e.parts, 5);
	ck_assert_uint_eq(e.kept, 3);
	ck_assert_uint_eq(e.events, 2);
	ck_assert_uint_eq(e.remaining, 0);
	s = fixture_subject(&f, "email:ann.bell@mail.example");
	ck_assert_uint_eq(s->profile_count, 1);
	ck_assert_int_eq(s->profiles[0].id, now_at);
	p = &s->profiles[0].profile;
	ck_assert(om_span_is(p->source, "shop"));
	ck_assert_uint_eq(p->name.n, 0);
	ck_assert_uint_eq(p->outer_id.n, 0);
	ck_assert(om_span_is(
	    p->attributes, "{\"vat\":\"plum total\",\"home\":{\"a/b\":1}}"));
	ck_code(
	    fixture_locate(&s, &f, "phone_number:+12025550123"), OM_NOTFOUND);
	ck_ok(om_store_check(f.store, NULL, NULL));
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(events_that_stay_are_sealed_anew_under_a_new_key)
{
	static const char *const events[] = { "/identifiers/email", "/events",
		NULL };
	uint8_t before[OM_HASH_SIZE], after[OM_HASH_SIZE];
	struct om_erasure e;
	struct om_subject *s;

	begin();
	ck_ok(om_subject_reference(
	    before, fixture_subject(&f, "email:ann.bell@mail.example")));
	kept = events;
	masked = NULL;
	ck_ok(erase(&e));
	ck_assert_uint_eq(e.events, 1);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM event"), 1);
	s = fixture_subject(&f, "email:ann.bell@mail.example");
	ck_ok(om_subject_reference(after, s));
	ck_assert(memcmp(before, after, sizeof(before)) != 0);
	/* The log knows her by the key that went. */
	ck_assert_mem_eq(e.reference, before, sizeof(before));
	ck_ok(om_store_check(f.store, NULL, NULL));
	fixture_close(&f);
}
END_TEST

START_TEST(trap_05_what_is_masked_is_counted_as_masked_not_as_erased)
{
	struct om_erasure e;
	struct om_subject *s;

	begin();
	kept = invoice;
	masked = taste;
	ck_ok(erase(&e));
	ck_assert_uint_eq(e.masked, 1);
	ck_assert_uint_eq(e.parts, 4);
	s = fixture_subject(&f, "email:ann.bell@mail.example");
	ck_assert(om_span_is(s->profiles[0].profile.attributes,
	    "{\"vat\":\"plum total\",\"taste\":\"***\",\"home\":{\"a/b\":1}}"));
	fixture_close(&f);
}
END_TEST

START_TEST(records_of_the_kind_that_went_do_not_come_back_others_may)
{
	struct om_import_counts n;
	struct om_erasure e;

	begin();
	erase_but_the_invoice(&e);
	n = fixture_import(&f, CRM);
	ck_assert_uint_eq(n.suppressed, 1);
	n = fixture_import(&f, PROFILE("news", "n", MAIL, ""));
	ck_assert_uint_eq(n.suppressed, 0);
	fixture_close(&f);
}
END_TEST

START_TEST(trap_11_a_backup_brings_no_part_back_and_what_was_kept_stays)
{
	struct om_restoration r;
	struct om_erasure e;
	struct om_subject *s;
	const char *backup;

	begin();
	backup = fixture_path(&f, "backup.db");
	ck_ok(om_store_backup(f.store, backup));
	erase_but_the_invoice(&e);
	ck_ok(om_store_close(f.store));
	f.store = NULL;
	ck_ok(om_store_restore(&r, &f.options, backup));
	ck_assert_uint_eq(r.erased, 1);
	ck_ok(om_store_open(&f.store, &f.options));
	s = fixture_subject(&f, "email:ann.bell@mail.example");
	ck_assert_uint_eq(s->profile_count, 1);
	ck_assert(om_span_is(s->profiles[0].profile.attributes,
	    "{\"vat\":\"plum total\",\"home\":{\"a/b\":1}}"));
	ck_assert_uint_eq(s->profiles[0].profile.name.n, 0);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM event"), 0);
	/* And once is enough. */
	ck_code(om_erase_parts_again(&e, f.store, s->id), OM_NOTFOUND);
	ck_ok(om_balance_verify(f.store));
	fixture_close(&f);
}
END_TEST

START_TEST(an_erasure_that_leaves_nothing_is_another_act)
{
	struct om_erasure e;

	begin();
	shop = 0;
	ck_code(erase(&e), OM_DENIED);
	ck_assert_int_eq(fixture_number(&f, "SELECT count(*) FROM profile"), 2);
	ck_assert_int_eq(
	    fixture_number(&f, "SELECT count(*) FROM suppression"), 0);
	fixture_close(&f);
}
END_TEST

OM_SUITE(store_erase_parts)
{
	tcase_add_test(tests, one_profile_goes_and_of_the_other_a_part_stays);
	tcase_add_test(tests, events_that_stay_are_sealed_anew_under_a_new_key);
	tcase_add_test(
	    tests, trap_05_what_is_masked_is_counted_as_masked_not_as_erased);
	tcase_add_test(
	    tests, records_of_the_kind_that_went_do_not_come_back_others_may);
	tcase_add_test(tests,
	    trap_11_a_backup_brings_no_part_back_and_what_was_kept_stays);
	tcase_add_test(tests, an_erasure_that_leaves_nothing_is_another_act);
}
