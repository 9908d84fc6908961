// The GSL headers this project uses. GSL is GPL-3.0: so is the project.
#pragma once
#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_version.h>

// GSL declares its types as mutable global pointers, which Swift 6 rejects: read them here.
static inline const gsl_rng_type *l2l_mt19937(void) { return gsl_rng_mt19937; }
static inline const char *l2l_gsl_version(void) { return gsl_version; }
static inline const gsl_multimin_fdfminimizer_type *l2l_steepest_descent(void) {
  return gsl_multimin_fdfminimizer_steepest_descent;
}
static inline const gsl_multimin_fdfminimizer_type *l2l_fletcher_reeves(void) {
  return gsl_multimin_fdfminimizer_conjugate_fr;
}
static inline const gsl_multimin_fdfminimizer_type *l2l_polak_ribiere(void) {
  return gsl_multimin_fdfminimizer_conjugate_pr;
}
static inline const gsl_multimin_fdfminimizer_type *l2l_bfgs2(void) {
  return gsl_multimin_fdfminimizer_vector_bfgs2;
}
