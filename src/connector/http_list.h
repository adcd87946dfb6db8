/*
 * The functions of libcurl that are used: result, name, arguments. One line
 * an entry.
 */
OM_HTTP(CURLcode, curl_global_init_mem,
    (long, curl_malloc_callback, curl_free_callback, curl_realloc_callback,
	curl_strdup_callback, curl_calloc_callback))
OM_HTTP(CURL *, curl_easy_init, (void))
OM_HTTP(CURLcode, curl_easy_setopt, (CURL *, CURLoption, ...))
OM_HTTP(CURLcode, curl_easy_perform, (CURL *))
OM_HTTP(CURLcode, curl_easy_getinfo, (CURL *, CURLINFO, ...))
OM_HTTP(void, curl_easy_cleanup, (CURL *))
OM_HTTP(const char *, curl_easy_strerror, (CURLcode))
OM_HTTP(
    struct curl_slist *, curl_slist_append, (struct curl_slist *, const char *))
OM_HTTP(void, curl_slist_free_all, (struct curl_slist *))
