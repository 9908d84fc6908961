import CGSL
import Sampling
import Testing

@Test func theLibraryIsTheOneThatItsHeadersAreOf() {
  #expect(GSLLibrary.version == GSL_VERSION)
}
