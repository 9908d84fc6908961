/// What one finished cell of a suite left behind.
///
/// A record holds nothing that depends on when, where or on how many threads it was made: the same
/// suite file gives the same bytes. Losses are Float because the arithmetic that made them is.
public struct Record: Codable, Equatable, Sendable {
  /// The format written by this version; readers refuse any other.
  public static let currentFormatVersion = 1

  public var formatVersion: Int
  public var suite: String
  /// SHA-256, in hexadecimal, of everything the cell depends on.
  public var key: String
  /// What a person calls the cell, for example `tune adam on quadratic-uniform-10 at 100`.
  public var label: String
  /// True when the bits depend on what is not ours (GSL's minimisers, optimizers that are processes):
  /// the record is then left out of the digest.
  public var external: Bool
  public var content: Content

  public init(suite: String, key: String, label: String, external: Bool, content: Content) {
    self.formatVersion = Self.currentFormatVersion
    self.suite = suite
    self.key = key
    self.label = label
    self.external = external
    self.content = content
  }

  /// Whether it is an evaluation of one of GSL's minimisers, which is compared by tolerance.
  public var isOfMinimiser: Bool {
    guard external, case .evaluation(let result) = content else { return false }
    return result.kind == .handDesigned
  }

  /// The cell's result, by kind of cell. Encoded as an object with the kind as its only key.
  public enum Content: Codable, Equatable, Sendable {
    case search(SearchResult)
    case metaTraining(MetaTrainingResult)
    case tuning(TuningResult)
    case evaluation(EvaluationResult)
    case study(StudyResult)

    private enum CodingKeys: String, CodingKey {
      case search, metaTraining, tuning, evaluation, study
    }

    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      switch (container.allKeys.count, container.allKeys.first) {
      case (1, .search): self = .search(try container.decode(SearchResult.self, forKey: .search))
      case (1, .metaTraining):
        self = .metaTraining(try container.decode(MetaTrainingResult.self, forKey: .metaTraining))
      case (1, .tuning): self = .tuning(try container.decode(TuningResult.self, forKey: .tuning))
      case (1, .evaluation):
        self = .evaluation(try container.decode(EvaluationResult.self, forKey: .evaluation))
      case (1, .study): self = .study(try container.decode(StudyResult.self, forKey: .study))
      default:
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription:
              "expected exactly one of search, metaTraining, tuning, evaluation and study"))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .search(let result): try container.encode(result, forKey: .search)
      case .metaTraining(let result): try container.encode(result, forKey: .metaTraining)
      case .tuning(let result): try container.encode(result, forKey: .tuning)
      case .evaluation(let result): try container.encode(result, forKey: .evaluation)
      case .study(let result): try container.encode(result, forKey: .study)
      }
    }
  }
}
