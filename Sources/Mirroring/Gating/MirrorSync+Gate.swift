internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// What the gate says of a revision's files; nothing where there is no gate.
    func gate(_ files: [ManifestFile], of model: ModelID) async throws(MirrorError) -> GateReport {
        guard let gate = options.scanGate else { return GateReport() }
        return try await gate.pass(files, of: model, options.scanPolicy)
    }

    /// The same of a revision on the shelf.
    func gate(_ model: ModelID, _ commit: CommitID) async throws(MirrorError) -> GateReport {
        let manifest = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.manifest(of: model, at: commit) }
        return try await gate(manifest?.files ?? [], of: model)
    }

    /// The files of a plan, with the bytes that are held for them.
    static func files(_ plan: MirrorPlan, _ held: [ContentID: Digest]) -> [ManifestFile] {
        plan.steps.map { step in
            ManifestFile(
                path: step.file.path, size: step.file.size, content: step.file.content, object: step.file.object,
                blob: step.action == .leaveOut ? nil : held[step.file.content])
        }
    }
}
