// Typed wrappers over libcurl's variadic calls, which Swift cannot import.
#pragma once
#include <curl/curl.h>

static inline CURLcode wb_curl_setopt_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
