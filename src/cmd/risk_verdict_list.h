/* What a measurement says of all columns together. One line an entry. */
OM_RISK_VERDICT(BELOW, "below-k")
OM_RISK_VERDICT(PASSES, "no-singling-out")
OM_RISK_VERDICT(ANONYMOUS, "anonymous")
