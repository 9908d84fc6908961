/// Records that cannot be reported together.
public enum ReportError: Error, Equatable, CustomStringConvertible {
  case otherSuite(record: String, found: String, expected: String)
  case otherFormat(record: String, found: Int, expected: Int)
  case twoRecords(key: String, record: String)
  case twoMetaSeeds(record: String, metaSeed: Int)
  case count(record: String, of: String, found: Int, expected: String)
  case noVerdicts(folder: String, found: String)

  public var description: String {
    switch self {
    case .otherSuite(let record, let found, let expected):
      "record '\(record)' belongs to suite '\(found)', expected '\(expected)'"
    case .otherFormat(let record, let found, let expected):
      "'\(record)' has format version \(found), this version of l2l reads \(expected)"
    case .twoRecords(let key, let record):
      "two records have the key \(key): '\(record)'; remove one of them"
    case .twoMetaSeeds(let record, let metaSeed):
      "record '\(record)' is a second evaluation of meta-seed \(metaSeed); remove one of them"
    case .count(let record, let what, let found, let expected):
      "record '\(record)' has \(found) \(what), expected \(expected)"
    case .noVerdicts(let folder, let found):
      "\(folder)/tables/verdicts.csv: found \(found), expected the table that `l2l report \(folder)` writes"
    }
  }
}
