#ifndef OM_CONTEXT_TRIAL_H
#define OM_CONTEXT_TRIAL_H

#include "context/context.h"

/*
 * One transaction around an act. The end takes the act's code and gives its
 * own: it commits, or undoes what failed. With om->dry_run the act is tried
 * in full, so that a refusal shows, and then undone.
 */
int om_trial_begin(struct om *om) OM_MUST_CHECK;
int om_trial_end(struct om *om, int rc) OM_MUST_CHECK;

#endif
