/*
 * What can happen to a request: code, word, the states in which it can
 * (AT(...)), the state that follows (SAME: the same), the verb of the
 * refusal, what it says in a timeline. The words are stored: never change
 * one. One line an entry.
 */
#define UNTIL_DECIDED                                              \
	(AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | \
	    AT(APPROVED) | AT(RUNNING) | AT(INCOMPLETE))
#define SINCE_ACTED (AT(INCOMPLETE) | AT(EXECUTED) | AT(NOTIFIED))
#define SINCE_DECIDED (AT(EXECUTED) | AT(DENIED) | AT(NOTIFIED) | AT(CLOSED))
OM_EVENT(OM_EVENT_RECEIVED, "received", AT(NEW), RECEIVED, "be taken in",
    "the request was received")
OM_EVENT(OM_EVENT_VERIFIED, "verified", AT(RECEIVED), VERIFIED, "be verified",
    "the person's identity was verified")
OM_EVENT(OM_EVENT_LOCATED, "located",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED) |
	AT(RUNNING) | AT(EXECUTED),
    LOCATED, "be planned", "the person was looked for")
OM_EVENT(OM_EVENT_PLANNED, "planned", AT(LOCATED), PLANNED, "be planned",
    "it was written down what will be done")
OM_EVENT(OM_EVENT_ITEM, "item_decided", AT(PLANNED) | AT(APPROVED), PLANNED,
    "have its items changed", "it was decided what becomes of an item")
OM_EVENT(OM_EVENT_FEE_ANNOUNCED, "fee_announced",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    SAME, "be charged for", "a fee was announced")
OM_EVENT(OM_EVENT_FEE_PAID, "fee_paid",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    SAME, "be paid for", "the fee was paid")
OM_EVENT(OM_EVENT_APPROVED, "approved", AT(PLANNED), APPROVED, "be approved",
    "the plan was approved")
OM_EVENT(OM_EVENT_ACKNOWLEDGED, "acknowledged", UNTIL_DECIDED, SAME,
    "be acknowledged", "receipt was confirmed to the person")
OM_EVENT(OM_EVENT_REDACTED, "redacted", AT(PLANNED) | AT(APPROVED), PLANNED,
    "have a value left out", "it was decided what is left out of the copy")
OM_EVENT(OM_EVENT_PAUSED, "paused", UNTIL_DECIDED, SAME, "be paused",
    "the person was asked for what is needed to go on")
OM_EVENT(OM_EVENT_RESUMED, "resumed", UNTIL_DECIDED, SAME, "be resumed",
    "the person gave what was asked for")
OM_EVENT(OM_EVENT_REPEATED, "repeated", AT(RECEIVED), SAME, "be taken in",
    "the same was asked for before, and is not closed")
OM_EVENT(OM_EVENT_WAIVED, "waived", AT(RECEIVED), VERIFIED, "be waived",
    "the law lets nobody ask for proof of identity here")
OM_EVENT(OM_EVENT_PROVED, "proved", AT(RECEIVED), SAME, "be verified",
    "what speaks for the person's identity was recorded")
OM_EVENT(OM_EVENT_AUTHORISED, "authorised", AT(RECEIVED) | AT(VERIFIED), SAME,
    "have an authority recorded", "who asks for the person may do so")
OM_EVENT(OM_EVENT_CHALLENGED, "challenged", AT(RECEIVED), SAME,
    "be verified by a code", "a code was sent to the person")
OM_EVENT(OM_EVENT_MISSED, "missed", AT(RECEIVED), SAME, "be verified by a code",
    "a wrong code was given")
OM_EVENT(OM_EVENT_HELD, "held",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED) |
	AT(INCOMPLETE),
    SAME, "be held", "a hold was placed: the data must be kept")
OM_EVENT(OM_EVENT_RELEASED, "released",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED) |
	AT(INCOMPLETE),
    SAME, "be released", "the hold was lifted")
OM_EVENT(OM_EVENT_DENIED, "denied",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    DENIED, "be denied", "the request was refused")
OM_EVENT(OM_EVENT_EXTENDED, "extended",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED) |
	AT(RUNNING) | AT(INCOMPLETE) | AT(EXECUTED),
    SAME, "be extended", "the time for the answer was extended")
OM_EVENT(OM_EVENT_STARTED, "started", AT(APPROVED) | AT(INCOMPLETE), RUNNING,
    "be run", "the plan began to be carried out")
OM_EVENT(OM_EVENT_INCOMPLETE, "incomplete", AT(RUNNING), INCOMPLETE, "end",
    "a part could not be done")
OM_EVENT(OM_EVENT_EXECUTED, "executed", AT(RUNNING), EXECUTED, "end",
    "the plan was carried out and checked")
OM_EVENT(OM_EVENT_ANSWERED, "answered",
    AT(EXECUTED) | AT(DENIED) | AT(NOTIFIED), NOTIFIED, "be answered",
    "the answer was made")
OM_EVENT(OM_EVENT_ATTESTED, "attested", AT(EXECUTED) | AT(NOTIFIED), SAME,
    "have a system attested", "a system was attested to be dealt with by hand")
OM_EVENT(OM_EVENT_NOTICE_MADE, "notice_made", SINCE_ACTED | AT(CLOSED), SAME,
    "have recipients told", "the notice to a recipient was made")
OM_EVENT(OM_EVENT_NOTICE_SENT, "notice_sent", SINCE_ACTED | AT(CLOSED), SAME,
    "have recipients told", "a recipient of the data was told")
OM_EVENT(OM_EVENT_NOTICE_ACKNOWLEDGED, "notice_acknowledged",
    SINCE_ACTED | AT(CLOSED), SAME, "have recipients told",
    "a recipient confirmed to have done the same")
OM_EVENT(OM_EVENT_NOTICE_IMPOSSIBLE, "notice_impossible",
    SINCE_ACTED | AT(CLOSED), SAME, "have recipients told",
    "to tell a recipient proved impossible")
OM_EVENT(OM_EVENT_NOTICE_DISPROPORTIONATE, "notice_disproportionate",
    SINCE_ACTED | AT(CLOSED), SAME, "have recipients told",
    "to tell a recipient would take disproportionate effort")
OM_EVENT(OM_EVENT_FORWARDED, "forwarded",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    CLOSED, "be forwarded", "the request was forwarded to its controller")
OM_EVENT(OM_EVENT_SUPPLEMENTED, "supplemented",
    AT(EXECUTED) | AT(NOTIFIED) | AT(CLOSED), SAME, "be supplemented",
    "what was kept until then was erased")
OM_EVENT(OM_EVENT_WITHDRAWN, "withdrawn",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    CLOSED, "be withdrawn", "the request was withdrawn")
OM_EVENT(OM_EVENT_MERGED, "merged",
    AT(RECEIVED) | AT(VERIFIED) | AT(LOCATED) | AT(PLANNED) | AT(APPROVED),
    CLOSED, "be merged", "it goes on as the earlier request")
OM_EVENT(OM_EVENT_CLOSED, "closed", AT(NOTIFIED), CLOSED, "be closed",
    "the request was closed")
OM_EVENT(OM_EVENT_STOPPED, "stopped", UNTIL_DECIDED, SAME, "stop it",
    "what the person wants no more was stopped")
OM_EVENT(OM_EVENT_RESTRICTED, "restricted", UNTIL_DECIDED, SAME,
    "restrict the data", "the data was restricted: kept, and not used")
OM_EVENT(OM_EVENT_WEIGHED, "weighed", UNTIL_DECIDED, SAME, "be weighed",
    "a person decided")
OM_EVENT(OM_EVENT_LIFTED, "lifted", SINCE_DECIDED, SAME,
    "have its restriction lifted", "the restriction was lifted")
OM_EVENT(OM_EVENT_SENT, "sent", UNTIL_DECIDED | SINCE_DECIDED, SAME,
    "have a letter sent", "a letter was sent to the person")
OM_EVENT(OM_EVENT_COMPLAINT, "complaint", UNTIL_DECIDED | SINCE_DECIDED, SAME,
    "be complained about", "somebody complained about it")
OM_EVENT(OM_EVENT_SETTLED, "settled", UNTIL_DECIDED | SINCE_DECIDED, SAME,
    "be settled", "the complaint was settled")
OM_EVENT(OM_EVENT_RESTORED, "restored", UNTIL_DECIDED | SINCE_DECIDED, SAME,
    "be restored",
    "a backup was put back: its events came back from the ledger, what was "
    "written beside them since is lost")
#undef UNTIL_DECIDED
#undef SINCE_DECIDED
#undef SINCE_ACTED
