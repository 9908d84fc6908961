/// Episodes in which a rule learns to do as a teacher does (Chen et al., 2020, "Training stronger
/// baselines for learning to optimize").
public struct Imitation: SettingsGroup {
  /// The probability that an episode is one of imitation: over the stages of a curriculum if there is one,
  /// else over the epochs.
  public var share = Schedule.constant(0)
  /// Each imitation episode draws one.
  public var teachers: [Teacher] = []

  public init() {}

  public init(share: Schedule, teachers: [Teacher]) {
    self.share = share
    self.teachers = teachers
  }

  public static let mostTeachers = 16

  public static let fields: [Field<Imitation>] = [
    Field(
      "share", \.share, .schedule(of: .number(from: 0, to: 1)),
      page:
        "the probability that an episode is one of imitation, over the stages of a curriculum if"
        + " there is one, else over the epochs",
      words: { "imitation in a share \($0.words) of the episodes" }),
    Field(
      "teachers", \.teachers, .teachers,
      page: "a list; every imitation episode draws one, each as likely as the others",
      words: { "of \($0.map(\.phrase).joined(separator: " or "))" }),
  ]

  public mutating func settle() throws(SettingConflict) {
    guard case .geometric(let from, let to) = share, from == 0 || to == 0 else { return }
    throw SettingConflict(
      "share", found: "a geometric change from \(shortest(from)) to \(shortest(to))",
      expected: "numbers above 0, or shape: linear")
  }
}

/// A hand-designed optimizer that a rule imitates.
public struct Teacher: SettingsGroup {
  public var name = ""
  public var learningRate = 0.0

  public init() {}

  public init(_ name: String, learningRate: Double) {
    self.name = name
    self.learningRate = learningRate
  }

  public static let fields: [Field<Teacher>] = [
    Field(
      "name", \.name, .text("a hand-designed optimizer"),
      page: "a hand-designed optimizer that is built in, such as `adam`"),
    Field("learningRate", \.learningRate, .positive(), page: "the teacher's, which stays as it is"),
  ]

  fileprivate var phrase: String { "`\(name)` with learning rate \(shortest(learningRate))" }
}

extension SettingType<[Teacher]> {
  fileprivate static let teachers = SettingType(
    limits: "1 to \(Imitation.mostTeachers)",
    read: { source in
      let teachers = try source.entries("teachers").map { try Teacher(reading: $0) }
      guard teachers.count <= Imitation.mostTeachers else {
        throw source.invalid(
          found: "\(teachers.count) teachers", expected: "at most \(Imitation.mostTeachers)")
      }
      return teachers
    }, canonical: { .list($0.map(\.canonical)) })
}
