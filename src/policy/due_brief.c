#include "base/memory.h"
#include "policy/due.h"

/*
 * Requests of one day, right and law have one deadline, and there are many of
 * them: it is derived once. Questions to the person are her own; what has
 * any is derived by itself.
 */
enum { PLACES = 4096, WORD = 24 };

struct key {
	char regime[WORD], right[WORD], country[WORD];
	int32_t received;
	bool home, extended, used;
};

struct om_due_memory {
	struct {
		struct key key;
		struct om_due due; /* without its steps */
	} places[PLACES];
};

/* Zeros behind the word, so that keys hash as bytes. */
static bool
put(char to[WORD], const char *word)
{
	size_t n = word == NULL ? 0 : strlen(word);

	if (n >= WORD) /* its end stays 0 */
		return false;
	if (n > 0)
		memcpy(to, word, n);
	return true;
}

static bool
make_key(struct key *key, const struct om_due_query *q)
{
	memset(key, 0, sizeof(*key));
	key->received = q->received;
	key->home = q->home;
	key->extended = q->extended;
	key->used = true;
	return q->wait_count == 0 && q->paused_days == 0 && q->right != NULL &&
	       q->country != NULL && put(key->regime, q->regime) &&
	       put(key->right, q->right) && put(key->country, q->country);
}

/* Nothing in it is secret, so that it may be compared word by word. */
static bool
is_same(const struct key *a, const struct key *b)
{
	return a->used == b->used && a->received == b->received &&
	       a->home == b->home && a->extended == b->extended &&
	       strcmp(a->regime, b->regime) == 0 &&
	       strcmp(a->right, b->right) == 0 &&
	       strcmp(a->country, b->country) == 0;
}

/* FNV-1a. */
static size_t
place_of(const struct key *key)
{
	const uint8_t *p = (const uint8_t *)key;
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < sizeof(*key); i++)
		hash = (hash ^ p[i]) * 16777619u;
	return hash % PLACES;
}

/* Without what lives in an arena. */
static int
derive(struct om_due *out, const struct om_due_query *q)
{
	struct om_due due;
	int rc = om_due(&due, q);

	if (rc != OM_OK)
		return rc;
	*out = due;
	out->regime = q->regime;
	out->right = q->right;
	out->country = NULL;
	out->warning = NULL;
	out->n = 0;
	out->arena = (struct om_arena){ 0 };
	om_due_close(&due);
	return OM_OK;
}

int
om_due_brief(struct om_due *out, const struct om_due_query *q)
{
	struct om_due_memory **memory = om_due_rules_memory(q->rules);
	struct key key;
	size_t at;
	int rc;

	if (!make_key(&key, q))
		return derive(out, q);
	if (*memory == NULL)
		*memory = om_new(1, sizeof(**memory));
	at = place_of(&key);
	if (is_same(&(*memory)->places[at].key, &key)) {
		*out = (*memory)->places[at].due;
		out->regime = q->regime;
		out->right = q->right;
		return OM_OK;
	}
	rc = derive(out, q);
	if (rc == OM_OK) {
		(*memory)->places[at].key = key;
		(*memory)->places[at].due = *out;
	}
	return rc;
}
