/* What can speak for a finding: code, word as findings give it. */
OM_EVIDENCE(SHAPE, "shape")
OM_EVIDENCE(CHECK, "check")
OM_EVIDENCE(WORD, "word")
OM_EVIDENCE(FIELD, "field")
OM_EVIDENCE(LEXICON, "lexicon")
OM_EVIDENCE(RANGE, "range")
OM_EVIDENCE(COLUMN, "column")
OM_EVIDENCE(AGAINST, "against")
