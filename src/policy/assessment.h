#ifndef OM_POLICY_ASSESSMENT_H
#define OM_POLICY_ASSESSMENT_H

#include "base/config.h"
#include "policy/source.h"

/* The questions of WP216: the list is assessment_list.h. */
enum om_question {
#define OM_QUESTION(name, word) OM_QUESTION_##name,
#include "policy/assessment_list.h"
#undef OM_QUESTION
	OM_QUESTIONS,
};

const char *om_question_word(enum om_question question);

/*
 * A named person's recorded assessment of whether some data are anonymous for
 * a recipient (Article 29 Working Party, Opinion 05/2014, WP216; GDPR recital
 * 26). Strings are the configuration's.
 */
struct om_assessment {
	struct om_config config;
	const char *assessor, *recipient, *sha256;
	int32_t assessed, review; /* days */
	bool source_remains;	  /* the data that these were made of */
	struct {
		bool possible;
		const char *reason;
	} answers[OM_QUESTIONS];
};

/*
 * Reads {"assessor", "assessed", "sha256", "recipient", "review",
 * "source_data_remain", "questions": {"singling_out": {"possible", "reason"},
 * ...}}. OM_USAGE, naming file, line and path, where something is missing or
 * empty, where it was made after today, or where the review is not.
 */
int om_assessment_open(
    struct om_assessment **out, const char *path, int32_t today) OM_MUST_CHECK;
int om_assessment_parse(struct om_assessment **out, const char *file,
    struct om_span text, int32_t today) OM_MUST_CHECK;
void om_assessment_close(struct om_assessment *a);

/* The question that it answers with "possible"; OM_QUESTIONS for none. */
enum om_question om_assessment_doubt(const struct om_assessment *a);

#endif
