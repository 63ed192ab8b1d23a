internal import JSONReading

/// Looks through the JSON that a Keras model is built from: layers that carry code, and classes from elsewhere.
enum KerasConfig {
    struct Finding: Hashable {
        let code: ScanCode
        let detail: String
    }

    /// Values that are looked at; the largest known models have some 100,000.
    static let valueLimit = 4_000_000
    /// Models in models, each a few levels of JSON.
    static let depthLimit = 1_000

    /// Whether it is about Keras at all, and what was found.
    static func findings(_ text: [UInt8]) -> (isKeras: Bool, findings: Set<Finding>)? {
        guard let document = try? JSONDocument(parsing: text, limits: .init(size: text.count, depth: depthLimit)) else { return nil }
        var open = [document.root]
        var found: Set<Finding> = []
        var isKeras = false
        var seen = 0
        while let value = open.popLast() {
            seen += 1
            guard seen <= valueLimit else { return (isKeras, found.union([Finding(code: .kerasUnread, detail: "it has too many parts")])) }
            if let array = value.array { open += array }
            guard let object = value.object else { continue }
            var isNode = false
            for (key, member) in object {
                if key.equals("class_name") { isNode = true }
                if member.kind == .object || member.kind == .array { open.append(member) }
            }
            guard isNode else { continue }
            isKeras = true
            if found.count < 100 { found.formUnion(look(at: object)) }
        }
        return (isKeras, found)
    }

    /// One object with a `class_name`; repeated keys all count, for readers differ in which they take.
    private static func look(at object: JSONObject) -> Set<Finding> {
        var classes: [String] = []
        var modules: [String] = []
        var registered: [String] = []
        for (key, member) in object {
            guard let text = member.string else { continue }
            if key.equals("class_name") { classes.append(text) }
            if key.equals("module") { modules.append(text) }
            if key.equals("registered_name") { registered.append(text) }
        }
        var found: Set<Finding> = []
        for name in classes {
            if name == "Lambda" || name == "__lambda__" {
                found.insert(Finding(code: .kerasLambda, detail: "a layer is a Lambda: Python code in the file"))
            }
            if unsafeClasses.contains(name) { found.insert(Finding(code: .kerasDangerousModule, detail: "it makes a \(name)")) }
            for module in modules { found.formUnion(look(at: module, name)) }
        }
        for name in registered where name.contains(">") {
            found.insert(Finding(code: .kerasCustomObject, detail: "it needs the class \(name.shortened)"))
        }
        return found
    }

    private static func look(at module: String, _ name: String) -> Set<Finding> {
        let path = "\(module).\(name)".shortened
        let isPython = module == "builtins" && name != "function" && ImportPolicy.dangerousBuiltins.contains(name)
        let isOurs = ["keras", "tensorflow", "tf_keras", "keras_hub", "keras_nlp", "keras_cv", "keras_core"].contains(
            String(module.prefix { $0 != "." }))
        if isPython || (!isOurs && ImportPolicy.hasDangerousFamily(module)) || (isOurs && unsafeFunctions.contains(name)) {
            return [Finding(code: .kerasDangerousModule, detail: "it fetches \(path)")]
        }
        return isOurs || (module == "builtins" && ["dict", "list", "tuple", "slice", "float", "int", "str"].contains(name))
            ? [] : [Finding(code: .kerasCustomObject, detail: "it needs \(path)")]
    }

    /// Layers that unpickle what is in the file.
    private static let unsafeClasses: Set<String> = ["TorchModuleWrapper"]
    /// Functions of Keras itself that a file was made to call (CVE-2025-1550, CVE-2025-8747 and their kin).
    private static let unsafeFunctions: Set<String> = [
        "get_file", "load_model", "enable_unsafe_deserialization", "load_weights", "load_data",
    ]
}
