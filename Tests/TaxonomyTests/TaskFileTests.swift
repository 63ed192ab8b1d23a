import Taxonomy
import Testing

/// What a wrong `tasks.yaml` is told.
@Suite struct TaskFileTests {
    private static let good = """
        modalities:
          - {id: nlp, label: Language}
        tasks:
          - id: a-task
            label: A Task
            modality: nlp
            aliases: [one, two words]
            search: [three]
            subtasks:
              - {id: sub, label: Sub, aliases: [four]}
            hubs:
              tfhub: [one-there]
          - {id: b-task, label: B Task, modality: nlp}
        """

    @Test("a right file is read")
    func right() throws {
        let taxonomy = try TaskTaxonomy(parsing: Self.good)
        #expect(taxonomy.tasks.map(\.id) == ["a-task", "b-task"])
        #expect(taxonomy.task(for: "Two_Words")?.id == "a-task")
        #expect(taxonomy.subtask(for: "FOUR")?.id == "sub")
    }

    @Test(
        "a fault has its line and says what is wrong",
        arguments: [
            ("label: A Task", "lable: A Task", 5, "unknown key 'lable' (known: id, label, modality, aliases, search, subtasks, hubs)"),
            ("    label: A Task\n", "", 4, "'label' is missing"), ("label: A Task", "label: ''", 5, "the text is empty"),
            ("[three]", "[One]", 8, "'One' is given already"), ("[four]", "[two-words]", 10, "'two-words' is given already"),
            ("B Task", "a task", 13, "'a task' is given already"), ("id: b-task", "id: three", 13, "'three' is given already"),
            ("[one-there]", "[x, x]", 12, "'x' is given already"), ("tfhub", "tensorhub", 12, "'tensorhub' is no hub"),
            ("modality: nlp\n    aliases", "modality: cv\n    aliases", 6, "'cv' is no modality (known: nlp)"),
            ("[one, two words]", "one", 7, "a list is expected here"), ("[one, two words]", "[]", 7, "the list is empty"),
            ("[one, two words]", "[{x: y}]", 7, "text is expected here"), ("[three]", "['!?']", 8, "'!?' has no letters, or too many"),
            ("tasks:", "task:", 3, "unknown key 'task'"), ("[three]", "[three", 9, ""),
            ("label: A Task", "id: x", 4, "'id' given twice in one mapping"),
            ("- {id: nlp, label: Language}", "- {id: nlp}", 2, "'label' is missing"),
        ])
    func faults(old: String, new: String, line: Int, reason: String) {
        let text = Self.good.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.good)
        let fault = #expect(throws: TaxonomyFault.self) { try TaskTaxonomy(parsing: text) }
        #expect(fault?.file == "tasks.yaml")
        #expect(fault.map { abs(($0.line ?? 0) - line) <= (reason.isEmpty ? 2 : 0) } == true, "\(fault.map(\.description) ?? "")")
        #expect(fault?.reason.contains(reason) == true || reason.isEmpty, "\(fault.map(\.description) ?? "")")
    }

    @Test("an empty file and a list are refused", arguments: ["", "# nothing", "- a", "x", "tasks: []"])
    func shapes(text: String) { #expect(throws: TaxonomyFault.self) { try TaskTaxonomy(parsing: text) } }
}
