/*
 * The states of a request: code, word, what is true in it, what comes next
 * (for people, and for the refusal of an act that comes too early). The
 * words are in replies: never change one. One line an entry.
 */
OM_STATE(OM_STATE_NEW, "new", "nothing happened yet", "it must be taken in")
OM_STATE(OM_STATE_RECEIVED, "received", "the request has come in",
    "the person's identity must be verified (request verify)")
OM_STATE(OM_STATE_VERIFIED, "verified",
    "we know that it is the person who asks",
    "it must be planned (request plan)")
OM_STATE(OM_STATE_LOCATED, "located", "the person was looked for",
    "it must be planned (request plan)")
OM_STATE(OM_STATE_PLANNED, "planned", "what would be done is written down",
    "the plan must be approved (request approve)")
OM_STATE(OM_STATE_APPROVED, "approved", "the plan may be carried out",
    "it must be run (request run)")
OM_STATE(OM_STATE_RUNNING, "running", "the plan is being carried out",
    "it must be run to its end (request run goes on)")
OM_STATE(OM_STATE_INCOMPLETE, "incomplete", "a part could not be done",
    "it must be run again (request run)")
OM_STATE(OM_STATE_EXECUTED, "executed", "the plan was carried out and checked",
    "the person must be answered (request answer)")
OM_STATE(OM_STATE_DENIED, "denied", "it was decided to refuse it",
    "the person must be told why (request answer)")
OM_STATE(OM_STATE_NOTIFIED, "notified", "the answer is made",
    "it can be closed (request close)")
OM_STATE(OM_STATE_CLOSED, "closed", "it is finished", "nothing is left to do")
