#define _DEFAULT_SOURCE
#include "fuzz/file.h"

#include "base/clock.h"
#include "base/date.h"
#include "cmd/command.h"
#include "cmd/value.h"
#include "policy/sought.h"
#include "store/id.h"
#include "store/locate.h"

/* TYPE:VALUE and Zendesk's form: both readers read the same. */
static void
try_identifier(struct om_span text)
{
	static struct om_store store;
	static struct om_identity_policy *policy;
	struct om_span type, value;
	struct om_query q;

	if (policy == NULL && om_identity_policy_open(&policy, NULL) != OM_OK)
		abort();
	store.identity = policy;
	if (om_query_parse(&q, &store, text) != OM_OK)
		return;
	if (om_sought_parse(&type, &value, policy, text) != OM_OK ||
	    !om_span_equal(q.type, type) || !om_span_equal(q.value, value) ||
	    type.n == 0 || value.n == 0 || type.p < text.p ||
	    value.p + value.n != text.p + text.n)
		abort();
}

/* What has a canonical form has it once and for all. */
static void
try_normal(enum om_normaliser how, struct om_span text)
{
	struct om_buf one = OM_BUF(16 << 10), two = OM_BUF(16 << 10);

	if (om_normalise(&one, how, text) == OM_OK &&
	    (om_normalise(&two, how, om_buf_span(&one)) != OM_OK ||
		!om_span_equal(om_buf_span(&one), om_buf_span(&two))))
		abort();
	om_buf_free(&one);
	om_buf_free(&two);
}

/* What was read is written and read as the same again. */
static void
try_numbers(struct om_span text)
{
	struct om_buf b = OM_BUF(256);
	int64_t id, other;
	int32_t day;

	if (om_id_parse(&id, text) == OM_OK) {
		om_id_format(&b, id);
		if (om_id_parse(&other, om_buf_span(&b)) != OM_OK ||
		    other != id)
			abort();
	}
	om_buf_reset(&b);
	if (om_day_parse(&day, text) == OM_OK) {
		om_day_format(&b, day);
		if (!om_span_equal(om_buf_span(&b), text))
			abort();
	}
	om_buf_reset(&b);
	if (om_time_parse(&id, text) == OM_OK) {
		om_time_format(&b, id);
		if (om_time_parse(&other, om_buf_span(&b)) != OM_OK ||
		    other != id)
			abort();
	}
	om_buf_free(&b);
}

/* As the value of an option of every kind. */
static void
try_options(struct om_span text)
{
	for (int kind = OM_OPTION_TEXT; kind <= OM_OPTION_LIST; kind++) {
		const struct om_option option = { "o", 0,
			(enum om_option_kind)kind, "a|b", "", false };
		struct om_option_value values[] = { { .option = &option },
			{ 0 } };
		struct om_run run = { .values = values };
		int rc = om_value_take(
		    &run, &values[0], om_arena_string(&run.arena, text));

		if (rc != OM_OK)
			fuzz_failed(rc);
		om_arena_free(&run.arena);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct om_span text = om_span_bytes(data, size);

	try_identifier(text);
	for (int how = OM_NORMALISE_EMAIL; how <= OM_NORMALISE_EXACT; how++)
		try_normal((enum om_normaliser)how, text);
	try_numbers(text);
	try_options(text);
	return 0;
}
