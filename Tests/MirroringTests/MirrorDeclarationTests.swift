import Foundation
import Licensing
import Mirroring
import TestSupport
import Testing
import Variants
import Vocabulary

@Suite struct MirrorDeclarationTests {
    let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private var path: String { folder.path + "/mirror.yaml" }

    private func load(_ text: String) throws -> MirrorDeclaration {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try MirrorDeclaration.load(path)
    }

    private func entry(_ name: String, _ revisions: [String] = ["main"], files: FileSelection = FileSelection()) throws
        -> MirrorDeclaration.Entry
    {
        try .init(model: #require(ModelID(name)), revisions: revisions.map { try #require(Revision($0)) }, files: files)
    }

    @Test("no file and an empty file declare nothing", arguments: ["", "# nothing yet\n", "models: []\n"])
    func empty(text: String) throws {
        #expect(try MirrorDeclaration.load(folder.path + "/none.yaml").entries.isEmpty)
        #expect(try load(text).entries.isEmpty)
    }

    @Test("an entry may be a reference alone")
    func short() throws {
        let declaration = try load("models:\n- org/name@v1\n- model: huggingface:gpt2\n  exclude: ['*.h5']\n")
        #expect(try declaration.entries == [entry("org/name", ["v1"]), entry("gpt2", files: FileSelection(exclude: ["*.h5"]))])
    }

    @Test("entries and queries inherit from defaults what they do not say, and limits, policy, quotas and retention are read")
    func whole() throws {
        let declaration = try load(
            """
            defaults: {prefer: [safetensors, pytorch], exclude: ['*.msgpack'], max_size: 20GiB}
            models:
            - a/plain
            - {model: a/own, revisions: ['1.0', on], prefer: [gguf], quantizations: [Q4_K_M], exclude: [], max_file_size: 2GB, approved: 'legal'}
            queries:
            - {name: small, text: similarity, filters: {task: x, license: [mit, apache-2.0], gated: open}, sort: likes, top: 50, max_size: 1GiB}
            policy:
              licenses: {scenario: product, review: allow}
              gated: refuse
              scan: {dangerous: refuse, suspicious: quarantine}
              removals: remove
            quotas: {'a/*': 500GiB, '*': 2TiB}
            retention: {scenario: product, rules: [{models: 'a/*', unpulled_for: 90d}, {verdicts: [block], larger_than: 1GB}]}
            """)
        let defaults = FileSelection(exclude: ["*.msgpack"], prefer: [.safetensors, .pytorch])
        #expect(
            try declaration.entries[0] == .init(model: #require(ModelID("a/plain")), files: defaults, limits: SizeLimits(model: 20 << 30)))
        let own = declaration.entries[1]
        #expect(
            own.files == FileSelection(prefer: [.gguf], quantizations: ["Q4_K_M"]) && own.revisions.map(\.description) == ["1.0", "on"])
        #expect(own.limits == SizeLimits(model: 20 << 30, file: 2_000_000_000) && own.approval == "legal")
        let query = try #require(declaration.queries.first)
        #expect(query.filters == [.init("task", ["x"]), .init("license", ["mit", "apache-2.0"]), .init("gated", ["open"])])
        #expect(query.text == "similarity" && query.sort == "likes" && query.top == 50 && query.files == defaults)
        #expect(query.limits.model == 1 << 30)
        let policy = declaration.policy
        #expect(
            policy.licenses == LicensePolicy(scenario: "product", refused: [.block, .unknown]) && policy.refusesGated && policy.removes)
        #expect(policy.scan == ScanPolicy(dangerous: .refuse, suspicious: .quarantine))
        #expect(declaration.quotas == [Quota(models: "a/*", bytes: 500 << 30), Quota(models: "*", bytes: 2 << 40)])
        #expect(declaration.retention.scenario == "product" && declaration.retention.rules.map(\.unpulledFor) == [90 * 86_400, nil])
    }

    @Test("what is missing on a licence is not allowed unless the file says so, and a single word for scans is meant for what is dangerous")
    func defaults() throws {
        let policy = try load("policy: {licenses: {scenario: product}, scan: refuse}\n").policy
        #expect(policy.licenses?.refused == [.review, .unknown, .block] && !policy.refusesGated && !policy.removes)
        #expect(policy.scan == ScanPolicy(dangerous: .refuse, suspicious: .serve))
        #expect(try load("models: []\n").policy.licenses == nil)
    }

    @Test("a filter, an order or a scenario that the catalog does not know is an error on its own line")
    func unknownWords() throws {
        let checks = DeclarationChecks(
            query: { query in
                query.filters.first { $0.name != "task" }.map { .init($0.name, "no parameter \($0.name)") }
                    ?? (query.sort == "luck" ? .init("sort", "no order luck") : nil)
            }, scenario: { $0 == "product" ? nil : "no scenario \($0)" })
        for (text, line, word) in [
            ("queries:\n- name: a\n  filters:\n    task: x\n    tsak: y\n", 5, "tsak"), ("queries:\n- name: a\n  sort: luck\n", 3, "luck"),
            ("policy:\n  licenses:\n    scenario: prodcut\n", 3, "prodcut"), ("retention:\n  scenario: x\n", 2, "scenario x"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: MirrorError.self) { try MirrorDeclaration.load(path, checks: checks) }
            #expect(error?.description.hasPrefix("\(path):\(line): ") == true && error?.description.contains(word) == true)
        }
    }

    @Test(
        "what is not understood is an error with the file and the line",
        arguments: [
            ("modles: []\n", 1, "unknown key modles"), ("models:\n- model: a/b\n  inclued: [x]\n", 3, "unknown key inclued"),
            ("models:\n- model: ../x\n", 2, "../x"), ("models:\n- revisions: [main]\n", 2, "without model"),
            ("models: 3\n", 1, "list"), ("models:\n- model: a/b\n  include: x\n", 3, "list"),
            ("models:\n- a/b\n- a/b\n", 3, "twice"), ("models:\n- model: a/b\n  revisions: ['a..b']\n", 3, "a..b"), ("- a/b\n", 1, "keys"),
            ("defaults:\n  model: a/b\n", 2, "unknown key model"), ("models:\n- model: a/b@v1\n  revisions: [main]\n", 3, "one place"),
            ("defaults:\n  prefer: [safetensor]\n", 2, "safetensor is not a format"), ("defaults:\n  max_size: big\n", 2, "size"),
            ("models:\n- model: a/b\n  max_file_size: -1\n", 3, "size"), ("models:\n- model: a/b\n  approved: []\n", 3, "text"),
            ("queries:\n- top: 5\n", 2, "without name"), ("queries:\n- {name: a}\n- {name: a}\n", 3, "called a"),
            ("queries:\n- name: a\n  top: 0\n", 3, "from 1 to 1000"), ("queries:\n- name: a\n  model: a/b\n", 3, "unknown key model"),
            ("queries:\n- name: a\n  filters: {task: {}}\n", 3, "list of texts"),
            ("queries:\n- name: a\n  filters: {task: []}\n", 3, "task"),
            ("policy:\n  licences: {}\n", 2, "unknown key licences"), ("policy:\n  licenses: {review: allow}\n", 2, "without scenario"),
            ("policy:\n  licenses:\n    scenario: a\n    unknown: maybe\n", 4, "refuse, allow"),
            ("policy:\n  gated: no\n", 2, "refuse, allow"),
            ("policy:\n  scan: drop\n", 2, "serve, quarantine, refuse"), ("policy:\n  scan:\n    evil: serve\n", 3, "unknown key evil"),
            ("policy:\n  removals: yes\n", 2, "remove, keep"), ("quotas:\n  'a/*': much\n", 2, "size"), ("quotas:\n- a\n", 2, "keys"),
            ("quotas:\n  'a/*':\n", 2, "a quota is"), ("retention:\n  rules:\n  - models: a\n", 3, "needs"),
            ("retention:\n  rules:\n  - verdicts: [block]\n", 3, "scenario"),
            ("retention:\n  scenario: a\n  rules:\n  - verdicts: [bad]\n", 4, "bad is not a verdict"),
            ("retention:\n  rules:\n  - unpulled_for: 3 months\n", 3, "time"),
        ])
    func wrong(text: String, line: Int, word: String) throws {
        let error = #expect(throws: MirrorError.self) { try load(text) }
        #expect(
            error?.description.hasPrefix("\(path):\(line): ") == true && error?.description.contains(word) == true,
            "\(String(describing: error))")
    }

    @Test("what is no YAML at all is an error that names the file", arguments: ["models: [", "a: b: c\n", "\u{0}", "models: *x\n"])
    func notYAML(text: String) throws {
        let error = #expect(throws: MirrorError.self) { try load(text) }
        #expect(error?.description.contains(path) == true)
    }
}
