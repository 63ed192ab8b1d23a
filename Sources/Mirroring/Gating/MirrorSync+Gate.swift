internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// What the gate says of a revision's files; nothing where there is no gate.
    func gate(_ files: [ManifestFile], of model: ModelID) async throws(MirrorError) -> GateReport {
        guard let gate = options.scanGate else { return GateReport() }
        return try await gate.pass(files, of: model, options.scanPolicy)
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
