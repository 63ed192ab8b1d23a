import Foundation
import Mirroring
import ObjectStore
import Testing
import Vocabulary

@testable import Commands

@Suite struct ConfigurationTests {
    private func load(_ text: String) throws -> Configuration {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("config-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try Configuration.load(file, mustExist: true)
    }

    private func reason(_ text: String) -> String {
        do {
            return "accepted: \(try load(text))"
        } catch {
            return "\(error)"
        }
    }

    @Test("the shipped example is valid and says what the defaults are")
    func example() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../mirror/deploy/weighbridge.example.yaml")
        var read = try Configuration.load(file.standardizedFileURL, mustExist: true)
        #expect(read.publicURL == "https://models.example.internal")
        #expect(read.hubs[.huggingFace]?.tokenFile == "/etc/weighbridge/huggingface.token")
        read.publicURL = nil
        read.hubs = [:]
        #expect(read.organisation == "/etc/weighbridge/organisation.yaml")
        read.organisation = nil
        #expect(read.transfers.windows == [.init(from: 8 * 60, to: 18 * 60, allowance: .limited(20 << 20))])
        #expect(try load(read.yaml()) == read)
        read.transfers.windows = []
        let store = try #require(read.objectStore)
        #expect(store.bucket == "models" && store.style == .path && store.prefix.isEmpty && store.cacheSize == 20 << 30)
        #expect(store.credentialsFile == "/etc/weighbridge/s3.credentials" && store.cachePath == "/var/cache/weighbridge")
        read.objectStore = nil
        #expect(read == Configuration())
    }

    @Test("an unknown key is an error with its line")
    func strangers() {
        #expect(
            reason("serve:\n  listen: 127.0.0.1:1\n  lisen: x\n").contains(
                "line 3: unknown key 'serve.lisen' (known: listen, public_url, saved_searches, store)"))
        #expect(reason("severs: {}\n").contains("line 1: unknown key 'severs'"))
        #expect(reason("hubs:\n  huggingface:\n    end: x\n").contains("line 3: unknown key 'hubs.huggingface.end'"))
    }

    @Test("a value of the wrong kind is an error with its line")
    func wrongValues() {
        #expect(reason("crawl:\n  details: many\n").contains("line 2: 'crawl.details' must be a whole number"))
        #expect(reason("mirror:\n  connections: 0\n").contains("from 1 to 64"))
        #expect(reason("mirror:\n  bandwidth: much\n").contains("'mirror.bandwidth' must be bytes a second"))
        #expect(reason("mirror:\n  windows: {'8-18': closed}\n").contains("'mirror.windows.8-18' is not a time of day"))
        #expect(reason("mirror:\n  windows: {'25:00-01:00': closed}\n").contains("is not a time of day"))
        #expect(reason("serve:\n  saved_searches: maybe\n").contains("must be one of open, loopback, off"))
        #expect(reason("serve:\n  store: s3\n").contains("needs 'object_store'"))
        #expect(reason("object_store:\n  bucket: abc\n").contains("needs 'endpoint' and 'bucket'"))
        #expect(reason("object_store: {endpoint: 'http://a', bucket: abc, cache: {size: 1MiB}}\n").contains("at least 64.0 MiB"))
        #expect(
            reason("object_store: {endpoint: 'http://a', bucket: abc, secret_key: x}\n").contains("unknown key 'object_store.secret_key'"))
        #expect(reason("- a\n").contains("must be a mapping"))
        #expect(reason("a: [\n").contains("config-"))
    }

    @Test("an empty file and no file mean the defaults")
    func defaults() throws {
        #expect(try load("") == Configuration())
        #expect(try load("# nothing\n") == Configuration())
        let nowhere = URL(fileURLWithPath: "/nonexistent/weighbridge.yaml")
        #expect(try Configuration.load(nowhere, mustExist: false) == Configuration())
        #expect(throws: CommandFailure.self) { try Configuration.load(nowhere, mustExist: true) }
    }

    @Test("the environment wins over the file, and the effective file reads back as itself")
    func precedence() throws {
        var configuration = try load("serve: {listen: '127.0.0.1:1'}\nhubs: {huggingface: {endpoint: 'http://a'}}\n")
        configuration.apply(environment: [
            "WEIGHBRIDGE_LISTEN": "127.0.0.1:2", "WEIGHBRIDGE_HF_ENDPOINT": "http://it's", "WEIGHBRIDGE_PUBLIC_URL": "",
        ])
        #expect(configuration.listen == "127.0.0.1:2")
        #expect(configuration.publicURL == nil)
        #expect(try load(configuration.yaml()) == configuration)
    }
}
