public import Licensing

/// On which terms models are taken: `policy` of `mirror.yaml`.
public struct MirrorPolicy: Hashable, Sendable {
    /// nil: licences are not looked at.
    public var licenses: LicensePolicy?
    /// Whether models are left alone whose hub gives bytes only to those who asked.
    public var refusesGated: Bool
    public var scan: ScanPolicy
    /// Whether a sync takes off the shelf what is no longer declared, without being told each time.
    public var removes: Bool

    public init(
        licenses: LicensePolicy? = nil, refusesGated: Bool = false, scan: ScanPolicy = ScanPolicy(), removes: Bool = false
    ) {
        self.licenses = licenses
        self.refusesGated = refusesGated
        self.scan = scan
        self.removes = removes
    }
}

/// Which verdicts on a licence keep a model out.
public struct LicensePolicy: Hashable, Sendable {
    /// What the models are for: `product`.
    public var scenario: String
    public var refused: Set<Verdict.Level>

    /// - Parameter refused: everything but a plain yes, where it is not said otherwise: what is missing is not allowed.
    public init(scenario: String, refused: Set<Verdict.Level> = [.review, .unknown, .block]) {
        self.scenario = scenario
        self.refused = refused
    }
}
