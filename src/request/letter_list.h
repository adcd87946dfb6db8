/*
 * The kinds of letters that `request letter` makes: word, the states of a
 * request in which it can be, what it needs besides. The word is stored, names
 * the template letter_WORD.html and the sentence title.WORD: never change one.
 * (ANSWER: the template is that of the right, as in its answer; `nothing` is
 * told as there, too.)
 * A kind that does not need KNOWN goes to somebody who was not verified, too,
 * so that it tells of no data. One line an entry.
 */
#define OPEN                                                       \
	(AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | \
	    AT(APPROVED) | AT(RUNNING) | AT(INCOMPLETE))
#define DONE (AT(EXECUTED) | AT(NOTIFIED) | AT(CLOSED))
OM_LETTER(acknowledgement, OPEN, DUE)
OM_LETTER(identity, AT(RECEIVED), TEXT)
OM_LETTER(clarification, OPEN, TEXT)
OM_LETTER(extension, OPEN | AT(EXECUTED), DUE | REMEDY)
OM_LETTER(refusal, AT(DENIED) | AT(NOTIFIED), REMEDY)
OM_LETTER(fee, OPEN, REMEDY)
OM_LETTER(unidentified, AT(RECEIVED) | AT(DENIED) | AT(NOTIFIED), TEXT | REMEDY)
OM_LETTER(nothing, DONE, KNOWN | REMEDY | WHERE)
OM_LETTER(erased, DONE, KNOWN | ANSWER | BACKUP | REMEDY | WHERE)
OM_LETTER(partial, DONE, KNOWN | REMEDY | WHERE)
OM_LETTER(supplement, DONE, KNOWN | BACKUP | REMEDY)
OM_LETTER(rectified, DONE, KNOWN | ANSWER | REMEDY)
OM_LETTER(objection, DONE, KNOWN | ANSWER | REMEDY)
OM_LETTER(optout, DONE, ANSWER | REMEDY)
OM_LETTER(lifting, OPEN | DONE, KNOWN | TEXT | UNTIL | REMEDY)
OM_LETTER(recipients, DONE, KNOWN | REMEDY)
#undef OPEN
#undef DONE
