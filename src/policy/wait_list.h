/*
 * What the person can be asked for: code, word, what it is. The words are in
 * policies/deadlines.json and in events of requests: never change one. One
 * line an entry.
 */
OM_WAIT(OM_WAIT_IDENTITY, "identity", "proof of identity")
OM_WAIT(OM_WAIT_CLARIFICATION, "clarification", "what the request is about")
OM_WAIT(OM_WAIT_FEE, "fee", "the fee")
