internal import Vocabulary

/// `tasks.yaml` into values.
struct TaskReader {
    /// Hubs whose words we keep.
    private static let knownHubs = [
        "civitai", "huggingface", "kaggle", "modelscope", "ollama", "onnx", "paperswithcode", "roboflow", "tfhub", "torchhub",
    ]

    private(set) var tasks: [ModelTask] = []
    private(set) var modalities: [ModelTask.Modality] = []
    private(set) var words = TaskWords()

    mutating func read(_ root: DataNode) throws(TaxonomyFault) {
        let file = try root.members(required: ["modalities", "tasks"])
        for node in try file["modalities"]?.list() ?? [] { try readModality(node) }
        let nodes = try file["tasks"]?.list() ?? []
        for node in nodes { try readTask(node) }
    }

    private mutating func readModality(_ node: DataNode) throws(TaxonomyFault) {
        let members = try node.members(required: ["id", "label"], optional: ["aliases"])
        guard let id = members["id"], let label = members["label"] else { return }
        let index = modalities.count
        let name = try id.text()
        guard !modalities.contains(where: { $0.id == name }) else { throw id.fault("'\(name)' is given already") }
        modalities.append(ModelTask.Modality(id: name, label: try label.text()))
        for word in [id, label] + (try members["aliases"]?.list() ?? []) { try words.addModality(word, index) }
    }

    private mutating func readTask(_ node: DataNode) throws(TaxonomyFault) {
        let members = try node.members(required: ["id", "label", "modality"], optional: ["aliases", "search", "subtasks", "hubs"])
        guard let id = members["id"], let label = members["label"], let named = members["modality"] else { return }
        let name = try named.text()
        guard let modality = modalities.first(where: { $0.id == name }) else {
            throw named.fault("'\(name)' is no modality (known: \(modalities.map(\.id).joined(separator: ", ")))")
        }
        let place = TaskWords.Place(task: tasks.count)
        try readWords(members, id: id, label: label, place)
        var subtasks: [ModelTask.Subtask] = []
        for node in try members["subtasks"]?.list() ?? [] {
            let members = try node.members(required: ["id", "label"], optional: ["aliases", "search"])
            guard let id = members["id"], let label = members["label"] else { return }
            try readWords(members, id: id, label: label, TaskWords.Place(task: place.task, subtask: subtasks.count))
            subtasks.append(ModelTask.Subtask(id: try id.text(), label: try label.text()))
        }
        for (key, list) in try members["hubs"]?.pairs() ?? [] {
            let name = try key.text()
            guard Self.knownHubs.contains(name), let hub = HubID(name) else {
                throw key.fault("'\(name)' is no hub (known: \(Self.knownHubs.joined(separator: ", ")))")
            }
            for word in try list.list() { try words.add(word, place, hub: hub) }
        }
        tasks.append(ModelTask(id: try id.text(), label: try label.text(), modality: modality, subtasks: subtasks))
    }

    private mutating func readWords(
        _ members: [String: DataNode], id: DataNode, label: DataNode, _ place: TaskWords.Place
    ) throws(TaxonomyFault) {
        try words.add(id, place)
        try words.name(label, place)
        for word in try members["aliases"]?.list() ?? [] { try words.add(word, place) }
        for word in try members["search"]?.list() ?? [] { try words.addSearch(word, place) }
    }
}
