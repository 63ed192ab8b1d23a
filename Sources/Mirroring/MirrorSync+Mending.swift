internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// Fetches what is damaged of a held file, and no more. nil: it is right again.
    func mend(_ file: FileClaim, _ digest: Digest, of plan: MirrorPlan, from source: MirrorSource) async -> MirrorError? {
        var origins = BlobOrigins()
        let held = ManifestFile(path: file.path, size: file.size, content: file.content, object: file.object, blob: digest)
        origins.add(RevisionManifest(model: plan.model, commit: plan.commit, files: [held], publishedAt: Timestamp(milliseconds: 0)))
        let hub = HubChunks(name: plan.model.hub.description, hubs: [plan.model.hub: source.hub], origins: origins)
        do {
            // What is on record may be older than the bytes.
            guard try blobs.claim(digest), let health = try await BlobVerifier(blobs).verify([digest]).first else {
                return .blobs(plan.model, file.path, .missing(digest))
            }
            let outcome = try await BlobRepair(blobs, sources: [hub]).repair(health, size: file.size)
            guard case .failed(let reasons) = outcome else { return nil }
            return .file(plan.model, file.path, reason: "it is damaged, and can't be mended: \(reasons.joined(separator: "; "))")
        } catch {
            return MirrorError(error, plan.model, file.path)
        }
    }
}
