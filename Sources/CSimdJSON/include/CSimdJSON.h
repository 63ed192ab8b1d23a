// A C view of simdjson's parsed document: see JSONReading for the Swift one.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Owns a parsed document: its tape and its strings. Immutable after `wb_json_document_parse` returned.
typedef struct wb_json_document wb_json_document;

/// Why a text is not taken.
typedef enum wb_json_fault {
  WB_JSON_OK = 0,
  WB_JSON_EMPTY,
  WB_JSON_TOO_DEEP,
  WB_JSON_BAD_UTF8,
  WB_JSON_BAD_STRING,
  WB_JSON_BAD_NUMBER,
  WB_JSON_BAD_GRAMMAR,
  WB_JSON_NO_MEMORY,
} wb_json_fault;

typedef enum wb_json_kind {
  WB_JSON_NULL = 0,
  WB_JSON_BOOL,
  WB_JSON_INT64,
  WB_JSON_UINT64,
  WB_JSON_DOUBLE,
  WB_JSON_STRING,
  WB_JSON_ARRAY,
  WB_JSON_OBJECT,
} wb_json_kind;

/// A place on the tape; valid as long as its document.
typedef struct wb_json_value {
  const void *document;
  size_t index;
} wb_json_value;

/// Walks an array's elements or an object's members.
typedef struct wb_json_cursor {
  const void *document;
  size_t index;
  size_t end;
} wb_json_cursor;

/// NULL when memory runs out, or with `fault` and no document for a text that is not JSON. `bytes` is copied.
wb_json_document *wb_json_document_parse(const uint8_t *bytes, size_t count, size_t max_depth, wb_json_fault *fault);
void wb_json_document_free(wb_json_document *document);
wb_json_value wb_json_document_root(const wb_json_document *document);

wb_json_kind wb_json_value_kind(wb_json_value value);
/// These four expect a value of that kind; false otherwise.
bool wb_json_value_bool(wb_json_value value, bool *out);
bool wb_json_value_int64(wb_json_value value, int64_t *out);
bool wb_json_value_double(wb_json_value value, double *out);
/// The bytes belong to the document; they may hold NUL.
bool wb_json_value_string(wb_json_value value, const char **bytes, size_t *count);

/// Elements of an array, members of an object, 0 for anything else. simdjson counts up to 16,777,215.
size_t wb_json_value_count(wb_json_value value);
bool wb_json_array_begin(wb_json_value value, wb_json_cursor *cursor);
bool wb_json_array_next(wb_json_cursor *cursor, wb_json_value *element);
bool wb_json_object_begin(wb_json_value value, wb_json_cursor *cursor);
bool wb_json_object_next(wb_json_cursor *cursor, wb_json_value *key, wb_json_value *value);
/// The last member of that name; false where there is none or `value` is no object.
bool wb_json_object_find(wb_json_value value, const char *key, size_t count, wb_json_value *found);

/// Compact JSON text of a value, order and repeated keys kept. To be given to `free`; NULL when memory runs out.
char *wb_json_value_serialize(wb_json_value value, size_t *count);

#ifdef __cplusplus
}
#endif
