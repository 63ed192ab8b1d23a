public import Blobs
internal import Foundation
public import Shelves
public import Vocabulary

/// Writes what is published as folders that clients read without a server.
///
/// Every file is put in its place whole, snapshots after their blobs and refs last: whoever reads meanwhile, or after a kill, finds less
/// and never wrong things; the next run goes on. A second run changes nothing. What is there already is kept: a client's own cache may be
/// the target.
public struct ModelExport: Sendable {
    private let shelf: any ShelfView
    private let placement: BlobPlacement
    private let heldBack: [Digest: QuarantineItem]
    private let progress: @Sendable (ExportReport.Line) -> Void

    /// - Parameters:
    ///   - mayLink: false: bytes are always copied.
    ///   - heldBack: what is in quarantine: it is not written.
    ///   - verifies: whether bytes are hashed before they are linked, and those that are there already as well. A copy always is.
    public init(
        shelf: any ShelfView, blobs: any BlobStore, heldBack: [Digest: QuarantineItem] = [:], mayLink: Bool = true, verifies: Bool = false,
        progress: @escaping @Sendable (ExportReport.Line) -> Void = { _ in }
    ) {
        self.shelf = shelf
        self.heldBack = heldBack
        placement = BlobPlacement(blobs, mayLink: mayLink, verifies: verifies)
        self.progress = progress
    }

    /// - Parameters:
    ///   - items: empty: everything that is published.
    ///   - folder: made if need be; absolute.
    public func run(_ items: [ExportItem], as layout: ExportLayout, to folder: String) async throws(ExportError) -> ExportReport {
        guard layout.isWritten else { throw .notWritten(layout) }
        var report = ExportReport()
        var wanted: [ExportItem] = []
        var taken: [String: ModelID] = [:]
        for item in items.isEmpty
            ? try await onShelf({ shelf async throws(ShelfError) in try await shelf.models() }).map({ ExportItem($0) }) : items
        {
            let name = item.model.path.lowercased()
            if let reason = ExportNames.objection(to: item.model) {
                report.refused.append(RefusedItem(name: item.model.description, reason: reason))
            } else if let other = taken[name], other != item.model {
                report.refused.append(RefusedItem(name: item.model.description, reason: "it differs only in letter case from \(other)"))
            } else if layout == .plain, taken.keys.contains(where: { name.hasPrefix($0 + "/") || $0.hasPrefix(name + "/") }) {
                report.refused.append(RefusedItem(name: item.model.description, reason: "its folder would be inside another model's"))
            } else {
                taken[name] = item.model
                wanted.append(item)
            }
        }
        var (target, lock) = try ExportFolder.open(folder)
        defer { withExtendedLifetime(lock) {} }
        for item in wanted {
            switch layout {
            case .plain: try await plain(item, &target, &report)
            default: try await cached(item, &target, &report)
            }
        }
        return report
    }

    // MARK: huggingface_hub's cache

    /// `blobs/<etag>`, `snapshots/<commit>/<path>` as relative links to them, and `refs/<revision>` as clients name revisions.
    private func cached(_ item: ExportItem, _ target: inout ExportFolder, _ report: inout ExportReport) async throws(ExportError) {
        let model = item.model
        let folder = "models--" + model.path.split(separator: "/").joined(separator: "--")
        let refs = try await onShelf { shelf async throws(ShelfError) in try await shelf.refs(of: model) }
        let commits = try await commits(of: item)
        for commit in commits {
            var line = ExportReport.Line(model, commit)
            let files = try await held(model, commit, &line, &report)
            let snapshot = "\(folder)/snapshots/\(commit)"
            try target.makeFolder(snapshot)
            for (file, blob) in files {
                if Task.isCancelled { throw .cancelled }
                let name = "\(folder)/blobs/\(file.content.hex)"
                guard try await put(blob, file, at: name, &target, &line, &report) else { continue }
                let up = String(repeating: "../", count: 2 + file.path.description.split(separator: "/").count - 1)
                _ = try target.link("\(snapshot)/\(file.path)", to: "\(up)blobs/\(file.content.hex)")
                line.files += 1
            }
            for ref in refs where ref.commit == commit && Self.isWanted(ref, item) {
                // A client writes the revision as its caller names it: `main`, `v1.0`, `refs/pr/1`.
                let name = ref.kind == .branch || ref.kind == .tag ? ref.name : ref.ref
                guard Revision(name) != nil else { continue }
                _ = try target.write(commit.description, to: "\(folder)/refs/\(name)")
            }
            report.lines.append(line)
            progress(line)
        }
    }

    private static func isWanted(_ ref: RefClaim, _ item: ExportItem) -> Bool {
        guard let revision = item.revision, revision.commit == nil else { return true }
        return ref.name == revision.description || ref.ref == revision.description
    }

    private func commits(of item: ExportItem) async throws(ExportError) -> [CommitID] {
        guard let revision = item.revision else {
            let all = try await onShelf { shelf async throws(ShelfError) in try await shelf.commits(of: item.model) }
            guard !all.isEmpty else { throw .notHeld(item.model, nil) }
            return all
        }
        guard let commit = try await onShelf({ shelf async throws(ShelfError) in try await shelf.commit(for: revision, of: item.model) })
        else {
            throw .notHeld(item.model, revision)
        }
        return [commit]
    }

    // MARK: Plain folders

    private func plain(_ item: ExportItem, _ target: inout ExportFolder, _ report: inout ExportReport) async throws(ExportError) {
        let model = item.model
        // Every revision stands for something else than `HEAD` where there is no `main` but one commit.
        guard let revision = item.revision ?? Revision("HEAD"),
            let commit = try await onShelf({ shelf async throws(ShelfError) in try await shelf.commit(for: revision, of: model) })
        else { throw .notHeld(model, item.revision) }
        var line = ExportReport.Line(model, commit)
        for (file, blob) in try await held(model, commit, &line, &report) {
            if Task.isCancelled { throw .cancelled }
            guard try await put(blob, file, at: "\(model.path)/\(file.path)", &target, &line, &report) else { continue }
            line.files += 1
        }
        report.lines.append(line)
        progress(line)
    }

    // MARK: What both share

    private func held(
        _ model: ModelID, _ commit: CommitID, _ line: inout ExportReport.Line, _ report: inout ExportReport
    ) async throws(ExportError) -> [(ManifestFile, Digest)] {
        guard let manifest = try await onShelf({ shelf async throws(ShelfError) in try await shelf.manifest(of: model, at: commit) }) else {
            throw .notHeld(model, commit.revision)
        }
        let (files, refused) = ExportNames.settled(manifest.files)
        report.refused += refused.map { RefusedItem(name: "\(model) \($0.name)", reason: $0.reason) }
        let held = files.compactMap { file in file.blob.map { (file, $0) } }
        line.leftOut = files.count - held.count
        return held.filter { file, blob in
            guard let item = heldBack[blob] else { return true }
            let why = item.reasons.first.map { ": \($0)" } ?? ""
            report.refused.append(RefusedItem(name: "\(model) \(file.path)", reason: "it is in quarantine\(why)"))
            return false
        }
    }

    /// False: the bytes are not as they should be, which concerns this file only.
    private func put(
        _ blob: Digest, _ file: ManifestFile, at name: String, _ target: inout ExportFolder, _ line: inout ExportReport.Line,
        _ report: inout ExportReport
    ) async throws(ExportError) -> Bool {
        try target.makeRoom(for: name)
        do throws(BlobError) {
            line.count(try await placement.place(blob, size: file.size, at: target.path(name)), size: file.size)
            return true
        } catch {
            switch error {
            case .full, .readOnly: throw .storage(error)
            default:
                report.refused.append(RefusedItem(name: "\(line.model) \(file.path)", reason: error.description))
                return false
            }
        }
    }

    private func onShelf<Value>(
        _ question: (any ShelfView) async throws(ShelfError) -> Value
    ) async throws(ExportError) -> Value {
        do throws(ShelfError) { return try await question(shelf) } catch { throw .shelf(error) }
    }
}
