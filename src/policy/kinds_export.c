#include "policy/kinds.h"

/* The vocabularies that the catalogue is tied to. */
static const char *const context[][2] = {
	{ "rdfs", "http://www.w3.org/2000/01/rdf-schema#" },
	{ "skos", "http://www.w3.org/2004/02/skos/core#" },
	{ "dpv", "https://w3id.org/dpv#" },
	{ "pd", "https://w3id.org/dpv/pd#" },
	{ "kind", "urn:ombud:kind:" },
};

static void
reference_json(struct om_json *j, const char *key, const char *iri)
{
	om_json_object(j, key);
	om_json_string(j, "@id", iri);
	om_json_end_object(j);
}

static void
kind_reference(struct om_json *j, const char *key, const struct om_kind *kind)
{
	struct om_buf iri = OM_BUF(256);

	om_buf_format(&iri, "kind:%s", kind->name);
	reference_json(j, key, iri.p);
	om_buf_free(&iri);
}

/* Art. 9 and Art. 10 are types of data in DPV, beside personal data. */
static const char *
type_of(const struct om_kind *kind)
{
	switch (kind->class) {
	case OM_CLASS_SPECIAL:
		return "dpv:SpecialCategoryPersonalData";
	case OM_CLASS_CRIMINAL:
		return "dpv:SensitivePersonalData";
	case OM_CLASS_PSEUDONYM:
		return "dpv:PseudonymisedData";
	case OM_CLASS_NONE:
		return "dpv:NonPersonalData";
	default:
		return "dpv:PersonalData";
	}
}

static void
concept_json(struct om_json *j, const struct om_kinds *k, size_t number)
{
	const struct om_kind *kind = &k->list[number];
	struct om_buf iri = OM_BUF(256);

	om_json_object(j, "");
	om_buf_format(&iri, "kind:%s", kind->name);
	om_json_string(j, "@id", iri.p);
	om_json_array(j, "@type");
	om_json_string(j, "", "skos:Concept");
	om_json_string(j, "", type_of(kind));
	om_json_end_array(j);
	om_json_string(j, "rdfs:label", kind->title);
	if (kind->note != NULL)
		om_json_string(j, "skos:note", kind->note);
	if (kind->parent >= 0)
		kind_reference(j, "skos:broader", &k->list[kind->parent]);
	if (kind->dpv != NULL)
		reference_json(j, "skos:closeMatch", kind->dpv);
	if (kind->dpv_also.n > 0)
		om_json_array(j, "skos:relatedMatch");
	for (size_t i = 0; i < kind->dpv_also.n; i++)
		reference_json(j, "", kind->dpv_also.p[i]);
	if (kind->dpv_also.n > 0)
		om_json_end_array(j);
	om_json_end_object(j);
	om_buf_free(&iri);
}

void
om_kinds_jsonld(struct om_json *j, const struct om_kinds *k)
{
	om_json_object(j, NULL);
	om_json_object(j, "@context");
	for (size_t i = 0; i < sizeof(context) / sizeof(context[0]); i++)
		om_json_string(j, context[i][0], context[i][1]);
	om_json_end_object(j);
	om_json_array(j, "@graph");
	for (size_t i = 0; i < k->n; i++)
		concept_json(j, k, i);
	om_json_end_array(j);
	om_json_end_object(j);
}

static void
field_json(struct om_json *j, const struct om_kind *kind)
{
	om_json_object(j, "");
	om_json_string(j, "name", kind->name);
	om_json_string(j, "description", kind->title);
	om_json_array(j, "data_categories");
	om_json_string(j, "", kind->fideslang);
	om_json_end_array(j);
	om_json_end_object(j);
}

void
om_kinds_fideslang(struct om_json *j, const struct om_kinds *k)
{
	om_json_object(j, NULL);
	om_json_array(j, "dataset");
	om_json_object(j, "");
	om_json_string(j, "fides_key", "ombud_kinds");
	om_json_string(j, "name", "Kinds of data that Ombud knows");
	om_json_array(j, "collections");
	om_json_object(j, "");
	om_json_string(j, "name", "kinds");
	om_json_array(j, "fields");
	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].fideslang != NULL)
			field_json(j, &k->list[i]);
	om_json_end_array(j);
	om_json_end_object(j);
	om_json_end_array(j);
	om_json_end_object(j);
	om_json_end_array(j);
	om_json_end_object(j);
}
