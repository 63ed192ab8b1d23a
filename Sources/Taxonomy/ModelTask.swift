/// What a model is for: `text-classification`.
public struct ModelTask: Sendable, Hashable {
    /// Hugging Face's pipeline tag, and our name of it.
    public let id: String
    /// "Text Classification".
    public let label: String
    public let modality: Modality
    public let subtasks: [Subtask]

    /// A kind of that task: `sentiment-analysis`.
    public struct Subtask: Sendable, Hashable {
        public let id: String
        public let label: String
    }

    /// What goes in and comes out, roughly: `cv`, "Computer Vision".
    public struct Modality: Sendable, Hashable {
        public let id: String
        public let label: String
    }
}
