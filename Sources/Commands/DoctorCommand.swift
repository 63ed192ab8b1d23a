import ArgumentParser
import Blobs
import Catalog
import CatalogData
import Foundation
import Reports
import Shelves
import Vocabulary

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look for what is wrong with this installation.",
        discussion: "Reads the whole catalog file: seconds a gigabyte. Exit code 1 if something is wrong.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        var findings: [Check] = []
        findings.append(await Check("data files") { try site.data().root.path })
        findings.append(await Check("data folder") { try Self.writable(site.home.root) })
        findings.append(await Check("free disk") { try Self.freeDisk(site.home.root) })
        findings.append(
            await Check("catalog") {
                let damage = try await site.catalog().damage()
                guard damage.isEmpty else { throw CommandFailure(.damaged, damage.joined(separator: "; ")) }
                return site.home.database.path
            })
        findings.append(await Check("blob store") { "\(try await site.blobs().partials().count) unfinished transfers" })
        findings.append(await Check("shelf") { "\(try site.shelf().models().count) models published" })
        site.console.show(
            Document(
                json: .list(findings.map { .object([("check", .text($0.name)), ("ok", .bool($0.isOK)), ("detail", .text($0.detail))]) }),
                table: Table(["check", "state", "detail"], rows: findings.map { [$0.name, $0.isOK ? "ok" : "WRONG", $0.detail] })))
        if findings.contains(where: { !$0.isOK }) { throw CommandFailure(.found, "") }
    }

    private static func writable(_ folder: URL) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let probe = folder.appendingPathComponent(".doctor-\(UUID().uuidString)")
        try Data([0]).write(to: probe)
        try FileManager.default.removeItem(at: probe)
        return folder.path
    }

    private static func freeDisk(_ folder: URL) throws -> String {
        var facts = statvfs()
        guard statvfs(folder.path, &facts) == 0 else { throw CommandFailure(.damaged, "cannot look at the disk of \(folder.path)") }
        let free = Int64(facts.f_bavail) * Int64(facts.f_frsize)
        guard free > 1 << 30 else { throw CommandFailure(.damaged, "only \(Quantity.bytes(free)) left") }
        return Quantity.bytes(free)
    }
}

/// One thing that was looked at.
private struct Check {
    let name: String
    let isOK: Bool
    let detail: String

    init(_ name: String, _ look: () async throws -> String) async {
        self.name = name
        do {
            detail = try await look()
            isOK = true
        } catch {
            detail = "\(error)"
            isOK = false
        }
    }
}
