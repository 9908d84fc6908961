import Evaluation
import Optimizees
import Optimizers

/// The names a suite may use, in groups, each name with a phrase.
public struct Listing {
  public struct Group {
    public let title: String
    public let entries: [Entry]
  }

  public struct Entry {
    /// A name, or the pattern of many.
    public let name: String
    public let summary: String
    /// Names that follow the pattern; none where `name` is one itself.
    public let examples: [String]
    /// Words of a pattern, each with a phrase on what it stands for.
    public let words: [(word: String, meaning: String)]

    init(
      name: String, summary: String, examples: [String] = [],
      words: [(word: String, meaning: String)] = []
    ) {
      self.name = name
      self.summary = summary
      self.examples = examples
      self.words = words
    }
  }

  public let groups: [Group]

  public init(_ registry: Registry) {
    groups = [
      Group(
        title: "optimizees",
        entries: registry.families.map {
          Entry(
            name: $0.namePattern, summary: $0.summary, examples: $0.exampleNames,
            words: $0.nameWords)
        }),
      Group(
        title: "hand-designed optimizers",
        entries: registry.handDesigned.map {
          Entry(name: $0.name, summary: $0.summary)
        }),
      Group(
        title: "kinds of learned optimizer",
        entries: registry.learned.map { Entry(name: $0.kind, summary: $0.summary) }),
      Group(
        title: "estimators of metaGradients",
        entries: registry.estimators.map { Entry(name: $0.kind, summary: $0.summary) }
      ),
      Group(
        title: "minimisers of GSL, for optimizees without minibatches",
        entries: Minimiser.allCases.map {
          Entry(name: $0.rawValue, summary: $0.summary)
        }),
    ]
  }
}
