/* How the value of a named field must look: code, word in fields.json. */
OM_FIELD_VALUE(NAME, "name")
OM_FIELD_VALUE(LOOSE_NAME, "loose_name")
OM_FIELD_VALUE(PLACE, "place")
OM_FIELD_VALUE(STREET, "street")
OM_FIELD_VALUE(CODE, "code")
OM_FIELD_VALUE(COMPANY, "company")
OM_FIELD_VALUE(DATE, "date")
