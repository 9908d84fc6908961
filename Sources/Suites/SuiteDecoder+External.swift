import Results
import Settings

extension SuiteDecoder {
  /// The entries of `external`; `learned` has the names of the suite's learned optimizers.
  func external(_ value: YAMLValue?, learned: [String]) throws -> [ExternalOptimizer] {
    var optimizers: [ExternalOptimizer] = []
    for entry in try value?.list("external optimizers") ?? [] {
      let section = try YAMLSection(entry, keys: SuiteKeys.external.names)
      let name = try ownName(
        section,
        beside: [
          (learned, "a learned optimizer"), (optimizers.map(\.name), "an external optimizer"),
        ])
      let words = try section.required("command").list("words of a command")
      let command = try words.map { try $0.text("a word of a command") }
      optimizers.append(
        ExternalOptimizer(
          name: name, command: command, files: try files(of: words),
          timeLimit: try section.optional("timeLimit")?.integer(1...86_400) ?? 60,
          tuning: try tuning(section, entry)))
    }
    return optimizers
  }

  /// SHA-256 of the files that words name. A first word without a slash is looked for in PATH.
  private func files(of words: [YAMLValue]) throws -> [String: String] {
    var files: [String: String] = [:]
    for (index, value) in words.enumerated() {
      let word = try value.text()
      guard index > 0 || word.contains("/") else { continue }
      do {
        files[word] = Digest.hexadecimal(of: try readFile(word))
      } catch SuiteError.unreadable(_, let reason) where SuiteError.meansNoFile(reason) {
        continue
      } catch {
        throw value.invalid(
          found: "\(excerpt(word)), which cannot be read (\(error))",
          expected: "a file whose checksum can be taken, or no file")
      }
    }
    return files
  }

  private func tuning(
    _ section: YAMLSection, _ entry: YAMLValue
  ) throws -> ExternalOptimizer.Tuning {
    switch (section.optional("grid"), section.optional("randomSearch")) {
    case (let grid?, nil):
      return .grid(try TuningSettings(reading: grid))
    case (nil, let search?):
      let search = try YAMLSection(
        search, keys: RandomSearchSettings.keys + SuiteKeys.drawn.names)
      return .randomSearch(try search.group(), of: try drawn(search.required("settings")))
    case (let grid, _):
      throw entry.invalid(
        found: grid == nil ? "neither grid nor randomSearch" : "grid and randomSearch",
        expected: "one of them")
    }
  }

  /// In the order of their names.
  private func drawn(_ value: YAMLValue) throws -> [ExternalOptimizer.DrawnSetting] {
    let names = try value.keys("settings, each with its bounds")
    let section = try YAMLSection(value, keys: names)
    guard names.contains(ExternalOptimizer.learningRate) else {
      throw value.missing(ExternalOptimizer.learningRate)
    }
    return try names.sorted().map { name in
      let bounds = try section.required(name)
      guard Self.isName(name) else {
        throw bounds.invalid(
          found: excerpt(name), expected: "a name of letters, digits, - and _")
      }
      return ExternalOptimizer.DrawnSetting(name: name, bounds: try Bounds(reading: bounds))
    }
  }

  private static func isName(_ name: String) -> Bool {
    name.utf8.count <= 64
      && name.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
          || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }
}

extension YAMLValue {
  /// The keys of a mapping of which any is allowed.
  fileprivate func keys(_ expected: String) throws -> [String] {
    guard let mapping = node.mapping else {
      throw invalid(expected: "a mapping of \(expected)")
    }
    return try mapping.keys.map { try YAMLValue(node: $0, file: file, path: path).text("a key") }
  }
}
