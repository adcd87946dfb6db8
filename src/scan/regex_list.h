/*
 * The functions of PCRE2, for strings of bytes, that are used: result, name
 * without its ending _8, arguments. One line an entry.
 */
OM_REGEX(pcre2_code_8 *, pcre2_compile,
    (PCRE2_SPTR8, PCRE2_SIZE, uint32_t, int *, PCRE2_SIZE *,
	pcre2_compile_context_8 *))
OM_REGEX(void, pcre2_code_free, (pcre2_code_8 *))
OM_REGEX(int, pcre2_get_error_message, (int, PCRE2_UCHAR8 *, PCRE2_SIZE))
OM_REGEX(int, pcre2_jit_compile, (pcre2_code_8 *, uint32_t))
OM_REGEX(int, pcre2_match,
    (const pcre2_code_8 *, PCRE2_SPTR8, PCRE2_SIZE, PCRE2_SIZE, uint32_t,
	pcre2_match_data_8 *, pcre2_match_context_8 *))
OM_REGEX(pcre2_match_context_8 *, pcre2_match_context_create,
    (pcre2_general_context_8 *))
OM_REGEX(void, pcre2_match_context_free, (pcre2_match_context_8 *))
OM_REGEX(int, pcre2_set_match_limit, (pcre2_match_context_8 *, uint32_t))
OM_REGEX(int, pcre2_set_depth_limit, (pcre2_match_context_8 *, uint32_t))
OM_REGEX(int, pcre2_set_heap_limit, (pcre2_match_context_8 *, uint32_t))
OM_REGEX(pcre2_match_data_8 *, pcre2_match_data_create,
    (uint32_t, pcre2_general_context_8 *))
OM_REGEX(void, pcre2_match_data_free, (pcre2_match_data_8 *))
OM_REGEX(PCRE2_SIZE *, pcre2_get_ovector_pointer, (pcre2_match_data_8 *))
OM_REGEX(int, pcre2_pattern_info, (const pcre2_code_8 *, uint32_t, void *))
