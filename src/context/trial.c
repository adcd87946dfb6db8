#include "context/trial.h"

int
om_trial_begin(struct om *om)
{
	return om_store_begin(om->store);
}

int
om_trial_end(struct om *om, int rc)
{
	if (rc != OM_OK || !om->dry_run)
		return om_store_end(om->store, rc);
	om_store_rollback(om->store);
	return OM_OK;
}
