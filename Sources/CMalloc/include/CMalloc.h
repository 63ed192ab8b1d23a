// glibc's allocator settings, whose header Swift's Glibc module leaves out.
#pragma once
#include <malloc.h>

/// Blocks of this many bytes and more are given back to the system as soon as they are freed. Without effect elsewhere than on glibc.
static inline void wb_return_blocks_from(int bytes) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, bytes);
#endif
}
