/// What a file would do to whoever loads it, as far as reading it tells.
public struct FileScan: Hashable, Sendable, Codable {
    /// That of the worst reason; clean without any.
    public let verdict: ScanVerdict
    /// At most `FileScanner.Limits.reasonsOfAKind` of each kind, the worst first.
    public let reasons: [ScanReason]

    /// The verdict that these reasons come to.
    public init(_ reasons: [ScanReason]) {
        self.reasons = reasons
        verdict = reasons.map(\.code.verdict).max() ?? .clean
    }
}

/// How bad it is. Ordered: a policy names the worst it lets through.
public enum ScanVerdict: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Nothing in it runs code, as far as is known.
    case clean
    /// It holds code, or what can't be looked into, or what honest writers don't write.
    case suspicious
    /// Loading it runs code that reaches beyond the model.
    case dangerous

    private var rank: Int {
        switch self {
        case .clean: 0
        case .suspicious: 1
        case .dangerous: 2
        }
    }

    public static func < (one: ScanVerdict, other: ScanVerdict) -> Bool { one.rank < other.rank }
}

/// One thing that was found.
public struct ScanReason: Hashable, Sendable, Codable {
    public let code: ScanCode
    /// For a person: what it is, in one line; at most 300 characters.
    public let detail: String
    /// Where in the file: the name of an archive's entry, of an entry's entry; nil: the file itself.
    public let place: String?

    public init(_ code: ScanCode, _ detail: String, place: String?) {
        self.code = code
        self.detail = String(detail.prefix(300))
        self.place = place
    }
}

/// Kinds of reasons. The raw values are stored and printed: never change one.
public enum ScanCode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fetches something that runs commands, code, or reaches the network.
    case pickleDangerousImport = "pickle-dangerous-import"
    /// Makes the name up of what it fetches.
    case pickleHiddenImport = "pickle-hidden-import"
    /// Writes into a class or module of the program that loads it.
    case picklePatchesImport = "pickle-patches-import"
    /// Fetches something that no plain checkpoint needs.
    case pickleUnknownImport = "pickle-unknown-import"
    case pickleBroken = "pickle-broken"
    case pickleExtension = "pickle-extension"
    case pickleForeignObject = "pickle-foreign-object"
    case pickleProtocol = "pickle-protocol"
    case pickleCallsUnknown = "pickle-calls-unknown"
    case pickleTrailingData = "pickle-trailing-data"
    case zipPrefix = "zip-prefix"
    case zipSuffix = "zip-suffix"
    case zipTwoDirectories = "zip-two-directories"
    case zipWrongCount = "zip-wrong-count"
    case zipRepeatedName = "zip-repeated-name"
    case zipHiddenBytes = "zip-hidden-bytes"
    case zipOverlap = "zip-overlap"
    case zipLocalDiffers = "zip-local-differs"
    case zipFlags = "zip-flags"
    case zipChecksum = "zip-checksum"
    case zipSize = "zip-size"
    case zipUnsafeName = "zip-unsafe-name"
    /// It unpacks to more than is looked at: a bomb, or a hiding place.
    case archiveTooMuch = "archive-too-much"
    case archiveTooDeep = "archive-too-deep"
    case archiveBroken = "archive-broken"
    /// Packed in a way that is not opened here.
    case archiveUnread = "archive-unread"
    /// A TorchScript archive: its code runs when the model does.
    case torchScriptCode = "torchscript-code"
    case pythonCode = "python-code"
    /// A script under the name of weights.
    case scriptAsWeights = "script-as-weights"
    /// A machine's program under the name of weights.
    case executableAsWeights = "executable-as-weights"
    case nativeLibrary = "native-library"
    /// Keras code from the file itself.
    case kerasLambda = "keras-lambda"
    case kerasDangerousModule = "keras-dangerous-module"
    case kerasCustomObject = "keras-custom-object"
    case kerasUnread = "keras-unread"
    /// TensorFlow operations that read or write files, or call Python.
    case savedModelOperation = "saved-model-operation"
    /// A chat template that reaches for Python's insides.
    case templateCode = "template-code"
    case templateSuspicious = "template-suspicious"
    /// An ONNX file whose weights are said to be outside its folder.
    case externalPath = "external-path"
    /// It breaks the rules of its own format.
    case headerMalformed = "header-malformed"
    /// The bytes are not what the name says.
    case wrongContent = "wrong-content"
    /// There is more of a kind than is kept, or more to search than is searched.
    case unfinished

    /// How bad it is to have one.
    public var verdict: ScanVerdict {
        switch self {
        case .pickleDangerousImport, .pickleHiddenImport, .picklePatchesImport, .scriptAsWeights, .executableAsWeights, .kerasLambda,
            .kerasDangerousModule, .templateCode, .externalPath:
            .dangerous
        default: .suspicious
        }
    }
}
