/*
 * Every command, in the order in which the help lists them. A line
 * OM_COMMAND(word) stands for src/cmd/word.c, which defines
 * `const struct om_command om_cmd_word`.
 */
OM_COMMAND(demo)
OM_COMMAND(init)
OM_COMMAND(profile)
OM_COMMAND(request)
OM_COMMAND(locate)
OM_COMMAND(export)
OM_COMMAND(erase)
OM_COMMAND(suppress)
OM_COMMAND(audit)
OM_COMMAND(certificate)
OM_COMMAND(user)
OM_COMMAND(key)
OM_COMMAND(db)
OM_COMMAND(classify)
OM_COMMAND(scan)
OM_COMMAND(redact)
OM_COMMAND(pseudonymize)
OM_COMMAND(gate)
OM_COMMAND(risk)
OM_COMMAND(policy)
OM_COMMAND(due)
OM_COMMAND(completion)
OM_COMMAND(help)
OM_COMMAND(version)
