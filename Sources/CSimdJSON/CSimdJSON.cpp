#include "CSimdJSON.h"
#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <type_traits>
#include <utility>

using simdjson::dom::element;

// The same two words: a C caller carries an element around without an allocation.
static_assert(sizeof(element) == sizeof(wb_json_value), "simdjson's element is not two words");
static_assert(std::is_trivially_copyable<element>::value, "simdjson's element can't be copied as bytes");

struct wb_json_document {
  simdjson::dom::parser parser;
  element root;
};

namespace {

element opened(wb_json_value value) {
  element result;
  std::memcpy(static_cast<void *>(&result), &value, sizeof result);
  return result;
}

wb_json_value closed(const element &value) {
  wb_json_value result;
  std::memcpy(&result, static_cast<const void *>(&value), sizeof result);
  return result;
}

wb_json_fault translated(simdjson::error_code code) {
  switch (code) {
  case simdjson::EMPTY: return WB_JSON_EMPTY;
  case simdjson::DEPTH_ERROR: return WB_JSON_TOO_DEEP;
  case simdjson::UTF8_ERROR: return WB_JSON_BAD_UTF8;
  case simdjson::STRING_ERROR:
  case simdjson::UNESCAPED_CHARS:
  case simdjson::UNCLOSED_STRING: return WB_JSON_BAD_STRING;
  case simdjson::NUMBER_ERROR: return WB_JSON_BAD_NUMBER;
  case simdjson::MEMALLOC:
  case simdjson::CAPACITY: return WB_JSON_NO_MEMORY;
  default: return WB_JSON_BAD_GRAMMAR;
  }
}

// An array or object iterator of simdjson is a tape position too.
template <typename Iterator> Iterator opened_iterator(const void *document, size_t index) {
  static_assert(sizeof(Iterator) == sizeof(wb_json_value), "simdjson's iterator is not two words");
  static_assert(std::is_trivially_copyable<Iterator>::value, "simdjson's iterator can't be copied as bytes");
  wb_json_value raw{document, index};
  Iterator result;
  std::memcpy(static_cast<void *>(&result), &raw, sizeof raw);
  return result;
}

template <typename Iterator> wb_json_value closed_iterator(const Iterator &iterator) {
  wb_json_value raw;
  std::memcpy(&raw, static_cast<const void *>(&iterator), sizeof raw);
  return raw;
}

template <typename Container> bool begin(simdjson::simdjson_result<Container> container, wb_json_cursor *cursor) {
  Container found;
  if (std::move(container).get(found) != simdjson::SUCCESS) return false;
  wb_json_value first = closed_iterator(found.begin());
  *cursor = {first.document, first.index, closed_iterator(found.end()).index};
  return true;
}

using simdjson::dom::array;
using simdjson::dom::object;

} // namespace

extern "C" {

wb_json_document *wb_json_document_parse(const uint8_t *bytes, size_t count, size_t max_depth, wb_json_fault *fault) {
  wb_json_document *made = new (std::nothrow) wb_json_document();
  if (made == nullptr) {
    *fault = WB_JSON_NO_MEMORY;
    return nullptr;
  }
  simdjson::error_code code = count == 0 ? simdjson::EMPTY : made->parser.allocate(count, max_depth);
  if (code == simdjson::SUCCESS) code = made->parser.parse(bytes, count, true).get(made->root);
  *fault = translated(code);
  if (code == simdjson::SUCCESS) {
    *fault = WB_JSON_OK;
    return made;
  }
  delete made;
  return nullptr;
}

void wb_json_document_free(wb_json_document *document) { delete document; }

wb_json_value wb_json_document_root(const wb_json_document *document) { return closed(document->root); }

wb_json_kind wb_json_value_kind(wb_json_value value) {
  switch (opened(value).type()) {
  case simdjson::dom::element_type::ARRAY: return WB_JSON_ARRAY;
  case simdjson::dom::element_type::OBJECT: return WB_JSON_OBJECT;
  case simdjson::dom::element_type::INT64: return WB_JSON_INT64;
  case simdjson::dom::element_type::UINT64: return WB_JSON_UINT64;
  case simdjson::dom::element_type::DOUBLE: return WB_JSON_DOUBLE;
  case simdjson::dom::element_type::STRING: return WB_JSON_STRING;
  case simdjson::dom::element_type::BOOL: return WB_JSON_BOOL;
  case simdjson::dom::element_type::NULL_VALUE: return WB_JSON_NULL;
  }
  return WB_JSON_NULL;
}

bool wb_json_value_bool(wb_json_value value, bool *out) { return opened(value).get_bool().get(*out) == simdjson::SUCCESS; }
bool wb_json_value_int64(wb_json_value value, int64_t *out) { return opened(value).get_int64().get(*out) == simdjson::SUCCESS; }
bool wb_json_value_double(wb_json_value value, double *out) { return opened(value).get_double().get(*out) == simdjson::SUCCESS; }

bool wb_json_value_string(wb_json_value value, const char **bytes, size_t *count) {
  std::string_view text;
  if (opened(value).get_string().get(text) != simdjson::SUCCESS) return false;
  *bytes = text.data();
  *count = text.size();
  return true;
}

size_t wb_json_value_count(wb_json_value value) {
  element found = opened(value);
  array elements;
  if (found.get_array().get(elements) == simdjson::SUCCESS) return elements.size();
  object members;
  if (found.get_object().get(members) == simdjson::SUCCESS) return members.size();
  return 0;
}

bool wb_json_array_begin(wb_json_value value, wb_json_cursor *cursor) { return begin(opened(value).get_array(), cursor); }
bool wb_json_object_begin(wb_json_value value, wb_json_cursor *cursor) { return begin(opened(value).get_object(), cursor); }

bool wb_json_array_next(wb_json_cursor *cursor, wb_json_value *element) {
  if (cursor->index >= cursor->end) return false;
  auto iterator = opened_iterator<array::iterator>(cursor->document, cursor->index);
  *element = closed(*iterator);
  ++iterator;
  cursor->index = closed_iterator(iterator).index;
  return true;
}

bool wb_json_object_next(wb_json_cursor *cursor, wb_json_value *key, wb_json_value *value) {
  if (cursor->index >= cursor->end) return false;
  auto iterator = opened_iterator<object::iterator>(cursor->document, cursor->index);
  // A key is a string on the tape like any other, one word before its value.
  *key = {cursor->document, cursor->index};
  *value = closed(iterator.value());
  ++iterator;
  cursor->index = closed_iterator(iterator).index;
  return true;
}

bool wb_json_object_find(wb_json_value value, const char *key, size_t count, wb_json_value *found) {
  object members;
  if (opened(value).get_object().get(members) != simdjson::SUCCESS) return false;
  bool any = false;
  const std::string_view wanted(key, count);
  for (auto iterator = members.begin(); iterator != members.end(); ++iterator) {
    if (iterator.key_equals(wanted)) {
      *found = closed(iterator.value());
      any = true;
    }
  }
  return any;
}

char *wb_json_value_serialize(wb_json_value value, size_t *count) {
  try {
    const std::string text = simdjson::minify(opened(value));
    char *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (copy == nullptr) return nullptr;
    std::memcpy(copy, text.data(), text.size());
    *count = text.size();
    return copy;
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

}
