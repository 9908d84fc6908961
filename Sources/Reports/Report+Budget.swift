import Results
import Statistics

/// What the cells of one kind cost.
struct KindCost {
  var kind: String
  var keys: [String] = []
  var metaSteps: Int?
  /// Absent for meta-training, whose records count meta steps.
  var gradientEvaluations: Int?

  func seconds(_ provenance: Provenance?) -> Double? {
    guard let provenance else { return nil }
    let known = keys.compactMap { provenance.cellSeconds[$0] }
    return known.count == keys.count ? known.reduce(0, +) : nil
  }
}

extension Report {
  /// By kind of cell, in the order in which a run does them.
  private var costs: [KindCost] {
    let evaluations = (contents.settings + contents.minimiserSettings).flatMap(\.entrants)
    func evaluation(_ kind: String, _ entrants: [Entrant]) -> KindCost {
      let all = entrants.flatMap(\.evaluations)
      return KindCost(
        kind: kind, keys: all.map(\.key),
        gradientEvaluations: all.reduce(0) { $0 + $1.result.horizon * $1.result.finalLosses.count })
    }
    func tuning(_ kind: String, where isOfKind: (TuningResult) -> Bool) -> KindCost {
      let all = contents.tunings.filter { isOfKind($0.result) }
      return KindCost(
        kind: kind, keys: all.map(\.key),
        gradientEvaluations: all.reduce(0) { $0 + $1.result.gradientEvaluations })
    }
    return [
      KindCost(
        kind: "search of meta learning rates", keys: contents.searches.map(\.key),
        metaSteps: contents.searches.reduce(0) { $0 + $1.result.metaSteps }),
      KindCost(
        kind: "meta-training", keys: contents.metaTrainings.map(\.key),
        metaSteps: contents.metaTrainings.reduce(0) { $0 + $1.result.metaSteps }),
      tuning("tuning of learning rates") { $0.search == nil },
      tuning("random search of settings") { $0.search != nil },
      evaluation("evaluation, learned", evaluations.filter { $0.kind == .learned }),
      evaluation("evaluation, all others", evaluations.filter { $0.kind != .learned }),
    ].filter { !$0.keys.isEmpty }
  }

  /// What the run did: the same whenever and wherever it ran.
  func budgetSection() -> String {
    let costs = costs
    guard !costs.isEmpty else { return "" }
    return """
      ## Budget

      What was spent, the same on every machine. An evaluation takes one gradient of the optimizee a \
      function and update; a record of meta-training counts meta steps, each the gradients of a whole \
      window. The seconds are at the end of this page.


      """
        + Markdown.table(
          [
            ("kind of cell", .left), ("cells", .right), ("meta steps", .right),
            ("gradient evaluations", .right),
          ],
          rows: costs.map { cost in
            [
              cost.kind, "\(cost.keys.count)", cost.metaSteps.map(String.init) ?? "–",
              cost.gradientEvaluations.map(String.init) ?? "–",
            ]
          })
  }

  /// The one section that depends on when and where the records were made: the last of the page, so that
  /// scripts that compare pages can cut it off.
  func timeSection() -> String {
    guard let provenance else { return "" }
    let costs = costs
    let known = costs.compactMap { $0.seconds(provenance) }
    let total = known.count == costs.count ? known.reduce(0, +) : nil
    let commit = provenance.commit.map { commit in
      "commit `\(commit.prefix(12))`"
        + (provenance.hasUncommittedChanges == true ? " with uncommitted changes" : "")
    }
    return """
      ## Time and provenance

      Made from \(commit ?? "an unknown commit") by \(provenance.toolchain) with GSL \
      \(provenance.gslVersion) on \(provenance.operatingSystem), \
      \(provenance.processor ?? "an unnamed processor"), \
      \(Markdown.count(provenance.threads, "thread")). Cells that were finished before keep their \
      seconds; cells run side by side, so the seconds below add up to more than the run took.


      """
        + Markdown.table(
          [
            ("kind of cell", .left), ("cells", .right), ("seconds", .right), ("share", .right),
            ("meta steps per second", .right), ("inner steps per second", .right),
          ],
          rows: costs.map { cost in
            let seconds = cost.seconds(provenance)
            func share(_ seconds: Double?, of total: Double?) -> String {
              guard let seconds, let total, total > 0 else { return "–" }
              return Markdown.percent(seconds / total)
            }
            func rate(_ count: Int?) -> String {
              guard let count, let seconds, seconds > 0 else { return "–" }
              return Markdown.number(Double(count) / seconds)
            }
            return [
              cost.kind, "\(cost.keys.count)", Markdown.number(seconds),
              share(seconds, of: total),
              rate(cost.metaSteps), rate(cost.gradientEvaluations),
            ]
          } + [
            [
              "**all**", "\(costs.reduce(0) { $0 + $1.keys.count })", Markdown.number(total), "",
              "", "",
            ]
          ])
  }
}
