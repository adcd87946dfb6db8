/* What stands behind the leads of a special category: code, word in
 * special.json. */
OM_SPECIAL_VALUE(TERM, "term")
OM_SPECIAL_VALUE(ICD10, "icd10")
OM_SPECIAL_VALUE(NUMBER, "number")
OM_SPECIAL_VALUE(BLOOD, "blood")
OM_SPECIAL_VALUE(DRAWN, "drawn")
