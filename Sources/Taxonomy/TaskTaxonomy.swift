public import CatalogData
public import Vocabulary

/// Every task, and which words mean it on which hub: `catalog/tasks.yaml`.
///
/// Reading takes a few milliseconds, and a look-up none worth counting.
public struct TaskTaxonomy: Sendable {
    /// In the order of the data file, which is the order in which they are shown.
    public let tasks: [ModelTask]
    public let modalities: [ModelTask.Modality]
    let words: TaskWords

    /// Of the installed data files. Throws where they are missing or wrong.
    public init(of data: CatalogData) throws(TaxonomyFault) { try self.init(parsing: try DataFile.text("tasks.yaml", in: data)) }

    /// Of the text of a `tasks.yaml`. Throws, with the line, for keys that are unknown, missing or empty, and for a word that means two
    /// things.
    public init(parsing text: String) throws(TaxonomyFault) {
        var reader = TaskReader()
        try reader.read(try DataNode(parsing: text, file: "tasks.yaml"))
        tasks = reader.tasks
        modalities = reader.modalities
        words = reader.words
    }

    /// The task with this id.
    public subscript(id: String) -> ModelTask? { tasks.first { $0.id == id } }

    /// The task that a hub means by a word: its own words first, then what the word means everywhere. nil for words that mean none, or
    /// that only a person in search means so.
    public func task(for spelling: String, hub: HubID = .huggingFace) -> ModelTask? { place(of: spelling, hub: hub).map { tasks[$0.task] } }

    /// The sub-task that a word names, if it names one: `sentiment-analysis` and "sentiment detection" do.
    public func subtask(for spelling: String, hub: HubID = .huggingFace) -> ModelTask.Subtask? {
        place(of: spelling, hub: hub).flatMap { place in place.subtask.map { tasks[place.task].subtasks[$0] } }
    }

    /// The task that a person means who types this into a search: with words that as a tag could mean something else, such as "ocr".
    public func task(forSearch text: String) -> ModelTask? {
        Spelling.fold(text).flatMap { words.everywhere[$0] ?? words.search[$0] }.map { tasks[$0.task] }
    }

    /// What a word says that names no task: `vision`, `Natural_Language_Processing`.
    public func modality(for spelling: String) -> ModelTask.Modality? {
        Spelling.fold(spelling).flatMap { words.modalities[$0] }.map { modalities[$0] }
    }

    /// Tasks whose words come nearest to what somebody typed, nearest first: for "did you mean". None where nothing is near.
    public func nearest(_ text: String, limit: Int = 3) -> [ModelTask] {
        Likeness.nearest(to: text, among: words.all.map { ($0.word, $0.task) }, limit: limit).map { tasks[$0] }
    }

    private func place(of spelling: String, hub: HubID) -> TaskWords.Place? {
        guard let folded = Spelling.fold(spelling) else { return nil }
        return words.hubs[hub]?[folded] ?? words.everywhere[folded]
    }
}
