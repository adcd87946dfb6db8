/* Who may act, and as what: code, word, title. One line an entry. */
OM_ROLE(OM_ROLE_INTAKE, "intake", "takes requests in")
OM_ROLE(OM_ROLE_CASEWORKER, "caseworker", "works on requests")
OM_ROLE(OM_ROLE_APPROVER, "approver", "approves erasures")
OM_ROLE(OM_ROLE_DPO, "dpo", "data protection officer: all of these")
OM_ROLE(OM_ROLE_AUDITOR, "auditor", "reads the audit log")
OM_ROLE(OM_ROLE_MACHINE, "machine", "a program: imports and looks up")
