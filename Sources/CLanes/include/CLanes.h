// What Swift's SIMD cannot say in one instruction: 16 Float lanes at a time.
//
// Every function is exact or correctly rounded lane by lane, so any instruction set gives the same
// bits; without fused multiply-add hardware the compiler calls fmaf, which is slow and the same.
#pragma once
#include <stdbool.h>
#pragma STDC FP_CONTRACT OFF

typedef float lanes_t __attribute__((ext_vector_type(16)));
typedef int lanes_int_t __attribute__((ext_vector_type(16)));
typedef unsigned char lanes_bytes_t __attribute__((ext_vector_type(16)));

#define LANES_INLINE static inline __attribute__((always_inline, const))

/// a · b + c, rounded once.
LANES_INLINE lanes_t lanes_fma(lanes_t a, lanes_t b, lanes_t c) {
  return __builtin_elementwise_fma(a, b, c);
}

LANES_INLINE lanes_t lanes_splat(float value) { return (lanes_t)(value); }

LANES_INLINE lanes_t lanes_square_root(lanes_t value) { return __builtin_elementwise_sqrt(value); }

LANES_INLINE lanes_t lanes_from_bytes(lanes_bytes_t bytes) {
  return __builtin_convertvector(bytes, lanes_t);
}

/// The smaller of `value` and `limit`; a NaN value stays NaN.
LANES_INLINE lanes_t lanes_at_most(lanes_t value, lanes_t limit) {
  return limit < value ? limit : value;
}

/// The larger of `value` and `limit`; a NaN value stays NaN.
LANES_INLINE lanes_t lanes_at_least(lanes_t value, lanes_t limit) {
  return limit > value ? limit : value;
}

/// The nearest integer, ties to even.
LANES_INLINE lanes_t lanes_round(lanes_t value) { return __builtin_elementwise_roundeven(value); }

LANES_INLINE lanes_t lanes_magnitude(lanes_t value) { return __builtin_elementwise_abs(value); }

/// `value`, or 0 where its magnitude is below `smallest`.
LANES_INLINE lanes_t lanes_unless_below(lanes_t value, lanes_t smallest) {
  return __builtin_elementwise_abs(value) < smallest ? (lanes_t)(0.0f) : value;
}

/// `magnitude` with the sign bit of `sign`; `magnitude` is not negative.
LANES_INLINE lanes_t lanes_with_sign(lanes_t magnitude, lanes_t sign) {
  lanes_int_t bits = (lanes_int_t)magnitude | ((lanes_int_t)sign & (int)0x80000000);
  return (lanes_t)bits;
}

/// Lane by lane, `yes` where a < b, else `no` (so `no` where either is NaN).
LANES_INLINE lanes_t lanes_select_less(lanes_t a, lanes_t b, lanes_t yes, lanes_t no) {
  return a < b ? yes : no;
}

/// `yes` in the first `count` lanes, `no` in the others.
LANES_INLINE lanes_t lanes_select_first(int count, lanes_t yes, lanes_t no) {
  const lanes_int_t lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return lanes < (lanes_int_t)(count) ? yes : no;
}

/// value · 2^power for whole powers in −126 … 127, value in [½, 2]. Where both are NaN, the value
/// stays: converting a NaN to an integer is undefined in C.
LANES_INLINE lanes_t lanes_scale(lanes_t value, lanes_t power) {
  lanes_t whole = power == power ? power : (lanes_t)(0.0f);
  lanes_int_t exponent = __builtin_convertvector(whole, lanes_int_t);
  return (lanes_t)((lanes_int_t)value + (exponent << 23));
}

/// 2ⁿ for a whole n in −126 … 127, given as n + 127 + 1.5 · 2²³: what a sum with that constant rounds
/// to the nearest whole number, and whose low bits are the exponent.
LANES_INLINE lanes_t lanes_power_of_two(lanes_t biased) {
  return (lanes_t)((lanes_int_t)biased << 23);
}

/// Writes past the caches what will not be read again soon; `address` is aligned as the value is.
static inline __attribute__((always_inline)) void lanes_stream(void *address, lanes_t value) {
  __builtin_nontemporal_store(value, (lanes_t *)address);
}

/// Starts to fetch the cache line at `address`, which may be any, into the second-level cache.
static inline __attribute__((always_inline)) void lanes_prefetch(const void *address) {
  __builtin_prefetch(address, 0, 2);
}

/// Whether one register holds all 16 lanes and there are 32 of them; else there are 16, each of eight
/// lanes or of four. Decides the shape of the kernels' tiles, never a bit of what they compute.
LANES_INLINE bool lanes_fill_a_register(void) {
#ifdef __AVX512F__
  return true;
#else
  return false;
#endif
}

/// Whether a · b + c is one instruction in what this is compiled into; else it is a call for each lane.
/// Every processor but some x86-64 ones has it.
LANES_INLINE bool lanes_have_fused_multiply_add(void) {
#if defined(__x86_64__) && !defined(__FMA__)
  return false;
#else
  return true;
#endif
}

/// The first `count` floats at `address`, 0 … 16, and zeros after them; no other is touched.
static inline __attribute__((always_inline)) lanes_t lanes_load_first(const float *address, int count) {
#ifdef __AVX512F__
  return __builtin_ia32_loadups512_mask(address, (lanes_t)(0.0f),
                                        (unsigned short)((1u << count) - 1));
#else
  lanes_t value = (lanes_t)(0.0f);
  for (int lane = 0; lane < count; lane++) value[lane] = address[lane];
  return value;
#endif
}

/// Writes the first `count` lanes, 0 … 16, to `address`, and nothing else.
static inline __attribute__((always_inline)) void lanes_store_first(float *address, lanes_t value,
                                                                    int count) {
#ifdef __AVX512F__
  __builtin_ia32_storeups512_mask(address, value, (unsigned short)((1u << count) - 1));
#else
  for (int lane = 0; lane < count; lane++) address[lane] = value[lane];
#endif
}

// Some of the above on eight lanes, half a `lanes_t`.
typedef float half_lanes_t __attribute__((ext_vector_type(8)));
typedef int half_lanes_int_t __attribute__((ext_vector_type(8)));

LANES_INLINE half_lanes_t half_lanes_fma(half_lanes_t a, half_lanes_t b, half_lanes_t c) {
  return __builtin_elementwise_fma(a, b, c);
}
LANES_INLINE half_lanes_t half_lanes_splat(float value) { return (half_lanes_t)(value); }
LANES_INLINE half_lanes_t half_lanes_at_most(half_lanes_t value, half_lanes_t limit) {
  return limit < value ? limit : value;
}
LANES_INLINE half_lanes_t half_lanes_at_least(half_lanes_t value, half_lanes_t limit) {
  return limit > value ? limit : value;
}
#ifdef __AVX2__
LANES_INLINE half_lanes_int_t half_lanes_first(int count) {
  const half_lanes_int_t lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  return lanes < (half_lanes_int_t)(count);
}
#endif
static inline __attribute__((always_inline)) half_lanes_t half_lanes_load_first(const float *address,
                                                                                int count) {
#ifdef __AVX2__
  return __builtin_ia32_maskloadps256((const half_lanes_t *)address, half_lanes_first(count));
#else
  half_lanes_t value = (half_lanes_t)(0.0f);
  for (int lane = 0; lane < count; lane++) value[lane] = address[lane];
  return value;
#endif
}
static inline __attribute__((always_inline)) void half_lanes_store_first(float *address,
                                                                         half_lanes_t value, int count) {
#ifdef __AVX2__
  __builtin_ia32_maskstoreps256((half_lanes_t *)address, half_lanes_first(count), value);
#else
  for (int lane = 0; lane < count; lane++) address[lane] = value[lane];
#endif
}
LANES_INLINE half_lanes_t half_lanes_unless_below(half_lanes_t value, half_lanes_t smallest) {
  return __builtin_elementwise_abs(value) < smallest ? (half_lanes_t)(0.0f) : value;
}
LANES_INLINE half_lanes_t half_lanes_power_of_two(half_lanes_t biased) {
  return (half_lanes_t)((half_lanes_int_t)biased << 23);
}
static inline __attribute__((always_inline)) void half_lanes_stream(void *address,
                                                                    half_lanes_t value) {
  __builtin_nontemporal_store(value, (half_lanes_t *)address);
}

/// The whole power of two and the fraction of a positive normal number: value = 2^power · fraction,
/// fraction in [√½, √2).
LANES_INLINE lanes_t lanes_exponent(lanes_t value) {
  lanes_int_t shifted = (lanes_int_t)value - 0x3f3504f3;
  return __builtin_convertvector(shifted >> 23, lanes_t);
}
LANES_INLINE lanes_t lanes_fraction(lanes_t value) {
  lanes_int_t shifted = (lanes_int_t)value - 0x3f3504f3;
  return (lanes_t)((shifted & 0x007fffff) + 0x3f3504f3);
}

/// The sum of the lanes, always as ((0+8)+(4+12)) + …: halves are added until one is left.
LANES_INLINE float lanes_sum(lanes_t v) {
  typedef float eight __attribute__((ext_vector_type(8)));
  typedef float four __attribute__((ext_vector_type(4)));
  eight a = v.lo + v.hi;
  four b = a.lo + a.hi;
  return (b.x + b.z) + (b.y + b.w);
}

/// Lane j of the result is `lanes_sum` of argument j, in the same order of additions.
LANES_INLINE lanes_t lanes_sums(lanes_t a, lanes_t b, lanes_t c, lanes_t d, lanes_t e, lanes_t f,
                                lanes_t g, lanes_t h, lanes_t i, lanes_t j, lanes_t k, lanes_t l,
                                lanes_t m, lanes_t n, lanes_t o, lanes_t p) {
#define LANES_FOLD8(a, b)                                                                        \
  (__builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +        \
   __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
#define LANES_FOLD4(a, b)                                                                        \
  (__builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +      \
   __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31))
#define LANES_FOLD2(a, b)                                                                        \
  (__builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29) +      \
   __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31))
#define LANES_FOLD1(a, b)                                                                        \
  (__builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +     \
   __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31))
  lanes_t ab = LANES_FOLD8(a, b), cd = LANES_FOLD8(c, d), ef = LANES_FOLD8(e, f);
  lanes_t gh = LANES_FOLD8(g, h), ij = LANES_FOLD8(i, j), kl = LANES_FOLD8(k, l);
  lanes_t mn = LANES_FOLD8(m, n), op = LANES_FOLD8(o, p);
  lanes_t ad = LANES_FOLD4(ab, cd), eh = LANES_FOLD4(ef, gh);
  lanes_t il = LANES_FOLD4(ij, kl), mp = LANES_FOLD4(mn, op);
  lanes_t ah = LANES_FOLD2(ad, eh), ip = LANES_FOLD2(il, mp);
  return LANES_FOLD1(ah, ip);
#undef LANES_FOLD8
#undef LANES_FOLD4
#undef LANES_FOLD2
#undef LANES_FOLD1
}
