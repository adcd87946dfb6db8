#ifndef OM_FAULT_MODEL_H
#define OM_FAULT_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "request/state.h"
#include "store/audit.h"

/*
 * What a workspace must hold, computed without the store: a world. Acts
 * change it in steps, each of which is there as a whole or not at all. After
 * a crash the store must show the world after all acts that were
 * acknowledged, or that of one of the steps of the act that was not.
 */
enum { PROFILES = 8, GONE = 16, LISTED = 4, STEPS = 6, BATCH = 3 };

/* Invented people are numbers: p7@mail.example, external id c-7. */
struct profile {
	uint32_t number;  /* 0: no profile here */
	uint32_t version; /* an attribute; 0 where it was pseudonymised away */
	uint32_t group;	  /* the first place of a profile of the same person */
	bool pseudonymous;
};

struct world {
	struct profile profiles[PROFILES];
	uint32_t gone[GONE]; /* the numbers erased last */
	uint32_t erased;     /* how many ever were */
	uint32_t next;	     /* number for somebody new */
	bool listed[LISTED]; /* suppressed for marketing */
	uint32_t members;
	enum om_state request; /* of the one that is open */
	bool open, erases, answered;
	uint32_t whom;		/* profile number it is about */
	uint32_t closed;	/* requests that were closed */
	uint32_t events;	/* of all requests */
	uint32_t answers;	/* answers begun: names their files */
	uint32_t epoch, oldest; /* keys */
	uint32_t recorded; /* the epoch up to which the log has rotations */
	bool begun;	   /* the end of the oldest */
	uint32_t ended;	   /* epochs whose end the log does not have */
	bool clean;	   /* no row needs an older epoch */
	uint32_t backups;  /* begun: names their files */
	bool restorable;
	uint32_t entries[OM_ACTS]; /* of the audit log, by act */
};

/* The kinds of act; the list is kind_list.h. */
enum kind {
#define KIND(code, word, weight, may, name) code,
#include "fault/kind_list.h"
#undef KIND
	KINDS
};

struct act {
	enum kind kind;
	uint32_t a, b; /* places, numbers or a count */
};

/* A world and the backup that it may be taken back to. */
struct model {
	struct world now, saved;
};

/* The world of a workspace just made. */
void model_begin(struct model *m);

/* The next act, by chance: the same for the same world and number. */
struct act model_choose(const struct model *m, uint64_t chance);

/*
 * The worlds that the act goes through, at most STEPS; the last is where it
 * ends. Returns how many there are.
 */
int model_steps(
    struct model out[STEPS], const struct model *m, const struct act *act);

const char *kind_word(enum kind kind);

/* A random number from a seed and a turn. */
uint64_t chance_of(uint64_t seed, uint64_t turn);

/* The place of a number, -1 for none; the size of a group. */
int place_of(const struct world *w, uint32_t number);
int group_size(const struct world *w, uint32_t group);

#endif
