import Statistics
import Testing

@Test(
  arguments: [
    (0.0387, 4, "0.03870"), (123.456, 4, "123.5"), (123456, 4, "123500"), (1e6, 3, "1.00e+06"),
    (9.9996, 4, "10.00"), (0.99996, 4, "1.000"), (999_999, 4, "1.000e+06"),
    (1.23456e-5, 4, "1.235e-05"),
    (-2.5, 1, "-3"), (0, 5, "0"), (2.5e-308, 2, "2.5e-308"), (1e22, 2, "1.0e+22"),
    (.infinity, 3, "inf"), (-.infinity, 3, "-inf"), (.nan, 3, "nan"), (0.0001, 2, "0.00010"),
    (7, 3, "7.00"),
  ] as [(Double, Int, String)])
func numbersHaveSignificantDigits(value: Double, digits: Int, text: String) {
  #expect(value.text(digits: digits) == text)
}
