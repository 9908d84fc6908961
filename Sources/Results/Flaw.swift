/// What is unsound in a record or manifest whose types are right.
struct Flaw: Error, Equatable {
  var place: String
  var found: String
  var expected: String

  /// Throws unless `holds`.
  static func unless(
    _ holds: Bool, _ place: String, found: @autoclosure () -> Any, _ expected: String
  ) throws(Flaw) {
    if !holds { throw Flaw(place: place, found: "\(found())", expected: expected) }
  }
}

extension Double {
  var isPositiveAndFinite: Bool { isFinite && self > 0 }
}

/// Nil, or a finite number.
func isFiniteIfPresent(_ value: (some BinaryFloatingPoint)?) -> Bool { value?.isFinite ?? true }
