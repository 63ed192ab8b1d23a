import Blobs
import Hubs
import Mirroring
import Reports
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
        var table = Table(["blob", "state", "damage", "file"])
        var records: [Datum] = []

        var document: Document {
            let json = Datum.object([
                ("blobs", .int(blobs)), ("bytes", .int(bytes)), ("damaged", .int(damaged)), ("repaired", .int(repaired)),
                ("findings", .list(records)),
            ])
            let summary = "\(blobs) blobs, \(Quantity.bytes(bytes)): \(damaged) damaged, \(repaired) repaired"
            return Document(json: json, table: table, footnotes: table.rows.isEmpty ? [summary] : ["", summary])
        }
    }

    func run() async throws -> Outcome {
        let (began, blobs) = (site.now(), try site.blobs())
        let origins = try BlobOrigins(site.shelf(), models: references.isEmpty ? nil : Set(references.map(\.model)))
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
        outcome.blobs = health.count
        outcome.bytes = total
        let repair = BlobRepair(blobs, sources: repairs ? try await chunkSources(origins) : [])
        for found in health where !found.isHealthy {
            let files = origins.origins(of: found.digest)
            let result = repairs ? try await repair.repair(found, size: files.first?.size) : nil
            if case .repaired = result { outcome.repaired += 1 } else { outcome.damaged += 1 }
            Self.note(found, files, result, &outcome)
        }
        await site.leave(
            JobMetrics(
                .verify, startedAt: began, endedAt: site.now(), succeeded: outcome.damaged == 0,
                items: ["blobs": outcome.blobs, "damaged": outcome.damaged, "repaired": outcome.repaired], bytes: total))
        return outcome
    }

    private func chunkSources(_ origins: BlobOrigins) async throws -> [any ChunkSource] {
        var all: [any ChunkSource] = []
        for text in sources {
            if text.hasPrefix("http://") || text.hasPrefix("https://") {
                let mirror = try await site.hub(.huggingFace, HubAccess(endpoint: text, tokenFile: access.tokenFile))
                all.append(HubChunks(name: text, hubs: [.huggingFace: mirror.hub], origins: origins))
            } else {
                all.append(FolderChunks(path: text))
            }
        }
        let hub = try await site.hub(.huggingFace, access)
        all.append(HubChunks(name: hub.endpoint, hubs: [.huggingFace: hub.hub], origins: origins))
        return all
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
