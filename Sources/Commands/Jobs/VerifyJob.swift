import Blobs
import Foundation
import Hubs
import Mirroring
import Reports
import Shelves
import Vocabulary

/// A verification with its progress on the console, and the repair of what it found.
struct VerifyJob {
    let site: Site
    let access: HubAccess
    /// Empty: everything that is held.
    let references: [ModelReference]
    let repairs: Bool
    let sources: [String]

    /// What was found, and what is left of it.
    struct Outcome {
        var blobs = 0
        var bytes: Int64 = 0
        /// Blobs that are still damaged.
        var damaged = 0
        var repaired = 0
        /// Manifests and snapshots that can't be read.
        var unreadable = 0
        /// Blobs that had no tree that could be believed, and have one now.
        var trees = 0
        var table = Table(["blob", "state", "damage", "file"])
        var records: [Datum] = []

        var isFine: Bool { damaged == 0 && unreadable == 0 }

        var document: Document {
            let json = Datum.object([
                ("blobs", .int(blobs)), ("bytes", .int(bytes)), ("damaged", .int(damaged)), ("repaired", .int(repaired)),
                ("trees_made", .int(trees)),
                ("unreadable", .int(unreadable)), ("findings", .list(records)),
            ])
            let summary = "\(blobs) blobs, \(Quantity.bytes(bytes)): \(damaged) damaged, \(repaired) repaired"
            return Document(json: json, table: table, footnotes: table.rows.isEmpty ? [summary] : ["", summary])
        }
    }

    func run() async throws -> Outcome {
        let (began, blobs) = (site.now(), try site.blobs())
        let origins = try await origins()
        // What is referred to and gone is damage too.
        let wanted = references.isEmpty ? origins.blobs.union(try await blobs.digests()) : origins.blobs
        let digests = wanted.sorted { $0.hex < $1.hex }
        var total: Int64 = 0
        for digest in digests { total += try await blobs.size(of: digest) ?? 0 }
        let display = ProgressDisplay(ProgressState(title: "verify", unit: .bytes, total: total), on: site.console)
        let health = try await display.during {
            try await BlobVerifier(blobs).verify(digests) { count in display.update { $0.done += Int64(count) } }
        }
        var outcome = Outcome()
        for reason in origins.unreadable {
            // Not a blob, and damage all the same: what it names can't be looked for.
            outcome.unreadable += 1
            outcome.table.rows.append(["", "unreadable", "", reason])
        }
        outcome.blobs = health.count
        outcome.bytes = total
        outcome.trees = health.count(where: \.isNewlyTreed)
        let repair = BlobRepair(blobs, sources: repairs ? try await chunkSources(origins) : [])
        for found in health where !found.isHealthy {
            let files = origins.origins(of: found.digest)
            let result = repairs ? try await repair.repair(found, size: files.first?.size) : nil
            if case .repaired = result { outcome.repaired += 1 } else { outcome.damaged += 1 }
            Self.note(found, files, result, &outcome)
        }
        await site.leave(
            JobMetrics(
                .verify, startedAt: began, endedAt: site.now(), succeeded: outcome.isFine,
                items: ["blobs": outcome.blobs, "damaged": outcome.damaged, "repaired": outcome.repaired], bytes: total))
        return outcome
    }

    /// What the working state, every snapshot, every publication in the history and the pins refer to.
    private func origins() async throws -> BlobOrigins {
        let models = references.isEmpty ? nil : Set(references.map(\.model))
        let snapshots = site.snapshots()
        var origins = BlobOrigins()
        await origins.add(try site.shelf(), models: models)
        await origins.add(site.fills(), models: models)
        do throws(SnapshotError) {
            var roots = Set(try await snapshots.list().map(\.root))
            if let publication = try await snapshots.publication() {
                roots.formUnion(([publication.current] + publication.history).map(\.root))
            }
            for root in roots.sorted(by: { $0.hex < $1.hex }) {
                do throws(SnapshotError) { await origins.add(try await snapshots.view(root), models: models) } catch { origins.note(error) }
            }
            for pin in try await snapshots.pins() where models?.contains(pin.model) ?? true {
                do throws(ShelfError) { origins.add(try await snapshots.vault.manifest(pin.manifest)) } catch { origins.note(error) }
            }
        } catch {
            origins.note(error)
        }
        return origins
    }

    private func chunkSources(_ origins: BlobOrigins) async throws -> [any ChunkSource] {
        var all: [any ChunkSource] = []
        for text in sources {
            if text.hasPrefix("http://") || text.hasPrefix("https://") {
                let mirror = try await site.hub(.huggingFace, HubAccess(endpoint: text, tokenFile: access.tokenFile))
                all.append(HubChunks(name: text, hubs: [.huggingFace: mirror.hub], origins: origins))
            } else {
                all.append(try Self.localSource(text))
            }
        }
        let hubs = try await site.sources(of: origins.hubs, access)
        all += hubs.map { id, source in HubChunks(name: id.description, hubs: [id: source.hub], origins: origins) }
        return all
    }

    private static func localSource(_ path: String) throws(CommandFailure) -> any ChunkSource {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure(.usage, "--from \(path): there is no such folder or archive")
        }
        return isFolder.boolValue ? FolderChunks(path: path) : ArchiveChunks(path: path)
    }

    private static func note(
        _ found: BlobHealth, _ files: [BlobOrigins.Origin], _ result: BlobRepair.Outcome?, _ outcome: inout Outcome
    ) {
        var ranges: [Range<Int64>] = []
        let state: String
        switch found.state {
        case .healthy: state = "healthy"
        case .damaged(let all): (state, ranges) = ("damaged", all)
        case .missing: state = "missing"
        case .unreadable: state = "unreadable"
        }
        var reasons: [String] = []
        if case .unreadable(let reason) = found.state { reasons.append(reason) }
        if case .failed(let why) = result { reasons += why }
        let isRepaired = if case .repaired = result { true } else { false }
        let names = files.map { "\($0.model)@\($0.commit.description.prefix(8)) \($0.path)" }
        let damage = ranges.map { "\($0.lowerBound)-\($0.upperBound)" }
        outcome.table.rows.append([
            found.digest.hex, isRepaired ? "repaired" : state, damage.joined(separator: " "), names.first ?? "",
        ])
        outcome.table.rows += reasons.map { ["", "", "", $0] }
        outcome.records.append(
            .object([
                ("blob", .text(found.digest.description)), ("size", .int(found.size)), ("state", .text(state)),
                ("ranges", .texts(damage)), ("files", .texts(names)), ("repaired", .bool(isRepaired)), ("reasons", .texts(reasons)),
            ]))
    }
}
