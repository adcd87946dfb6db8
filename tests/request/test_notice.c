#include "request/world.h"

#include "context/processing.h"
#include "request/kept.h"
#include "request/notice.h"
#include "store/balance.h"
#include "store/fact.h"
#include "store/hold.h"

/* Parcel gets what crm has, Banner too, who buys it; Ledger only the shop's. */
#define RECORD                                                                \
	"{\"recipients\":["                                                   \
	"{\"name\":\"Parcel Ltd\",\"category\":\"delivery\",\"role\":"        \
	"\"processor\",\"country\":\"IE\",\"identities\":[{\"type\":"         \
	"\"email\",\"format\":\"sha256\"}]},"                                 \
	"{\"name\":\"Banner LLC\",\"category\":\"advertising\",\"role\":"     \
	"\"controller\",\"country\":\"US\",\"identities\":[{\"type\":"        \
	"\"phone_number\",\"format\":\"raw\",\"as\":\"phone\"}]},"            \
	"{\"name\":\"Ledger\",\"category\":\"books\",\"role\":\"controller\"" \
	",\"country\":\"DE\"}],"                                              \
	"\"activities\":["                                                    \
	"{\"name\":\"letters\",\"title\":\"L\",\"role\":\"controller\","      \
	"\"sources\":[\"crm\"],\"recipients\":[\"Parcel Ltd\",\"Banner LLC\"" \
	"],\"sold_or_shared\":[{\"categories\":[\"A\"],\"to\":["              \
	"\"Banner LLC\"]}]},"                                                 \
	"{\"name\":\"orders\",\"title\":\"O\",\"role\":\"controller\","       \
	"\"sources\":[\"shop\"],\"recipients\":[\"Ledger\"]}]}"

#define SHOP                                                                  \
	"{\"source\":\"shop\",\"type\":\"invoices\",\"name\":\"A. Ruiz\","    \
	"\"identifiers\":[{\"type\":\"email\",\"value\":\"ana@post.example\"" \
	"}],\"attributes\":{\"vat\":\"17 plum\"}}\n"

static void
make_world(struct world *w)
{
	struct om_processing_record *r;
	bool unchanged;
	char *path;

	world_make(w, true);
	path = om_path_join(w->folder, "record.json");
	ck_ok(om_file_create(path, OM_SPAN(RECORD), 0600));
	ck_ok(om_processing_import(&r, &unchanged, w->om, path));
	om_processing_close(r);
	om_free(path);
	(void)world_import(w, ANA);
}

static const struct om_notice *
notice_of(const struct world *w, const char *recipient)
{
	const struct om_request *r = w->c.request;

	for (size_t i = 0; i < r->notice_count; i++)
		if (strcmp(r->notices[i].recipient, recipient) == 0)
			return &r->notices[i];
	return NULL;
}

static int
notify(struct world *w, struct om_buf *out, const char *recipient)
{
	char *path = om_path_join(w->folder, "notice.json");
	int rc = om_request_notify(&w->c, recipient, path);

	om_buf_reset(out);
	if (rc == OM_OK)
		ck_ok(om_file_read(out, path));
	(void)remove(path);
	om_free(path);
	return rc;
}

static int
notified(struct world *w, const char *recipient, const char *state,
    const char *because)
{
	struct om_request_notified what = { recipient, 0, because };

	ck_ok(om_notice_state_parse(&what.state, om_span_of(state)));
	return om_request_notified(&w->c, &what);
}

START_TEST(trap_10_each_recipient_of_erased_data_has_a_notice)
{
	struct world w;

	make_world(&w);
	world_run(&w, "erase", "email:ana@post.example");
	ck_assert_uint_eq(w.c.request->notice_count, 2);
	ck_assert_str_eq(notice_of(&w, "Parcel Ltd")->type, "erasure");
	ck_assert_str_eq(notice_of(&w, "Parcel Ltd")->role, "processor");
	ck_assert_int_eq(notice_of(&w, "Banner LLC")->state, OM_NOTICE_TO_SEND);
	/* Nothing of hers came from the shop. */
	ck_assert_ptr_null(notice_of(&w, "Ledger"));
	ck_ok(om_balance_verify(w.om->store));
	world_free(&w);
}
END_TEST

/* Art. 19 asks it of every erasure, of one after a duty or a hold as well. */
START_TEST(trap_10_what_is_erased_later_has_its_notices_then)
{
	const struct om_hold what = {
		.system = "shop", .category = "", .ground = "legal_claims"
	};
	struct om_kept_tending done;
	struct om_buf text = OM_BUF(1 << 16);
	struct world w;
	int64_t hold;
	char *path;

	make_world(&w);
	(void)world_import(&w, ANA SHOP);
	ck_ok(om_hold_place(&hold, w.om->store, &what, OM_SPAN_NONE));
	world_run(&w, "erase", "email:ana@post.example");
	ck_assert_uint_eq(w.c.request->notice_count, 2);
	ck_assert_ptr_null(notice_of(&w, "Ledger"));
	ck_ok(notified(&w, "Parcel Ltd", "sent", NULL));
	ck_ok(notified(&w, "Banner LLC", "sent", NULL));
	path = om_path_join(w.folder, "answer");
	ck_ok(om_request_answer(&w.c, path));
	ck_ok(om_request_close(&w.c, true));
	om_free(path);

	ck_ok(om_hold_release(w.om->store, hold));
	ck_ok(om_kept_tend(&done, w.om));
	ck_ok(om_request_show(&w.c));
	ck_assert_uint_eq(done.erased, 1);
	/* Only who had the record that went now. */
	ck_assert_uint_eq(w.c.request->notice_count, 3);
	ck_assert_int_eq(notice_of(&w, "Ledger")->state, OM_NOTICE_TO_SEND);
	ck_ok(notify(&w, &text, "Ledger"));
	ck_ok(notified(&w, "Ledger", "sent", NULL));
	ck_ok(notified(&w, "Ledger", "acknowledged", NULL));
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	ck_ok(om_balance_verify(w.om->store));
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(a_notice_has_what_its_recipient_knows_and_no_more)
{
	struct om_buf text = OM_BUF(64 << 10);
	struct world w;

	make_world(&w);
	world_run(&w, "erase", "email:ana@post.example");
	ck_ok(notify(&w, &text, "Parcel Ltd"));
	/* printf ana@post.example | sha256sum */
	ck_has(text, "f6137b41fcb7a4ab2962ded6c50d8ec9"
		     "08395590116398ae490e9c1b60153717");
	ck_has(text, "\"identity_format\":\"sha256\"");
	ck_has(text, "\"subject_request_type\": \"erasure\"");
	ck_has(text, "\"regulation\": \"gdpr\"");
	ck_lacks(text, "ana@");
	ck_lacks(text, "5550123");
	ck_ok(notify(&w, &text, "Banner LLC"));
	ck_has(text, "\"identity_type\":\"phone\"");
	ck_has(text, "12025550123");
	ck_lacks(text, "ana@");
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(trap_10_notices_block_the_end_and_not_the_answer)
{
	struct om_buf text = OM_BUF(1 << 20);
	struct world w;

	make_world(&w);
	world_run(&w, "erase", "email:ana@post.example");
	world_answer(&w, &text, "index.html");
	ck_code(om_request_close(&w.c, true), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Parcel Ltd, Banner LLC"));
	ck_ok(notified(&w, "Parcel Ltd", "sent", NULL));
	ck_code(om_request_close(&w.c, true), OM_DENIED);
	ck_assert_ptr_null(strstr(om_failure(), "Parcel Ltd"));
	ck_ok(notified(&w, "Banner LLC", "disproportionate",
	    "the network was dissolved, nobody takes its mail"));
	ck_ok(om_request_close(&w.c, true));
	/* Unconfirmed ones are chased; that may end later. */
	ck_ok(notified(&w, "Parcel Ltd", "acknowledged", NULL));
	ck_assert_int_eq(w.c.request->state, OM_STATE_CLOSED);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(what_a_notice_is_made_from_is_forgotten_when_it_was_sent)
{
	struct om_buf text = OM_BUF(64 << 10);
	struct om_span fact;
	struct world w;

	make_world(&w);
	world_run(&w, "erase", "email:ana@post.example");
	ck_ok(om_fact_get(&fact, w.om->store, &w.arena, w.c.id, "notice/1/0"));
	ck_ok(notified(&w, "Parcel Ltd", "sent", NULL));
	ck_code(om_fact_get(&fact, w.om->store, &w.arena, w.c.id, "notice/1/0"),
	    OM_NOTFOUND);
	ck_code(notify(&w, &text, "Parcel Ltd"), OM_DENIED);
	/* The other one alone is left, and needs no name. */
	ck_ok(notify(&w, &text, NULL));
	ck_has(text, "Banner LLC");
	ck_ok(om_balance_verify(w.om->store));
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(states_follow_each_other_and_reasons_are_plain)
{
	struct world w;

	make_world(&w);
	world_run(&w, "erase", "email:ana@post.example");
	ck_code(notified(&w, "Parcel Ltd", "to_send", NULL), OM_DENIED);
	ck_code(notified(&w, "Nobody", "sent", NULL), OM_USAGE);
	ck_assert_ptr_nonnull(strstr(om_failure(), "Parcel Ltd, Banner LLC"));
	ck_code(notified(&w, "Parcel Ltd", "sent", "why"), OM_USAGE);
	ck_code(notified(&w, "Parcel Ltd", "impossible", NULL), OM_USAGE);
	ck_code(
	    notified(&w, "Parcel Ltd", "impossible", "ana@post.example left"),
	    OM_USAGE);
	ck_ok(notified(&w, "Parcel Ltd", "sent", NULL));
	ck_code(notified(&w, "Parcel Ltd", "sent", NULL), OM_DENIED);
	ck_code(
	    notified(&w, "Parcel Ltd", "disproportionate", "late"), OM_DENIED);
	ck_ok(notified(&w, "Parcel Ltd", "impossible", "mail came back"));
	ck_assert_str_eq(notice_of(&w, "Parcel Ltd")->reason, "mail came back");
	ck_code(notified(&w, "Parcel Ltd", "acknowledged", NULL), OM_DENIED);
	world_free(&w);
}
END_TEST

START_TEST(what_is_tried_leaves_nothing)
{
	struct om_buf text = OM_BUF(64 << 10);
	struct world w;
	char *path;

	make_world(&w);
	path = om_path_join(w.folder, "tried.json");
	world_run(&w, "erase", "email:ana@post.example");
	w.om->dry_run = true;
	ck_ok(om_request_notify(&w.c, "Parcel Ltd", path));
	ck_assert(!om_file_exists(path));
	ck_ok(notified(&w, "Parcel Ltd", "sent", NULL));
	w.om->dry_run = false;
	ck_ok(om_request_show(&w.c));
	ck_assert_int_eq(notice_of(&w, "Parcel Ltd")->state, OM_NOTICE_TO_SEND);
	ck_ok(om_file_create(path, OM_SPAN("x"), 0600));
	ck_code(om_request_notify(&w.c, "Parcel Ltd", path), OM_EXISTS);
	om_free(path);
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

/* By regime and right, by hand from the articles that notice.h names. */
START_TEST(the_law_decides_who_is_told)
{
	static const struct {
		const char *right, *regime, *told;
	} cases[] = {
		{ "erase", "ccpa", "Parcel Ltd, Banner LLC" },
		{ "optout", "ccpa", "Banner LLC" },
		{ "restrict", "gdpr", "Parcel Ltd, Banner LLC" },
		{ "object_marketing", "gdpr", "Parcel Ltd" },
		{ "access", "gdpr", "" },
		{ "restrict", "ccpa", "" },
		{ "erase", "ccpa,uk-gdpr", "Parcel Ltd, Banner LLC" },
		{ "optout", "gdpr,ccpa", "Banner LLC" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct om_buf names = OM_BUF(1 << 10);
		struct om_notice_drafts drafts;
		struct world w;

		make_world(&w);
		world_plan(&w, "erase", "email:ana@post.example");
		ck_ok(om_right_find(&w.c.request->right, &(const char *){ 0 },
		    om_span_of(cases[i].right)));
		w.c.request->laws = cases[i].regime;
		w.c.request->item_count = 0;
		ck_ok(om_notice_gather(&drafts, &w.c));
		for (size_t k = 0; k < drafts.n; k++)
			om_buf_format(&names, "%s%s", k > 0 ? ", " : "",
			    drafts.p[k].recipient);
		ck_assert_msg(om_span_is(om_buf_span(&names), cases[i].told),
		    "%s %s: %s", cases[i].right, cases[i].regime, names.p);
		om_buf_free(&names);
		world_free(&w);
	}
}
END_TEST

START_TEST(who_has_no_known_identifier_cannot_be_told)
{
	static const char bo[] =
	    "{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Bo Ek\","
	    "\"identifiers\":[{\"type\":\"email\",\"value\":"
	    "\"bo@post.example\"}],\"attributes\":{}}\n";
	struct om_buf text = OM_BUF(64 << 10);
	struct world w;

	make_world(&w);
	(void)world_import(&w, bo);
	world_run(&w, "erase", "email:bo@post.example");
	ck_code(notify(&w, &text, "Banner LLC"), OM_DENIED);
	ck_assert_ptr_nonnull(strstr(om_failure(), "impossible"));
	ck_ok(notified(&w, "Banner LLC", "impossible",
	    "it knows people by phone, we have none"));
	om_buf_free(&text);
	world_free(&w);
}
END_TEST

START_TEST(many_identifiers_are_sealed_in_pieces)
{
	struct om_buf text = OM_BUF(1 << 20), record = OM_BUF(1 << 20);
	size_t n = 0;
	struct world w;

	make_world(&w);
	/* 20 addresses of 900 bytes or so: 18 kB, more than one fact holds. */
	om_buf_text(&record,
	    "{\"source\":\"crm\",\"type\":\"customer\",\"name\":\"Cy\","
	    "\"identifiers\":[");
	for (int i = 0; i < 20; i++) {
		om_buf_format(&record,
		    "%s{\"type\":\"phone_number\",\"value\":\"+12025550%03d",
		    i > 0 ? "," : "", 100 + i);
		for (int k = 0; k < 900; k++)
			om_buf_byte(&record, ' ');
		om_buf_text(&record, "\"}");
	}
	om_buf_text(&record, "],\"attributes\":{}}\n");
	(void)world_import(&w, record.p);
	world_run(&w, "erase", "phone_number:+12025550100");
	ck_ok(notify(&w, &text, "Banner LLC"));
	for (const char *at = text.p;
	     (at = strstr(at, "identity_value")) != NULL; at++)
		n++;
	ck_assert_uint_eq(n, 20);
	om_buf_free(&text);
	om_buf_free(&record);
	world_free(&w);
}
END_TEST

/* Every right is told of, or known not to be. */
START_TEST(every_right_has_its_notices_or_is_known_to_have_none)
{
	static const char *const none[] = { "access", "portability", "adm",
		"admt_access", "pseudonymize" };

	for (size_t i = 0; om_right_at(i) != NULL; i++) {
		const char *word = om_right_at(i)->word;
		bool listed = false;

		for (size_t k = 0; k < sizeof(none) / sizeof(none[0]); k++)
			listed |= strcmp(none[k], word) == 0;
		ck_assert_msg(
		    listed != (om_notice_duty(word, "gdpr") != NULL ||
				  om_notice_duty(word, "ccpa") != NULL),
		    "%s", word);
	}
	ck_assert_ptr_eq(om_notice_duty("erase", "uk-gdpr"),
	    om_notice_duty("erase", "gdpr"));
}
END_TEST

OM_SUITE(request_notice)
{
	tcase_add_test(
	    tests, trap_10_each_recipient_of_erased_data_has_a_notice);
	tcase_add_test(
	    tests, trap_10_what_is_erased_later_has_its_notices_then);
	tcase_add_test(
	    tests, a_notice_has_what_its_recipient_knows_and_no_more);
	tcase_add_test(tests, trap_10_notices_block_the_end_and_not_the_answer);
	tcase_add_test(
	    tests, what_a_notice_is_made_from_is_forgotten_when_it_was_sent);
	tcase_add_test(tests, states_follow_each_other_and_reasons_are_plain);
	tcase_add_test(tests, what_is_tried_leaves_nothing);
	tcase_add_test(tests, the_law_decides_who_is_told);
	tcase_add_test(tests, who_has_no_known_identifier_cannot_be_told);
	tcase_add_test(tests, many_identifiers_are_sealed_in_pieces);
	tcase_add_test(
	    tests, every_right_has_its_notices_or_is_known_to_have_none);
}
