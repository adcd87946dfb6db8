/*
 * Who may what: code, what the refusal says, the roles that may (R(...)).
 * The data protection officer may everything. One line an entry.
 */
OM_PERMIT(OM_MAY_RECEIVE, "take requests in", R(INTAKE) | R(CASEWORKER))
OM_PERMIT(OM_MAY_WORK, "work on requests", R(CASEWORKER))
OM_PERMIT(OM_MAY_APPROVE, "approve requests", R(APPROVER))
OM_PERMIT(OM_MAY_LIST, "see requests",
    R(INTAKE) | R(CASEWORKER) | R(APPROVER) | R(AUDITOR))
OM_PERMIT(
    OM_MAY_REPORT, "read reports", R(CASEWORKER) | R(APPROVER) | R(AUDITOR))
OM_PERMIT(OM_MAY_LOCATE, "look people up", R(CASEWORKER) | R(MACHINE))
OM_PERMIT(OM_MAY_IMPORT, "import profiles", R(CASEWORKER) | R(MACHINE))
OM_PERMIT(OM_MAY_RECORD, "keep the record of processing", 0)
OM_PERMIT(OM_MAY_AUDIT, "read the audit log", R(AUDITOR))
OM_PERMIT(
    OM_MAY_SWEEP, "search the files of the store", R(CASEWORKER) | R(AUDITOR))
OM_PERMIT(OM_MAY_MEASURE, "measure how far the store singles people out",
    R(CASEWORKER) | R(AUDITOR))
OM_PERMIT(
    OM_MAY_FILTER, "filter records in its name", R(CASEWORKER) | R(MACHINE))
OM_PERMIT(OM_MAY_MANAGE, "manage members, keys and the store", 0)
