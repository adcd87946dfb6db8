/* What a column is in a measurement: name in C, word. One line an entry. */
OM_RISK_ROLE(QUASI, "quasi-identifier")
OM_RISK_ROLE(SENSITIVE, "sensitive")
OM_RISK_ROLE(DIRECT, "direct-identifier")
OM_RISK_ROLE(PERSON, "person")
OM_RISK_ROLE(LEFT, "left-out")
