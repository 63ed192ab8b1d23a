import Hubs
import Testing
import Transport
import Vocabulary

@Suite struct HubDescriptionTests {
    private let lines = [
        "name: A Hub", "endpoint: https://hub.test/x", "page_size: 100", "concurrency: 4", "burst: 2", "requests: 60", "window_seconds: 30",
        "user_agent: a-b",
    ]

    private func fault(_ lines: [String], file: String = "some.yaml") -> HubDescription.Fault? {
        do throws(HubDescription.Fault) {
            _ = try HubDescription(yaml: lines.joined(separator: "\n"), file: file)
            return nil
        } catch {
            return error
        }
    }

    @Test("a whole file is read")
    func whole() throws {
        let description = try HubDescription(yaml: lines.joined(separator: "\n"), file: "some.yaml")
        #expect(description.id.description == "some")
        #expect(description.name == "A Hub")
        #expect(description.endpoint == WebURL("https://hub.test/x"))
        #expect(description.pageSize == 100)
        #expect(description.politeness == Politeness(concurrency: 4, interval: .milliseconds(500), burst: 2))
        #expect(description.userAgent == "a-b")
    }

    @Test("a missing key is named")
    func missing() {
        for line in lines {
            let key = line.prefix { $0 != ":" }
            #expect(fault(lines.filter { $0 != line })?.reason == "'\(key)' is missing")
        }
    }

    @Test("an unknown key is an error with its line")
    func unknown() {
        let fault = fault(lines + ["pagesize: 3"])
        #expect(fault?.reason == "unknown key 'pagesize'")
        #expect(fault?.line == 9)
        #expect(fault?.description == "some.yaml:9: unknown key 'pagesize'")
    }

    @Test(
        "a value that is not what it has to be is an error with its line",
        arguments: [
            (1, "endpoint: ftp://x"), (1, "endpoint: []"), (2, "page_size: 0"), (2, "page_size: many"), (3, "concurrency: 1.5"),
            (5, "requests: -1"), (6, "window_seconds: 0"), (7, "user_agent: a b"), (7, "user_agent: \"a\\r\\nb\""), (0, "name: ''"),
        ])
    func wrong(index: Int, line: String) {
        var changed = lines
        changed[index] = line
        #expect(fault(changed)?.line == index + 1)
    }

    @Test("a file that is no description is refused", arguments: [["- a"], ["a: [b"], ["text"], []])
    func notAFile(lines: [String]) { #expect(fault(lines) != nil) }

    @Test("the file has to be named after the hub", arguments: ["Some.yaml", "some.yml", ".yaml", "a-b.yaml"])
    func naming(file: String) { #expect(fault(lines, file: file) != nil) }
}
