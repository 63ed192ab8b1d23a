import Testing

@testable import Commands

@Suite struct ProgressLineTests {
    @Test("a job of known size shows its share, its rate and when it will end")
    func known() {
        var line = ProgressLine()
        let state = ProgressState(title: "sync", unit: .bytes, done: 512 << 20, total: 1 << 30, detail: "org/name model.bin")
        line.observe(state, seconds: 2)
        #expect(
            line.text(state, width: 200) == "sync  [##########..........]  50%  512 MiB / 1.0 GiB  256 MiB/s  ETA 2s  org/name model.bin")
    }

    @Test("a job of unknown size shows what is done and how fast, and no end")
    func unknown() {
        var line = ProgressLine()
        let state = ProgressState(title: "crawl", unit: .models, done: 3_000)
        line.observe(state, seconds: 1.5)
        #expect(line.text(state, width: 200) == "crawl  3000 models  2000 models/s")
    }

    @Test("the line never wraps")
    func width() {
        let state = ProgressState(title: "sync", unit: .bytes, done: 1, total: 2, detail: String(repeating: "x", count: 500))
        #expect(ProgressLine().text(state, width: 80).count == 79)
    }

    @Test("the rate follows the last seconds, not the whole run")
    func smoothing() {
        var line = ProgressLine()
        var state = ProgressState(title: "sync", unit: .bytes)
        state.done = 1_000
        line.observe(state, seconds: 1)
        for second in 2...30 { line.observe(state, seconds: Double(second)) }
        #expect(line.rate < 1)
    }
}
