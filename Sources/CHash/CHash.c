#include "CHash.h"

static const uint32_t constants[64] __attribute__((aligned(64))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t turn(uint32_t word, int bits) { return word >> bits | word << (32 - bits); }

void wb_sha256_portable(uint32_t *state, const uint8_t *bytes, size_t blocks) {
    for (; blocks > 0; blocks--, bytes += 64) {
        uint32_t w[16], s[8];
        for (int i = 0; i < 8; i++) s[i] = state[i];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t)bytes[4 * i] << 24 | (uint32_t)bytes[4 * i + 1] << 16 | (uint32_t)bytes[4 * i + 2] << 8 | bytes[4 * i + 3];
#pragma clang loop unroll(full)
        for (int i = 0; i < 64; i++) {
            if (i >= 16) {
                uint32_t x = w[(i + 1) & 15], y = w[(i + 14) & 15];
                w[i & 15] += (turn(x, 7) ^ turn(x, 18) ^ x >> 3) + w[(i + 9) & 15] + (turn(y, 17) ^ turn(y, 19) ^ y >> 10);
            }
            uint32_t a = s[(64 - i) & 7], b = s[(65 - i) & 7], c = s[(66 - i) & 7];
            uint32_t e = s[(68 - i) & 7], f = s[(69 - i) & 7], g = s[(70 - i) & 7];
            uint32_t sum = s[(71 - i) & 7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i & 15];
            s[(67 - i) & 7] += sum;
            s[(71 - i) & 7] = sum + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        }
        for (int i = 0; i < 8; i++) state[i] += s[i];
    }
}

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

#define FAST __attribute__((target("sha,sse4.1,ssse3")))
#define INLINE static inline __attribute__((always_inline))

int wb_sha256_is_fast(void) {
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d)) return 0;
    if (!(c & bit_SSSE3) || !(c & bit_SSE4_1)) return 0;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 0;
    return (b & (1u << 29)) != 0; /* SHA */
}

/* The instructions want the words as ABEF and CDGH. */
FAST INLINE void load(const uint32_t *state, __m128i *abef, __m128i *cdgh) {
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    *abef = _mm_alignr_epi8(low, high, 8);
    *cdgh = _mm_blend_epi16(high, low, 0xF0);
}

FAST INLINE void store(uint32_t *state, __m128i abef, __m128i cdgh) {
    abef = _mm_shuffle_epi32(abef, 0x1B);
    cdgh = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(abef, cdgh, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(cdgh, abef, 8));
}

FAST INLINE __m128i words(const uint8_t *bytes) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bULL, 0x0405060700010203ULL);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes), big_endian);
}

/* The four words of the schedule that come 16 after those in `w0`. */
FAST INLINE __m128i next(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
    return _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4)), w3);
}

FAST void wb_sha256_one(uint32_t *state, const uint8_t *bytes, size_t blocks) {
    __m128i s0, s1;
    load(state, &s0, &s1);
    for (; blocks > 0; blocks--, bytes += 64) {
        __m128i before0 = s0, before1 = s1;
        __m128i w[4] = {words(bytes), words(bytes + 16), words(bytes + 32), words(bytes + 48)};
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            __m128i k = _mm_add_epi32(w[i & 3], _mm_load_si128((const __m128i *)(constants + 4 * i)));
            s1 = _mm_sha256rnds2_epu32(s1, s0, k);
            if (i < 12) w[i & 3] = next(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
            s0 = _mm_sha256rnds2_epu32(s0, s1, _mm_shuffle_epi32(k, 0x0E));
        }
        s0 = _mm_add_epi32(s0, before0);
        s1 = _mm_add_epi32(s1, before1);
    }
    store(state, s0, s1);
}

FAST void wb_sha256_two(uint32_t *first, const uint8_t *p, uint32_t *second, const uint8_t *q, size_t blocks) {
    __m128i s0, s1, t0, t1;
    load(first, &s0, &s1);
    load(second, &t0, &t1);
    for (; blocks > 0; blocks--, p += 64, q += 64) {
        __m128i s0before = s0, s1before = s1, t0before = t0, t1before = t1;
        __m128i w[4] = {words(p), words(p + 16), words(p + 32), words(p + 48)};
        __m128i v[4] = {words(q), words(q + 16), words(q + 32), words(q + 48)};
#pragma clang loop unroll(full)
        for (int i = 0; i < 16; i++) {
            __m128i constant = _mm_load_si128((const __m128i *)(constants + 4 * i));
            __m128i k = _mm_add_epi32(w[i & 3], constant);
            __m128i l = _mm_add_epi32(v[i & 3], constant);
            s1 = _mm_sha256rnds2_epu32(s1, s0, k);
            t1 = _mm_sha256rnds2_epu32(t1, t0, l);
            if (i < 12) {
                w[i & 3] = next(w[i & 3], w[(i + 1) & 3], w[(i + 2) & 3], w[(i + 3) & 3]);
                v[i & 3] = next(v[i & 3], v[(i + 1) & 3], v[(i + 2) & 3], v[(i + 3) & 3]);
            }
            s0 = _mm_sha256rnds2_epu32(s0, s1, _mm_shuffle_epi32(k, 0x0E));
            t0 = _mm_sha256rnds2_epu32(t0, t1, _mm_shuffle_epi32(l, 0x0E));
        }
        s0 = _mm_add_epi32(s0, s0before);
        s1 = _mm_add_epi32(s1, s1before);
        t0 = _mm_add_epi32(t0, t0before);
        t1 = _mm_add_epi32(t1, t1before);
    }
    store(first, s0, s1);
    store(second, t0, t1);
}

#elif defined(__aarch64__) && defined(__linux__)

#include <arm_neon.h>
#include <sys/auxv.h>

#define FAST __attribute__((target("sha2")))
#define INLINE static inline __attribute__((always_inline))

int wb_sha256_is_fast(void) { return (getauxval(AT_HWCAP) & (1UL << 6)) != 0; /* HWCAP_SHA2 */ }

FAST INLINE void block(uint32x4_t *low, uint32x4_t *high, const uint8_t *bytes) {
    uint32x4_t a = *low, e = *high, w[4];
    for (int i = 0; i < 4; i++) w[i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(bytes + 16 * i)));
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
        uint32x4_t k = vaddq_u32(w[i & 3], vld1q_u32(constants + 4 * i)), before = a;
        if (i < 12) w[i & 3] = vsha256su1q_u32(vsha256su0q_u32(w[i & 3], w[(i + 1) & 3]), w[(i + 2) & 3], w[(i + 3) & 3]);
        a = vsha256hq_u32(a, e, k);
        e = vsha256h2q_u32(e, before, k);
    }
    *low = vaddq_u32(*low, a);
    *high = vaddq_u32(*high, e);
}

FAST void wb_sha256_one(uint32_t *state, const uint8_t *bytes, size_t blocks) {
    uint32x4_t low = vld1q_u32(state), high = vld1q_u32(state + 4);
    for (; blocks > 0; blocks--, bytes += 64) block(&low, &high, bytes);
    vst1q_u32(state, low);
    vst1q_u32(state + 4, high);
}

/* The compiler and the processor interleave the two. */
FAST void wb_sha256_two(uint32_t *first, const uint8_t *p, uint32_t *second, const uint8_t *q, size_t blocks) {
    uint32x4_t low = vld1q_u32(first), high = vld1q_u32(first + 4), low2 = vld1q_u32(second), high2 = vld1q_u32(second + 4);
    for (; blocks > 0; blocks--, p += 64, q += 64) {
        block(&low, &high, p);
        block(&low2, &high2, q);
    }
    vst1q_u32(first, low);
    vst1q_u32(first + 4, high);
    vst1q_u32(second, low2);
    vst1q_u32(second + 4, high2);
}

#else

int wb_sha256_is_fast(void) { return 0; }
void wb_sha256_one(uint32_t *state, const uint8_t *bytes, size_t blocks) { wb_sha256_portable(state, bytes, blocks); }
void wb_sha256_two(uint32_t *first, const uint8_t *p, uint32_t *second, const uint8_t *q, size_t blocks) {
    wb_sha256_portable(first, p, blocks);
    wb_sha256_portable(second, q, blocks);
}

#endif
