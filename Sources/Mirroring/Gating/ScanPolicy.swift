/// What becomes of files by what a scan says of them: `policy.scan` of `mirror.yaml`.
public struct ScanPolicy: Hashable, Sendable {
    /// What is done about a file.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// Served like any other; the verdict is kept and shown.
        case serve
        /// Held and not served, until somebody releases it.
        case quarantine
        /// The revision that has it is not published.
        case refuse
    }

    /// Files that would run code, or are made to harm who reads them.
    public var dangerous: Action
    /// Files that use means that plain weights do not need.
    public var suspicious: Action

    /// As it is where nothing is declared: dangerous files are quarantined, suspicious ones are served.
    public init(dangerous: Action = .quarantine, suspicious: Action = .serve) {
        self.dangerous = dangerous
        self.suspicious = suspicious
    }
}
