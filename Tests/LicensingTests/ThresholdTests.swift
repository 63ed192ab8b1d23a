import Licensing
import Testing

@Suite struct ThresholdTests {
    @Test("'more than' is not exceeded by the number itself, 'or more' is")
    func boundary() {
        let llama = Threshold(.mau, .greater, 700_000_000)
        #expect(!llama.isExceeded(by: 699_999_999))
        #expect(!llama.isExceeded(by: 700_000_000))
        #expect(llama.isExceeded(by: 700_000_001))
        let liquid = Threshold(.revenue, .atLeast, 10_000_000, currency: "USD")
        #expect(!liquid.isExceeded(by: 9_999_999))
        #expect(liquid.isExceeded(by: 10_000_000))
    }
}
