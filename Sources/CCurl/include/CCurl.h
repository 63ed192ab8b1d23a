// Typed wrappers over libcurl's variadic calls and macros, which Swift cannot import.
#pragma once
#include <curl/curl.h>

typedef size_t (*wb_curl_data_fn)(char *bytes, size_t size, size_t count, void *context);

// Counted by libcurl, and safe to call from any thread since 7.84.
static inline CURLcode wb_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode wb_curl_set_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode wb_curl_set_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode wb_curl_set_text(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode wb_curl_set_pointer(CURL *h, CURLoption o, const void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode wb_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }

static inline CURLcode wb_curl_on_body(CURL *h, wb_curl_data_fn f, void *context) {
  CURLcode r = curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, f);
  return r ? r : curl_easy_setopt(h, CURLOPT_WRITEDATA, context);
}
static inline CURLcode wb_curl_on_header(CURL *h, wb_curl_data_fn f, void *context) {
  CURLcode r = curl_easy_setopt(h, CURLOPT_HEADERFUNCTION, f);
  return r ? r : curl_easy_setopt(h, CURLOPT_HEADERDATA, context);
}
static inline CURLcode wb_curl_on_upload(CURL *h, wb_curl_data_fn f, int (*seek)(void *context, curl_off_t offset, int origin), void *context) {
  CURLcode r = curl_easy_setopt(h, CURLOPT_READFUNCTION, f);
  if (!r) r = curl_easy_setopt(h, CURLOPT_READDATA, context);
  if (!r) r = curl_easy_setopt(h, CURLOPT_SEEKFUNCTION, seek);
  return r ? r : curl_easy_setopt(h, CURLOPT_SEEKDATA, context);
}

static inline CURLcode wb_curl_get_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }

static inline CURLMcode wb_curl_multi_set_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }

static inline CURL *wb_curl_message_handle(const CURLMsg *m) { return m->easy_handle; }
static inline CURLcode wb_curl_message_result(const CURLMsg *m) { return m->data.result; }

static inline size_t wb_curl_abort_upload(void) { return CURL_READFUNC_ABORT; }
static inline size_t wb_curl_pause_transfer(void) { return CURL_WRITEFUNC_PAUSE; }
