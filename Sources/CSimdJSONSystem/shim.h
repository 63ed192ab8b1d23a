#ifdef __cplusplus
#include <simdjson.h>
#endif
