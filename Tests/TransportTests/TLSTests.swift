import Foundation
import HTTPTypes
import Testing
import Vocabulary

@testable import Transport

@Suite(.serialized, .enabled(if: TLSServer.openSSL != nil, "needs the openssl command")) struct TLSTests {
    @Test("a private authority is trusted when the environment names it, and only then")
    func privateAuthority() async throws {
        let server = try await TLSServer()
        defer { server.stop() }
        let trusting = makeTransport(network: try NetworkEnvironment(variables: ["SSL_CERT_FILE": server.authority]))
        #expect(try await trusting.send(TransportRequest(.get, server.url)).head.status == .ok)

        let error = await failure { try await makeTransport().send(TransportRequest(.get, server.url)) }
        #expect(error?.cause == .untrusted)
    }

    @Test("a certificate for another name is not trusted")
    func otherName() async throws {
        let server = try await TLSServer(name: "DNS:other.test")
        defer { server.stop() }
        let trusting = makeTransport(network: try NetworkEnvironment(variables: ["SSL_CERT_FILE": server.authority]))
        #expect(await failure { try await trusting.send(TransportRequest(.get, server.url)) }?.cause == .untrusted)
    }

    @Test("a bundle that is not there is named as such rather than replaced by the system's")
    func missingBundle() async throws {
        let server = try await TLSServer()
        defer { server.stop() }
        let transport = makeTransport(network: try NetworkEnvironment(variables: ["CURL_CA_BUNDLE": "/nowhere/ca.pem"]))
        #expect(await failure { try await transport.send(TransportRequest(.get, server.url)) }?.cause == .untrusted)
    }
}

/// `openssl s_server` with a certificate of an authority made for the occasion.
private final class TLSServer {
    static let openSSL = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    let url: WebURL
    private let folder: URL
    private let process = Process()

    var authority: String { folder.appendingPathComponent("ca.pem").path }

    init(name: String = "IP:127.0.0.1") async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("subjectAltName=\(name)\n".utf8).write(to: folder.appendingPathComponent("ext"))
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        try Self.run(
            ["req", "-x509"] + newKey + ["-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test authority", "-days", "2"], in: folder)
        try Self.run(["req"] + newKey + ["-keyout", "key.pem", "-out", "csr.pem", "-subj", "/CN=test"], in: folder)
        try Self.run(
            [
                "x509", "-req", "-in", "csr.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "ext",
                "-out", "cert.pem",
            ],
            in: folder)
        let output = Pipe()
        Self.prepare(process, ["s_server", "-www", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem"], in: folder)
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("\n") || !text.contains("ACCEPT") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        let port = text.split(whereSeparator: \.isWhitespace).last?.split(separator: ":").last ?? ""
        url = try #require(WebURL("https://127.0.0.1:\(port)/"), "openssl said: \(text)")
    }

    func stop() {
        // Not SIGTERM: a child started from a dispatch thread inherits a mask that blocks it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func prepare(_ process: Process, _ arguments: [String], in folder: URL) {
        process.executableURL = URL(fileURLWithPath: openSSL ?? "")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
    }

    private static func run(_ arguments: [String], in folder: URL) throws {
        let process = Process()
        prepare(process, arguments, in: folder)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "openssl \(arguments.first ?? "")")
    }
}
