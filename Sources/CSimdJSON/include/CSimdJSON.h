// A C view of simdjson's parsed document: see JSONReading for the Swift one.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wb_json_parser wb_json_parser;

wb_json_parser *wb_json_parser_create(size_t max_depth);
void wb_json_parser_destroy(wb_json_parser *parser);

#ifdef __cplusplus
}
#endif
