import Statistics
import Testing

@Test func adjustmentsMatchTheOracle() throws {
  let oracle = try Oracle.load()
  for (found, expected) in zip(MultipleTesting.holm(oracle.pValues), oracle.holm) {
    #expect(relativeError(found, expected) < 1e-14)
  }
  let adjusted = MultipleTesting.benjaminiHochberg(oracle.pValues)
  for (found, expected) in zip(adjusted, oracle.benjaminiHochberg) {
    #expect(relativeError(found, expected) < 1e-14)
  }
}

@Test func adjustmentsOfNothingAndOfOneChangeNothing() {
  #expect(MultipleTesting.holm([]) == [])
  #expect(MultipleTesting.holm([0.3]) == [0.3])
  #expect(MultipleTesting.benjaminiHochberg([0.3]) == [0.3])
  #expect(MultipleTesting.holm([1, 1]) == [1, 1])
}
