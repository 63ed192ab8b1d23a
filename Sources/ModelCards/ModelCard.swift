public import Vocabulary

/// A model's README, taken apart: what its front matter claims, what its text says, and what is wrong with it. Any bytes make a card, in
/// time proportional to their number; faults are findings.
public struct ModelCard: Sendable {
    /// What is read of a card at most.
    public struct Limits: Sendable, Hashable {
        /// Bytes of the whole file; what follows is not looked at.
        public var file = 16 << 20
        /// Bytes of YAML. The largest real front matter seen has 62 kB.
        public var frontMatter = 2 << 20
        /// Bytes of text kept of the body.
        public var body = 1 << 20
        /// Mappings and lists inside one another.
        public var depth = 64
        /// Values, with those that aliases repeat.
        public var values = 200_000

        public init() {}
    }

    /// nil: there is none, or it could not be read; `findings` has the reason for the latter.
    public let frontMatter: FrontMatter?
    /// The text without the front matter: valid UTF-8 without NUL, cut at `Limits.body`.
    public let body: String
    public let isBodyCut: Bool
    /// `license`, `license_name` and `license_link` of the front matter.
    public let licenses: [LicenseClaim]
    /// Licence lines of a front matter that is not YAML as a whole: somebody wrote this, but no YAML reader would say so. Never
    /// mixed with `licenses`, and never there without a finding.
    public let salvagedLicenses: [LicenseClaim]
    public let findings: [Finding]

    public init(parsing bytes: [UInt8], limits: Limits = Limits()) {
        var findings = CardFindings()
        let text = CardText(bytes, limit: limits.file, findings: &findings)
        let fence = FrontMatterFence.find(in: text)
        (body, isBodyCut) = text.body(from: fence?.bodyStart ?? 0, limit: limits.body)
        if isBodyCut { findings.add(.cardTooLarge, "the text is longer than \(limits.body) bytes; the rest is not kept") }

        var found: FrontMatter?
        var salvaged: [LicenseClaim] = []
        if let fence {
            if let oddity = fence.oddity { findings.add(.cardFrontMatter, oddity) }
            if let block = fence.block {
                let yaml = text.bytes[block]
                let line = text.line(at: block.lowerBound)
                switch FrontMatter.read(yaml, firstLine: line, limits: limits, findings: &findings) {
                case .success(let members):
                    let isStandard = fence.oddity == nil && !text.isRepaired(before: block.upperBound)
                    found = FrontMatter(members: members, isStandard: isStandard)
                case .failure(let fault):
                    findings.add(fault.code, fault.reason, line: fault.line)
                    salvaged = CardSalvage.licenses(in: yaml)
                    if !salvaged.isEmpty {
                        findings.add(
                            .cardFrontMatter, "licence lines were read one by one, because the front matter as a whole is not readable")
                    }
                }
            }
        }
        frontMatter = found
        licenses = found?.licenses ?? []
        salvagedLicenses = salvaged
        found?.noteMisspeltLicense(in: &findings)
        self.findings = findings.all
    }
}

/// Collects a card's findings, and no more than a person will read.
struct CardFindings {
    private(set) var all: [Finding] = []
    private var more = 0

    mutating func add(_ code: Finding.Code, _ reason: String, line: Int? = nil) {
        guard all.count < 20 else {
            more += 1
            return
        }
        all.append(Finding(code, file: "README.md", reason: line.map { "line \($0): \(reason)" } ?? reason))
    }
}
