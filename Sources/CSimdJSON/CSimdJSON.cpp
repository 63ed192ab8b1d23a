#include "CSimdJSON.h"
#include <simdjson.h>

struct wb_json_parser {
  simdjson::dom::parser parser;
  size_t max_depth;
};

extern "C" wb_json_parser *wb_json_parser_create(size_t max_depth) {
  wb_json_parser *made = new wb_json_parser();
  made->max_depth = max_depth;
  return made;
}
extern "C" void wb_json_parser_destroy(wb_json_parser *parser) { delete parser; }
