internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// The outcome where one small request shows that everything wanted is held and published; nil where there is more to find out.
    func unchanged(
        _ entry: MirrorDeclaration.Entry, _ revision: Revision, _ source: MirrorSource
    ) async throws(MirrorError) -> MirrorOutcome? {
        let candidate = try ifReadable { () throws(ShelfError) in try shelf.commit(for: revision, of: entry.model) }
        guard let candidate else { return nil }
        // A commit never changes; a name is asked for.
        if revision.commit == nil {
            guard let refs = try? await source.hub.refs(of: entry.model) else { return nil }
            let text = revision.description
            let matching = refs.first { $0.name == text && $0.kind == .branch } ?? refs.first { $0.name == text || $0.ref == text }
            guard matching?.commit == candidate else { return nil }
        }
        let manifest = try ifReadable { () throws(ShelfError) in try shelf.manifest(of: entry.model, at: candidate) }
        guard let manifest, try await isWhole(manifest, entry.files) else { return nil }
        let refused = manifest.refused.filter { entry.files.wants($0.name) }
        // Published before there was a gate, or by an earlier scanner: kept verdicts cost a small read each.
        let gate = try await gate(manifest.files, of: entry.model)
        return MirrorOutcome(
            model: entry.model, revision: revision, result: gate.refusals.isEmpty ? .unchanged(candidate) : .failed(gate.refusals),
            refused: refused, gate: gate)
    }

    /// Whether the published manifest has exactly the wanted files, with bytes in the store for each.
    private func isWhole(_ manifest: RevisionManifest, _ selection: FileSelection) async throws(MirrorError) -> Bool {
        for file in manifest.files {
            guard selection.wants(file.path.description) == (file.blob != nil) else { return false }
            guard let blob = file.blob else { continue }
            do throws(BlobError) {
                guard try await blobs.size(of: blob) == file.size else { return false }
            } catch {
                throw .storage(error)
            }
        }
        return true
    }

    /// What the shelf has; nil where it is damaged, for then it is written anew from what the hub says.
    func ifReadable<Value>(_ read: () throws(ShelfError) -> Value?) throws(MirrorError) -> Value? {
        do throws(ShelfError) {
            return try read()
        } catch {
            if case .damaged = error { return nil }
            throw .shelf(error)
        }
    }
}
