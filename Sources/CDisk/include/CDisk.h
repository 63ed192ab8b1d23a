#ifndef WEIGHBRIDGE_CDISK_H
#define WEIGHBRIDGE_CDISK_H

#include <stdint.h>

/* Linux calls that Swift's Glibc module leaves out. */

/* fallocate(2) of the first `size` bytes: 0, or an errno value. Unlike posix_fallocate it never writes zeros itself. */
int wb_reserve(int descriptor, int64_t size);

/* Asks the kernel to start writing a stretch of a file out, without waiting. */
void wb_start_writing(int descriptor, int64_t offset, int64_t count);

/* The flag of open(2) for writing past the page cache: its value differs between processors. */
int wb_direct_flag(void);

/* Sets the time of a file's last access to now, and leaves that of its modification. */
void wb_mark_read(const char *path);

#endif
