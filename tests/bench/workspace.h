#ifndef OM_BENCH_WORKSPACE_H
#define OM_BENCH_WORKSPACE_H

#include "store/store.h"

/* A fresh workspace in a folder of its own, and what it is opened with. */
struct workspace {
	char *folder;
	struct om_keys *keys;
	struct om_identity_policy *identity;
	struct om_treatment_policy *treatment;
	struct om_store *store;
};

/* Makes the folder anew; ends the program where anything fails. */
void workspace_open(struct workspace *w, const char *folder);
void workspace_close(struct workspace *w);

/* Ends the program with the failure's message unless rc is OM_OK. */
void must(int rc, const char *what);

/* Seconds since the first call. */
double seconds(void);

/* Seconds of processor time of this process, in user and kernel. */
double cpu_seconds(void);

/* The largest resident size of this process so far, in MiB. */
double peak_mib(void);

/*
 * n Zendesk profiles of n / per_person people as NDJSON: 4 identifiers and
 * 5 attributes each; `source` names their system.
 */
void write_profiles(
    const char *path, const char *source, size_t n, size_t first_person);

#endif
