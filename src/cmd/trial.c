#include "cmd/trial.h"

const char *
om_trial_note(const struct om_run *run)
{
	return run->dry_run ? " (not done: --dry-run)" : "";
}
