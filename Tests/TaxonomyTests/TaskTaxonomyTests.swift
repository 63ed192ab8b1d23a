import Foundation
import JSONReading
import Taxonomy
import TestSupport
import Testing
import Vocabulary

@Suite struct TaskTaxonomyTests {
    /// Read once, not for every case.
    private static let read = Result { try TaskTaxonomy(of: TaxonomyData.catalog()) }
    private let taxonomy: TaskTaxonomy

    init() throws { taxonomy = try Self.read.get() }

    private func hub(_ name: String) throws -> HubID { try #require(HubID(name)) }

    @Test("there are 57 tasks in 7 modalities, and each is found by its id and label")
    func all() {
        #expect(taxonomy.tasks.count == 57)
        #expect(taxonomy.modalities.map(\.id) == ["multimodal", "nlp", "audio", "cv", "rl", "tabular", "other"])
        for task in taxonomy.tasks {
            #expect(taxonomy[task.id] == task)
            #expect(taxonomy.task(for: task.id) == task)
            #expect(taxonomy.task(for: task.label) == task)
            for subtask in task.subtasks {
                #expect(taxonomy.task(for: subtask.id) == task)
                #expect(taxonomy.subtask(for: subtask.label) == subtask)
            }
        }
    }

    @Test(
        "what hubs have written for a task is found",
        arguments: [
            ("huggingface", "text2text-generation", "text-generation"), ("huggingface", "conversational", "text-generation"),
            ("huggingface", "zero-shot-text-classification", "zero-shot-classification"),
            ("huggingface", "audio-source-separation", "audio-to-audio"),
            ("huggingface", "structured-data-classification", "tabular-classification"),
            ("huggingface", "speech-segmentation", "voice-activity-detection"), ("huggingface", "image-captioning", "image-to-text"),
            ("huggingface", "ner", "token-classification"), ("tfhub", "image-feature-vector", "image-feature-extraction"),
            ("tfhub", "text-embedding", "feature-extraction"), ("tfhub", "audio-stt", "automatic-speech-recognition"),
            ("tfhub", "text-language-model", "text-generation"), ("onnx", "vision/object_detection_segmentation", "object-detection"),
            ("onnx", "text/machine_comprehension", "question-answering"), ("civitai", "LORA", "text-to-image"),
            ("civitai", "Upscaler", "image-to-image"), ("roboflow", "multi-label-classification", "image-classification"),
            ("huggingface", "multi-label-classification", "text-classification"),
            ("roboflow", "instance-segmentation", "image-segmentation"),
            ("paperswithcode", "Visual Question Answering (VQA)", "visual-question-answering"),
            ("paperswithcode", "Machine Translation", "translation"), ("torchhub", "generative", "unconditional-image-generation"),
            ("kaggle", "Image Classification", "image-classification"), ("kaggle", "image_classification", "image-classification"),
        ])
    func spellings(hub name: String, spelling: String, id: String) throws {
        #expect(taxonomy.task(for: spelling, hub: try hub(name))?.id == id)
    }

    @Test(
        "a word that means a task only to one hub, or only to a searcher, means none elsewhere",
        arguments: ["LORA", "ocr", "code", "generative"])
    func onlyThere(word: String) { #expect(taxonomy.task(for: word) == nil) }

    @Test(
        "a searcher's words mean a task, and a sub-task where they name one",
        arguments: [
            ("ocr", "image-to-text"), ("tts", "text-to-speech"), ("chat", "text-generation"), ("embeddings", "feature-extraction"),
            ("Object detection", "object-detection"), ("sentiment", "text-classification"), ("upscaler", "image-to-image"),
        ])
    func search(text: String, id: String) { #expect(taxonomy.task(forSearch: text)?.id == id) }

    @Test("a sub-task's other names name it")
    func subtasks() {
        #expect(taxonomy.subtask(for: "NER")?.id == "named-entity-recognition")
        #expect(taxonomy.subtask(for: "human pose estimation")?.id == "pose-estimation")
        #expect(taxonomy.subtask(for: "text-classification") == nil)
    }

    @Test(
        "words that name no finer task name a modality",
        arguments: [("vision", "cv"), ("Natural_Language_Processing", "nlp"), ("audio", "audio")])
    func modalities(word: String, id: String) {
        #expect(taxonomy.modality(for: word)?.id == id)
        #expect(taxonomy.task(for: word) == nil)
    }

    @Test(
        "what is typed wrong has near tasks",
        arguments: [
            ("text-clasification", "text-classification"), ("txt-generation", "text-generation"), ("sumarization", "summarization"),
            ("tranlsation", "translation"), ("object-detecton", "object-detection"), ("summ", "summarization"), ("ocrr", "image-to-text"),
            ("speech-recognitoin", "automatic-speech-recognition"), ("fil-mask", "fill-mask"),
        ])
    func nearest(typed: String, id: String) { #expect(taxonomy.nearest(typed).first?.id == id) }

    @Test(
        "any words have an answer, and nonsense has none",
        arguments: ["", "\0", "🤖", "qqqqqqqqqq", String(repeating: "a", count: 1 << 20), "'; DROP TABLE"])
    func nonsense(text: String) {
        #expect(taxonomy.task(for: text) == nil)
        #expect(taxonomy.task(forSearch: text) == nil)
        #expect(taxonomy.nearest(text).isEmpty)
    }

    @Test(
        "ids, labels, modalities and sub-tasks are those of the hub",
        .enabled(if: Corpora.has("huggingface/taxonomy.json"), "no corpora here"))
    func real() throws {
        let bytes = try #require(Corpora()).bytes("huggingface/taxonomy.json")
        let document = try JSONDocument(parsing: bytes, limit: 8 << 20)
        let tasks = try #require(document.root["tasks"]?.array)
        #expect(tasks.count == taxonomy.tasks.count)
        for (theirs, ours) in zip(tasks, taxonomy.tasks) {
            #expect(theirs["id"]?.string == ours.id)
            #expect(theirs["label"]?.string == ours.label)
            #expect(theirs["category"]?.string == ours.modality.id)
            for pair in theirs["subtasks"]?.array.map(Array.init) ?? [] {
                let id = try #require(pair.array?.compactMap(\.string).first)
                #expect(taxonomy.task(for: id) != nil, "\(id)")
            }
        }
        let aliases = try #require(document.root["task_aliases_in_the_wild"]?.object)
        for alias in aliases {
            let name = try #require(alias.key.string)
            #expect(taxonomy.task(for: name) != nil, "\(name)")
        }
    }
}
