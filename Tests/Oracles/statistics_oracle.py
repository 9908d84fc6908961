"""Writes statistics.json: what the tests of module Statistics compare with.

Run: python Tests/Oracles/statistics_oracle.py; as statistics.py it would stand in for Python's own module of that
name in every script of this folder. Versions are recorded in the file. The sample values are
small decimals, so both languages read the same doubles.
"""

import json
import pathlib

import mpmath
import numpy
import scipy
from scipy import stats

mpmath.mp.prec = 200


def rounded(value):
    """Correctly rounded to double."""
    return float(value)


rng = numpy.random.default_rng(20160614)
log_inputs = [1.0, 2.0, 0.5, 10.0, 1e-300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]
log_inputs += [1 + 2.0**-k for k in (1, 2, 10, 30, 52)] + [1 - 2.0**-k for k in (1, 2, 10, 30, 53)]
log_inputs += [float(x) for x in numpy.exp(rng.uniform(-600, 600, 100))]
log_inputs += [float(x) for x in rng.uniform(0.5, 2, 100)]
exp_inputs = [0.0, 1.0, -1.0, 0.5, -0.5, 1e-20, -1e-20, 709.78, -708.0, 0.34657359, 0.34657360]
exp_inputs += [float(x) for x in rng.uniform(-700, 700, 100)]
exp_inputs += [float(x) for x in rng.uniform(-1, 1, 100)]


def log_ratio_test(first, second):
    """The two-level test, written down independently of the Swift code."""
    first, second = numpy.array(first), numpy.array(second)
    levels = [level for level in (first.mean(1), second.mean(1)) if len(level) > 1]
    levels.append(first.mean(0) - second.mean(0))
    parts = [(numpy.var(level, ddof=1) / len(level), len(level) - 1) for level in levels]
    variance = sum(v for v, _ in parts)
    freedom = variance**2 / sum(v * v / n for v, n in parts)
    estimate = first.mean() - second.mean()
    p = 2 * stats.t.sf(abs(estimate) / variance**0.5, freedom)
    reach = stats.t.ppf(0.975, freedom) * variance**0.5
    return dict(estimate=estimate, standardError=variance**0.5, degreesOfFreedom=freedom, pValue=p,
                low=float(numpy.exp(estimate - reach)), high=float(numpy.exp(estimate + reach)))


def decimals(values):
    return [[round(float(v), 3) for v in row] for row in numpy.atleast_2d(values)]


first = decimals(rng.normal(0.1, 0.4, (5, 12)))
second = decimals(rng.normal(0, 0.4, (4, 12)))
single = decimals(rng.normal(0.1, 0.4, (1, 12)))
paired = stats.ttest_rel(single[0], numpy.mean(second[:1], axis=0))

wilcoxon = []
for values in ([0.3, -0.1, 0.7, 1.2, -0.4, 0.9, 0.05],
               [round(float(v), 6) for v in rng.normal(0.2, 1, 40)]):
    found = stats.wilcoxon(values, method="exact")
    wilcoxon.append(dict(differences=values, pValue=found.pvalue))
for values in ([1, -1, 2, 2, 3, -2, 4, 0, 5, 1],
               [round(float(v), 1) for v in rng.normal(0.3, 1, 200)]):
    found = stats.wilcoxon(values, method="approx", correction=False, zero_method="wilcox")
    wilcoxon.append(dict(differences=[float(v) for v in values], pValue=found.pvalue))

flips = [0.31, -0.12, 0.44, 0.05, 0.27, -0.03, 0.18, 0.22]
flip_p = stats.permutation_test((flips,), numpy.mean, permutation_type="samples",
                                n_resamples=numpy.inf).pvalue
sample = [round(float(v), 3) for v in rng.lognormal(0, 1, 23)]
p_values = [0.001, 0.04, 0.03, 0.008, 0.5, 0.039]
order = numpy.argsort(p_values)
holm = numpy.empty(6)
holm[order] = numpy.minimum(1, numpy.maximum.accumulate(numpy.array(p_values)[order] * (6 - numpy.arange(6))))

ranked = [[1.0, 2.0, 2.0, 5.0, 4.0], [round(float(v), 1) for v in rng.normal(0, 0.5, 12)]]
tau_pairs = [([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [2.0, 1.0, 4.0, 3.0, 6.0, 5.0]),
             ([1.5, 2.0, 2.0, 4.0, 3.0, 3.0], [1.0, 2.5, 2.0, 4.0, 4.0, 0.5])]

document = dict(
    versions=dict(mpmath=mpmath.__version__, numpy=numpy.__version__, scipy=scipy.__version__),
    log=[[x, rounded(mpmath.log(mpmath.mpf(x)))] for x in log_inputs],
    exp=[[x, rounded(mpmath.exp(mpmath.mpf(x)))] for x in exp_inputs],
    normal=[[z, rounded(mpmath.erfc(mpmath.mpf(z) / mpmath.sqrt(2)) / 2)]
            for z in (-5.0, -1.0, 0.0, 0.1, 1.0, 1.96, 2.5, 2.999, 3.0, 4.0, 6.0, 10.0, 30.0)],
    studentT=[[t, n, float(stats.t.sf(t, n))] for n in (1.0, 2.5, 4.0, 9.3, 30.0, 1023.0, 1e5)
              for t in (-2.0, 0.0, 0.01, 0.5, 1.0, 2.0, 5.0, 12.0)],
    studentTQuantile=[[p, n, float(stats.t.isf(p, n))] for n in (1.0, 4.0, 7.7, 1023.0)
                      for p in (0.4, 0.2, 0.025, 0.001)],
    logRatio=[dict(first=first, second=second, **log_ratio_test(first, second)),
              dict(first=single, second=second[:1], **log_ratio_test(single, second[:1]))],
    pairedT=paired.pvalue,
    wilcoxon=wilcoxon,
    signFlip=dict(differences=flips, pValue=flip_p),
    sample=sample,
    quantiles=[[q, float(numpy.quantile(sample, q))] for q in (0.0, 0.1, 0.25, 0.5, 0.975, 1.0)],
    interquartileMean=float(stats.trim_mean(sample, 0.25)),
    variance=float(numpy.var(sample, ddof=1)),
    pValues=p_values,
    holm=holm.tolist(),
    ranks=[dict(values=values, ranks=stats.rankdata(values).tolist()) for values in ranked],
    kendall=[dict(first=a, second=b, tau=float(stats.kendalltau(a, b).statistic))
             for a, b in tau_pairs],
    benjaminiHochberg=stats.false_discovery_control(p_values).tolist(),
)
pathlib.Path(__file__).with_name("statistics.json").write_text(json.dumps(document, indent=1) + "\n")
