import CFuzzer

/// Runs libFuzzer on one parser: `Fuzz PARSER [libFuzzer's arguments and corpus folders]`.
///
/// Each parser must either read its input or throw one of its module's errors. A crash, a hang, a
/// leak or an allocation that an unchecked length drives is a finding.
@main
enum Fuzz {
  static func main() {
    guard CommandLine.arguments.count > 1, let parser = Parser(rawValue: CommandLine.arguments[1])
    else {
      let names = Parser.allCases.map(\.rawValue).joined(separator: " | ")
      print("usage: Fuzz \(names) [libFuzzer's arguments and corpus folders]")
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    // libFuzzer must not take the parser's name for a corpus folder.
    for index in 1..<Int(count) { arguments?[index] = arguments?[index + 1] }
    count -= 1
    let status =
      switch parser {
      case .suite: LLVMFuzzerRunDriver(&count, &arguments) { Parser.suite.read($0, $1) }
      case .record: LLVMFuzzerRunDriver(&count, &arguments) { Parser.record.read($0, $1) }
      case .manifest: LLVMFuzzerRunDriver(&count, &arguments) { Parser.manifest.read($0, $1) }
      case .safetensors: LLVMFuzzerRunDriver(&count, &arguments) { Parser.safetensors.read($0, $1) }
      case .idx: LLVMFuzzerRunDriver(&count, &arguments) { Parser.idx.read($0, $1) }
      case .gzip: LLVMFuzzerRunDriver(&count, &arguments) { Parser.gzip.read($0, $1) }
      case .cifar: LLVMFuzzerRunDriver(&count, &arguments) { Parser.cifar.read($0, $1) }
      }
    print("libFuzzer ended with \(status)")
  }
}
