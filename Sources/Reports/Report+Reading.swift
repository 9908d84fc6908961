extension Report {
  static let readingTitle = "How to read the numbers"

  func readingSection() -> String {
    """
    ## \(Self.readingTitle)

    - **Final loss**: the mean over meta-seeds and meta-test functions, with a 95 % interval over both. A \
    meta-seed is one meta-training run: a learned optimizer is a distribution over such runs.
    - **Best rival**: the hand-designed optimizer with the lowest mean final loss, of those that never \
    diverged.
    - **Ratio**: what happens on a typical function. It is the geometric mean over functions of the final \
    loss divided by the rival's, from the same initial parameters and minibatches. Below 1 is better.
    - **Verdict**: ✓ *lower* or ✗ *higher* when the ratio is shown to differ from 1: its adjusted p is at \
    most 0.05 and its 95 % interval leaves 1 out. ~ *undecided* when it is not shown, which does not mean \
    equal. ! *diverged* when the optimizer diverged on some function. ? *untested* with fewer than \
    \(Verdict.fewestMetaSeeds) meta-seeds, which show no spread, or \(Verdict.fewestFunctions) functions, \
    with which no p can reach 0.05. All are in [tables/verdicts.csv](tables/verdicts.csv).
    - **p**: how often chance alone would give a ratio at least this far from 1, with meta-seeds and \
    functions both drawn anew. Many looks find something by chance, so p is adjusted: on optimizees of the \
    meta-training by Holm (any false verdict in 5 % of reports at most), elsewhere by Benjamini and \
    Hochberg (5 % of the verdicts false at most, on average). An interval stands for its row alone. It may \
    leave 1 out where the verdict is undecided.
    - **Wins**: share of pairs in which the final loss is lower than the rival's; a tie counts one half. \
    **Steps**: updates after which the mean curve reaches the rival's final loss; `>` when it never does.
    - **Diverged**: episodes with a loss that is not finite or beyond a limit. They make the mean \
    infinite (∞); functions with one have no ratio.

    """
  }
}
