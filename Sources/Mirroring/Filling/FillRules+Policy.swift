internal import Shelves
internal import Vocabulary

extension FillRules {
    /// What a mirror's declaration says of everything that it takes, said of what clients ask for.
    public init(_ policy: MirrorPolicy, open: OpenModels, licenses: LicenseGate, scan: ScanGate) {
        self.init(
            admission: { model, _ async throws(MirrorError) in
                if let block = try await licenses.block(model) { throw .blocked(model, block) }
                try await open.check(model)
            },
            verdict: { file, model in
                let report = try await scan.pass([file], of: model, policy.scan)
                if let refusal = report.refusals.first { return .refuse(refusal.description) }
                return report.heldBack.first.map { .refuse("\(model) \($0.path) is in quarantine: \($0.reason)") } ?? .serve
            })
    }
}
