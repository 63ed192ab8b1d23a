/// What models are for, as far as their files, names and parents go. A child is of its parent's group.
enum ModelGroup: Int, CaseIterable, Sendable {
    case language, vision, encoder, translator, embedding, speech, voice, picture, sight, agent, robot, other

    /// The group of a task; nil for no task.
    init?(task: String) {
        switch task {
        case "": return nil
        case "text-generation", "conversational": self = .language
        case "image-text-to-text", "any-to-any", "visual-question-answering", "visual-document-retrieval", "video-text-to-text",
            "audio-text-to-text", "image-to-text", "document-question-answering":
            self = .vision
        case "text-classification", "token-classification", "fill-mask", "question-answering", "zero-shot-classification",
            "multiple-choice", "table-question-answering", "text-ranking":
            self = .encoder
        case "text2text-generation", "translation", "summarization", "table-to-text": self = .translator
        case "feature-extraction", "sentence-similarity": self = .embedding
        case "automatic-speech-recognition", "audio-classification", "voice-activity-detection", "audio-to-audio": self = .speech
        case "text-to-speech", "text-to-audio": self = .voice
        case "text-to-image", "image-to-image", "unconditional-image-generation", "text-to-video", "image-to-video",
            "image-text-to-video", "video-to-video", "image-to-3d", "image-text-to-image":
            self = .picture
        case "image-classification", "object-detection", "image-segmentation", "depth-estimation", "image-feature-extraction",
            "mask-generation", "zero-shot-image-classification", "video-classification", "keypoint-detection",
            "zero-shot-object-detection":
            self = .sight
        case "reinforcement-learning": self = .agent
        case "robotics": self = .robot
        default: self = .other
        }
    }

    /// Talks with people, so that its repository has a chat template.
    var converses: Bool { self == .language || self == .vision }
}

/// A text in the two ways in which names write it.
struct Spelling: Sendable {
    let own: [UInt8]
    let lower: [UInt8]

    init(_ text: String) {
        own = Array(text.utf8)
        lower = Array(text.lowercased().utf8)
    }

    func bytes(isLower: Bool) -> [UInt8] { isLower ? lower : own }
}

/// A line of models that share an architecture and come in sizes. A class, for a reference costs one count and not seven.
final class Family: Sendable {
    struct Size: Sendable {
        let label: Spelling
        let parameters: Int64
    }

    let group: ModelGroup
    let label: Spelling
    /// `config.model_type`.
    let type: [UInt8]
    /// `config.architectures[0]`.
    let architecture: [UInt8]
    let sizes: [Size]
    /// The identifier of the licence that its makers wrote for it or chose; empty where they differ.
    let license: String
    let context: Int64
    /// What its makers call the version that follows instructions.
    let tuned: [UInt8]
    /// The popularity of sizes falls from the middle; drawn by these.
    let sizeShares: Weighted

    /// `sizes`: label and millions of parameters.
    init(
        _ group: ModelGroup, _ label: String, _ type: String, _ architecture: String, _ sizes: [(String, Double)], license: String = "",
        context: Int64 = 4_096, tuned: String = "Instruct", shares: [Double]? = nil
    ) {
        self.group = group
        self.label = Spelling(label)
        self.type = Array(type.utf8)
        self.architecture = Array(architecture.utf8)
        self.sizes = sizes.map { Size(label: Spelling($0.0), parameters: Int64($0.1 * 1_000_000)) }
        self.license = license
        self.context = context
        self.tuned = Array(tuned.utf8)
        sizeShares = Weighted(shares ?? sizes.map { _ in 1 })
    }
}
