#ifndef WEIGHBRIDGE_CHASH_H
#define WEIGHBRIDGE_CHASH_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256's block function (FIPS 180-4 section 6.2): `blocks` times 64 bytes are taken into a state of eight words. */

/* On any processor. */
void wb_sha256_portable(uint32_t *state, const uint8_t *bytes, size_t blocks);

/* Whether the functions below may be called on this machine: they use the processor's own instructions. */
int wb_sha256_is_fast(void);

void wb_sha256_one(uint32_t *state, const uint8_t *bytes, size_t blocks);

/* For two messages, which may be the same bytes; the states must be different memory. One message leaves half of the unit idle, for
   each round waits for the one before; two take turns. */
void wb_sha256_two(uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks);

#endif
