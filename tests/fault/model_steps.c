#include "fault/model.h"

#include <assert.h>
#include <string.h>

/*
 * The worlds that an act goes through. Every function takes the model as it
 * was and changes out[0], a copy of it; a second step begins as a copy of the
 * first (then).
 */
#define STEPS_OF(name) \
	static int steps_##name(struct model *out, const struct act *act)

/* The next step, so far as the one before. */
static struct world *
then(struct model *out, int step)
{
	assert(step < STEPS);
	out[step] = out[step - 1];
	return &out[step].now;
}

/* Groups are named by the first place of one of their profiles. */
static void
name_groups(struct world *w)
{
	uint32_t names[PROFILES];

	for (uint32_t i = PROFILES; i-- > 0;)
		for (uint32_t j = 0; j <= i; j++)
			if (w->profiles[j].number != 0 &&
			    w->profiles[j].group == w->profiles[i].group) {
				names[i] = j;
				break;
			}
	for (uint32_t i = 0; i < PROFILES; i++)
		if (w->profiles[i].number != 0)
			w->profiles[i].group = names[i];
}

STEPS_OF(import)
{
	struct world *w = &out->now;

	for (uint32_t i = 0, n = 0; n < act->a; i++)
		if (w->profiles[i].number == 0) {
			w->profiles[i] =
			    (struct profile){ w->next++, 1, i, false };
			n++;
		}
	w->entries[OM_ACT_IMPORT]++;
	return 1;
}

STEPS_OF(merge)
{
	out->now.profiles[act->a].version++;
	out->now.entries[OM_ACT_IMPORT]++;
	return 1;
}

/* A backup of before leads to somebody else: it is not gone back to. */
STEPS_OF(link)
{
	struct world *w = &out->now;
	uint32_t from = w->profiles[act->b].group;

	for (int i = 0; i < PROFILES; i++)
		if (w->profiles[i].group == from)
			w->profiles[i].group = w->profiles[act->a].group;
	name_groups(w);
	w->entries[OM_ACT_LINK]++;
	w->restorable = false;
	return 1;
}

STEPS_OF(unlink)
{
	struct world *w = &out->now;

	w->profiles[act->a].group = act->a;
	w->entries[OM_ACT_UNLINK]++;
	w->restorable = false;
	return 1;
}

static void
erase(struct world *w, uint32_t group)
{
	for (int i = 0; i < PROFILES; i++)
		if (w->profiles[i].number != 0 &&
		    w->profiles[i].group == group) {
			w->gone[w->erased++ % GONE] = w->profiles[i].number;
			w->profiles[i] = (struct profile){ 0 };
		}
	w->entries[OM_ACT_ERASE]++;
}

STEPS_OF(erase)
{
	erase(&out->now, out->now.profiles[act->a].group);
	return 1;
}

STEPS_OF(pseudonymise)
{
	struct world *w = &out->now;

	for (int i = 0; i < PROFILES; i++)
		if (w->profiles[i].group == w->profiles[act->a].group) {
			w->profiles[i].pseudonymous =
			    w->profiles[i].number != 0;
			w->profiles[i].version = 0;
		}
	w->entries[OM_ACT_PSEUDONYMIZE] += 2; /* old and new reference */
	w->restorable = false;
	return 1;
}

STEPS_OF(suppress)
{
	out->now.listed[act->a] = true;
	out->now.entries[OM_ACT_SUPPRESS]++;
	return 1;
}

STEPS_OF(lift)
{
	out->now.listed[act->a] = false;
	out->now.entries[OM_ACT_LIFT]++;
	return 1;
}

/* The open request enters a state by n events. */
static void
enter(struct world *w, enum om_state state, uint32_t n)
{
	w->request = state;
	w->events += n;
	w->entries[OM_ACT_REQUEST] += n;
}

STEPS_OF(receive)
{
	struct world *w = &out->now;

	w->open = true;
	w->answered = false;
	w->erases = act->b != 0;
	w->whom = w->profiles[act->a].number;
	enter(w, OM_STATE_RECEIVED, 1);
	return 1;
}

STEPS_OF(verify)
{
	(void)act;
	enter(&out->now, OM_STATE_VERIFIED, 1);
	return 1;
}

STEPS_OF(plan)
{
	(void)act;
	enter(&out->now, OM_STATE_PLANNED, 2);
	return 1;
}

STEPS_OF(approve)
{
	(void)act;
	enter(&out->now, OM_STATE_APPROVED, 1);
	return 1;
}

STEPS_OF(run)
{
	struct world *w = &out->now;
	int n = 0, place;

	(void)act;
	if (w->request == OM_STATE_APPROVED) {
		enter(w, OM_STATE_RUNNING, 1);
		w = then(out, ++n);
	}
	place = place_of(w, w->whom);
	if (w->erases && place >= 0) {
		erase(w, w->profiles[place].group);
		w = then(out, ++n);
	}
	w->entries[OM_ACT_SETTLE] += w->erases;
	enter(w, OM_STATE_EXECUTED, 1);
	return n + 1;
}

STEPS_OF(answer)
{
	struct world *w = &out->now;

	(void)act;
	w->answers++;
	enter(w, OM_STATE_NOTIFIED, 1);
	w->entries[OM_ACT_LETTER]++;
	w->entries[OM_ACT_EXPORT] += !w->erases;
	then(out, 1)->answered = true;
	return 2;
}

STEPS_OF(close)
{
	struct world *w = &out->now;

	(void)act;
	w->open = w->answered = w->erases = false;
	w->whom = 0;
	w->closed++;
	enter(w, OM_STATE_CLOSED, 1);
	return 1;
}

STEPS_OF(member)
{
	(void)act;
	out->now.members++;
	out->now.entries[OM_ACT_MEMBER_ADD]++;
	return 1;
}

/* Rotations that a crash kept from the log; where there are, a step. */
static int
record(struct model *out, int step)
{
	struct world *w = &out[step].now;

	if (w->recorded == w->epoch)
		return step;
	w->entries[OM_ACT_KEY_ROTATE] += w->epoch - w->recorded;
	w->recorded = w->epoch;
	(void)then(out, ++step);
	return step;
}

static int
rewrap(struct model *out, int step)
{
	out[step].now.entries[OM_ACT_REWRAP]++;
	out[step].now.clean = true;
	return step + 1;
}

/* What is left undone is made good. */
STEPS_OF(tend)
{
	int n = rewrap(out, record(out, 0));
	uint32_t ended = out->now.ended;

	(void)act;
	for (; ended > 0; ended--) {
		struct world *w = then(out, n++);

		w->entries[OM_ACT_KEY_DESTROY]++;
		w->ended--;
	}
	return n;
}

STEPS_OF(rotate)
{
	int n = record(out, 0);

	(void)act;
	out[n].now.epoch++;
	out[n].now.clean = false;
	(void)then(out, ++n);
	return rewrap(out, record(out, n));
}

/* The log says that it begins, the key goes, the log says that it went. */
STEPS_OF(destroy)
{
	struct world *w = &out->now;
	int n = 0;

	(void)act;
	if (!w->begun) {
		w->begun = true;
		w->entries[OM_ACT_KEY_DESTROY]++;
		w = then(out, ++n);
	}
	w->oldest++;
	w->ended++;
	w->begun = w->restorable = false;
	w = then(out, ++n);
	w->ended--;
	w->entries[OM_ACT_KEY_DESTROY]++;
	return n + 1;
}

STEPS_OF(integrate)
{
	(void)out;
	(void)act;
	return 1;
}

STEPS_OF(backup)
{
	struct world *w = &out->now;

	(void)act;
	w->backups++;
	w->entries[OM_ACT_BACKUP]++;
	w->restorable = false;
	w = then(out, 1);
	w->restorable = true;
	out[1].saved = *w;
	return 2;
}

/* Whoever is in the backup and not in the world of before. */
static void
erase_again(struct world *w, const struct world *before)
{
	for (uint32_t i = 0; i < PROFILES; i++) {
		if (w->profiles[i].number == 0 ||
		    place_of(before, w->profiles[i].number) >= 0)
			continue;
		w->entries[OM_ACT_ERASE] += w->profiles[i].group == i;
		w->profiles[i].number = 0;
	}
	for (int i = 0; i < PROFILES; i++)
		if (w->profiles[i].number == 0)
			w->profiles[i] = (struct profile){ 0 };
}

/*
 * What was since is lost but for keys, log and suppression list; whoever was
 * erased since is erased again.
 */
STEPS_OF(restore)
{
	struct world before = out->now, *w = &out->now;

	(void)act;
	*w = out->saved;
	w->next = before.next;
	memcpy(w->gone, before.gone, sizeof(w->gone));
	memcpy(w->listed, before.listed, sizeof(w->listed));
	memcpy(w->entries, before.entries, sizeof(w->entries));
	w->erased = before.erased;
	w->answers = before.answers;
	w->epoch = before.epoch;
	w->oldest = before.oldest;
	w->backups = before.backups;
	w->clean = w->clean && w->epoch == out->saved.epoch;
	w->recorded = w->epoch;
	w->entries[OM_ACT_RESTORE]++;
	w->entries[OM_ACT_REPLAY]++;
	erase_again(w, &before);
	return 1;
}

static int (*const kinds[KINDS])(struct model *, const struct act *) = {
#define KIND(code, word, weight, may, name) steps_##name,
#include "fault/kind_list.h"
#undef KIND
};

int
model_steps(
    struct model out[STEPS], const struct model *m, const struct act *act)
{
	out[0] = *m;
	return kinds[act->kind](out, act);
}
