#ifndef WEIGHBRIDGE_CHASH_H
#define WEIGHBRIDGE_CHASH_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256's block function (FIPS 180-4 section 6.2) by the processor's own instructions, one or two messages at a time.
   One message leaves half of the unit idle: each round waits for the one before. Two take turns. */

/* Whether the functions below may be called on this machine. */
int wb_sha256_is_fast(void);

/* Takes `blocks` times 64 bytes into a state of eight words. */
void wb_sha256_one(uint32_t *state, const uint8_t *bytes, size_t blocks);

/* The same for two messages, which may be the same bytes. The states must be different memory. */
void wb_sha256_two(uint32_t *first, const uint8_t *first_bytes, uint32_t *second, const uint8_t *second_bytes, size_t blocks);

#endif
