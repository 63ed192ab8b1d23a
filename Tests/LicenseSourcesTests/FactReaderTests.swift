import LicenseSources
import Testing

@Suite struct LicenseFaultTests {
    @Test("a fault names its file and line as compilers do")
    func description() {
        #expect("\(LicenseFault(file: "MIT.yaml", line: 3, reason: "bad"))" == "MIT.yaml:3: bad")
        #expect("\(LicenseFault(file: "MIT.yaml", line: nil, reason: "bad"))" == "MIT.yaml: bad")
    }
}
