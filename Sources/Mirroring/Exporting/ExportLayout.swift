public import Vocabulary

/// Folders that clients of a hub read, by the names of the command line.
public enum ExportLayout: String, Sendable, CaseIterable {
    /// `models--org--name/{blobs,refs,snapshots}`: huggingface_hub's cache.
    case hubCache = "hf-cache"
    /// `org/name/<files>` of one revision.
    case plain
    case torchHub = "torch-hub"
    case onnxHub = "onnx-hub"
    case tfHubCache = "tfhub-cache"
    case kaggleHub = "kagglehub"
    case comfyUI = "comfyui"

    /// Whether this version can write it.
    public var isWritten: Bool { self == .hubCache || self == .plain }
}

/// What of a model is to be exported.
public struct ExportItem: Sendable, Hashable {
    public let model: ModelID
    /// nil: all that is held (in a cache), or the default revision (as a plain folder).
    public let revision: Revision?

    public init(_ model: ModelID, revision: Revision? = nil) {
        self.model = model
        self.revision = revision
    }
}
