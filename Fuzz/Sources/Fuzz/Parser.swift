import Datasets
import Execution
import Results
import Suites

/// Everything of the product that reads bytes of others.
enum Parser: String, CaseIterable {
  case suite, record, manifest, safetensors, idx, gzip, cifar

  private static let vocabulary = Vocabulary.registered(
    DataLibrary { dataset throws(DatasetError) in
      throw .unreadable(file: dataset.folder, reason: "there is no data here")
    })

  /// Reads an input; an error of the parser's own is as good as success.
  func read(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
      try read(bytes)
    } catch is SuiteError {
    } catch is ResultsError {
    } catch is ExecutionError {
    } catch is DatasetError {
    } catch {
      preconditionFailure("an error that no module declares: \(error)")
    }
    return 0
  }

  private func read(_ bytes: [UInt8]) throws {
    switch self {
    case .suite:
      let suite = try Suite(
        decoding: String(decoding: bytes, as: UTF8.self), file: "smoke.yaml",
        vocabulary: Self.vocabulary
      ) { _ in bytes }
      _ = Plan(suite).manifest
    case .record: _ = try Record(decoding: Self.sealed(bytes), file: "record.json")
    case .manifest: _ = try Manifest(decoding: Self.sealed(bytes), file: "manifest.json")
    case .safetensors: _ = try OptimizerFile(decoding: bytes, file: "x.safetensors")
    case .idx: _ = try IDX(bytes: bytes, file: "idx")
    case .gzip: _ = try Gzip.inflated(bytes, limit: 1 << 20, file: "gz")
    case .cifar: _ = try CIFARBinary.images(in: bytes, file: "cifar")
    }
  }

  /// The input as the body of a file whose checksum is right: what lies behind the checksum is to
  /// be read too. Behind an exclamation mark it goes in as it is.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.first != UInt8(ascii: "!") else { return Array(bytes.dropFirst()) }
    let body = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
    let checksum = Digest.hexadecimal(of: [UInt8(ascii: "{")] + body)
    return Array("{\"checksum\":\"\(checksum)\",".utf8) + body + [UInt8(ascii: "\n")]
  }
}
