/* What WP216 asks of anonymous data: name in C, word. One line an entry. */
OM_QUESTION(SINGLING_OUT, "singling_out")
OM_QUESTION(LINKABILITY, "linkability")
OM_QUESTION(INFERENCE, "inference")
