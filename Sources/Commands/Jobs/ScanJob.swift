import Mirroring
import Reports
import Scanning
import Shelves
import Vocabulary

/// A look into everything that is held for clients: the shelf, and what is published of it.
struct ScanJob {
    let site: Site
    /// Empty: all models.
    let references: [ModelReference]
    /// Print clean files too.
    let showsAll: Bool
    /// What is done about files that are held already; nil: nothing. `refuse` holds back: they are published.
    let policy: ScanPolicy?

    /// What was found.
    struct Outcome {
        var files = 0
        var counts: [String: Int] = [:]
        /// Dangerous, and nobody said that they may be served.
        var dangerous = 0
        var heldBack = 0
        /// Manifests and publications that can't be read.
        var unreadable = 0
        var table = Table(["model", "file", "verdict", "state", "reason"])
        var records: [Datum] = []

        var unscannable: Int { counts["unscannable"] ?? 0 }

        mutating func note(_ name: String, _ error: ShelfError) {
            unreadable += 1
            table.rows.append([name, "", "unreadable", "", error.description])
        }

        var document: Document {
            let summary =
                "\(files) files looked into, \(counts["dangerous"] ?? 0) dangerous, \(counts["suspicious"] ?? 0) suspicious, "
                + "\(unscannable) unscannable, \(heldBack) held back"
            return Document(json: .list(records), table: table, footnotes: table.rows.isEmpty ? [summary] : ["", summary])
        }
    }

    func run() async throws -> Outcome {
        // What is held is served already: there is nothing to wait for.
        let gate = try site.scanGate(settling: .zero)
        var outcome = Outcome()
        var seen: Set<[String]> = []
        let published = try site.published()
        // One over the other: of a commit that both have, each may hold files that the other has not.
        var views: [any ShelfView] = [OverlaidShelf(try site.shelf(), over: site.fills())]
        do throws(ShelfError) { views.append(try await published.current()) } catch { outcome.note("published", error) }
        for view in views {
            for model in try await view.models() where references.isEmpty || references.contains(where: { $0.model == model }) {
                for commit in try await view.commits(of: model) where seen.insert([model.description, commit.description]).inserted {
                    try Task.checkCancellation()
                    let manifest: RevisionManifest?
                    do throws(ShelfError) { manifest = try await view.manifest(of: model, at: commit) } catch {
                        outcome.note("\(model)@\(commit.description.prefix(8))", error)
                        continue
                    }
                    if let manifest { try await look(into: manifest, gate, &outcome) }
                }
            }
        }
        return outcome
    }

    private func look(into manifest: RevisionManifest, _ gate: ScanGate, _ outcome: inout Outcome) async throws {
        var files: [JudgedFile]
        if let policy {
            files = try await gate.pass(manifest.files, of: manifest.model, policy.forHeldFiles).files
        } else {
            files = try await gate.verdicts(on: manifest.files)
        }
        let quarantine = try await site.quarantine.read()
        let held = quarantine.heldBack
        for file in files {
            outcome.files += 1
            outcome.counts[file.verdict.word, default: 0] += 1
            let isHeld = held[file.blob] != nil
            let isReleased = !isHeld && file.isReleased(in: quarantine)
            if isHeld { outcome.heldBack += 1 }
            if file.verdict.severity == .dangerous, !isReleased { outcome.dangerous += 1 }
            guard showsAll || isHeld || file.verdict.severity != .clean else { continue }
            let state = isHeld ? "quarantined" : isReleased ? "released" : "served"
            let reasons = file.verdict.reasons
            let name = "\(manifest.model)@\(manifest.commit.description.prefix(8))"
            outcome.table.rows.append([name, file.path.description, file.verdict.word, state, reasons.first ?? ""])
            outcome.table.rows += reasons.dropFirst().map { ["", "", "", "", $0] }
            outcome.records.append(
                .object([
                    ("model", .text(manifest.model.description)), ("commit", .text(manifest.commit)),
                    ("path", .text(file.path.description)),
                    ("blob", .text(file.blob.description)), ("verdict", .text(file.verdict.word)), ("state", .text(state)),
                    ("reasons", .texts(reasons)),
                ]))
        }
    }
}

extension ScanPolicy {
    /// For what is published already: it can only be held back.
    fileprivate var forHeldFiles: ScanPolicy {
        ScanPolicy(
            dangerous: dangerous == .refuse ? .quarantine : dangerous, suspicious: suspicious == .refuse ? .quarantine : suspicious)
    }
}
