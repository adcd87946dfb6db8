#include "cmd/command.h"
#include "ombud.h"

static int
run_version(struct om_run *run)
{
	struct om_json *j;

	if (run->out.shape == OM_SHAPE_TABLE) {
		om_output_format(&run->out, "ombud %s\n", om_version());
		return OM_OK;
	}
	j = om_output_json(&run->out);
	om_json_object(j, NULL);
	om_json_string(j, "version", om_version());
	om_json_end_object(j);
	om_output_next(&run->out);
	return OM_OK;
}

const struct om_command om_cmd_version = {
	.word = "version",
	.summary = "the version of this program",
	.example = "ombud version --json",
	.touches = OM_READS,
	.run = run_version,
};
