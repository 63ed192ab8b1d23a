/// How often a model is of a kind, and what families it then is of.
struct KindShares: Sendable {
    private struct Shape {
        let relation: GeneratedRelation
        let format: GeneratedFormat
    }

    /// Relation and format together, in percent of all models of August 2026: 18.2 quantised, 10.3 adapters, 23.3 fine-tuned, 0.3
    /// merged; 44.8 with safetensors, 14 with GGUF, 5.4 for MLX, 2.3 with ONNX, 2.3 for diffusers, 30.9 with none of these, of which
    /// 12.4 hold nothing at all.
    private let shapes = Shares<Shape>([
        (Shape(relation: .quantized, format: .gguf), 11.5), (Shape(relation: .quantized, format: .mlx), 3.6),
        (Shape(relation: .quantized, format: .safetensors), 2.6), (Shape(relation: .quantized, format: .onnx), 0.5),
        (Shape(relation: .adapter, format: .safetensors), 8.8), (Shape(relation: .adapter, format: .loose), 1.1),
        (Shape(relation: .adapter, format: .empty), 0.4), (Shape(relation: .finetune, format: .safetensors), 15.5),
        (Shape(relation: .finetune, format: .loose), 3.8), (Shape(relation: .finetune, format: .empty), 0.7),
        (Shape(relation: .finetune, format: .gguf), 1), (Shape(relation: .finetune, format: .mlx), 1.2),
        (Shape(relation: .finetune, format: .onnx), 0.6), (Shape(relation: .finetune, format: .diffusers), 0.5),
        (Shape(relation: .merge, format: .safetensors), 0.33), (Shape(relation: .original, format: .safetensors), 17.6),
        (Shape(relation: .original, format: .loose), 13.7), (Shape(relation: .original, format: .empty), 11.3),
        (Shape(relation: .original, format: .gguf), 1.5), (Shape(relation: .original, format: .mlx), 0.6),
        (Shape(relation: .original, format: .onnx), 1.2), (Shape(relation: .original, format: .diffusers), 1.8),
    ])

    /// Tasks of packed language models, of adapters, of pipelines for pictures; the rest of each task's share goes to the rest.
    private static let packed: [String: Double] = [
        "": 0.42, "text-generation": 0.42, "image-text-to-text": 0.12, "any-to-any": 0.01, "feature-extraction": 0.015,
        "automatic-speech-recognition": 0.01, "text-to-speech": 0.005,
    ]
    private static let adapters: [String: Double] = [
        "": 0.46, "text-generation": 0.32, "text-to-image": 0.12, "image-text-to-text": 0.04, "automatic-speech-recognition": 0.02,
        "text-classification": 0.03, "feature-extraction": 0.01,
    ]
    private static let pictures: [String: Double] = [
        "": 0.12, "text-to-image": 0.6, "image-to-image": 0.06, "text-to-video": 0.08, "image-to-video": 0.06, "image-text-to-video": 0.03,
        "unconditional-image-generation": 0.05,
    ]
    /// Shares of all models that the three have, and those that hold nothing.
    private static let parts = (packed: 0.2233, adapters: 0.103, pictures: 0.023, empty: 0.12)

    private let packedTasks: Weighted
    private let adapterTasks: Weighted
    private let pictureTasks: Weighted
    private let otherTasks: Weighted
    private let groups: [ModelGroup?]
    /// Of models without a task.
    private let packedGroups = Shares<ModelGroup>([(.language, 82), (.vision, 14), (.embedding, 1), (.voice, 2), (.picture, 1)])
    private let adapterGroups = Shares<ModelGroup>([(.language, 74), (.picture, 18), (.vision, 5), (.speech, 1), (.encoder, 2)])
    private let otherGroups = Shares<ModelGroup>([
        (.language, 36), (.encoder, 18), (.picture, 13), (.sight, 9), (.speech, 5), (.translator, 4), (.embedding, 3), (.voice, 2),
        (.agent, 4), (.robot, 2), (.other, 4),
    ])
    /// By group and era.
    private let families: [Shares<Int>]

    init() {
        let names = HubFacts.tasks.map(\.0)
        packedTasks = Weighted(names.map { Self.packed[$0] ?? 0 })
        adapterTasks = Weighted(names.map { Self.adapters[$0] ?? 0 })
        pictureTasks = Weighted(names.map { Self.pictures[$0] ?? 0 })
        let sum = HubFacts.tasks.reduce(0) { $0 + $1.1 }
        let parts = Self.parts
        otherTasks = Weighted(
            HubFacts.tasks.map { name, weight in
                var share = weight / sum - parts.packed * (Self.packed[name] ?? 0) - parts.adapters * (Self.adapters[name] ?? 0)
                share -= parts.pictures * (Self.pictures[name] ?? 0)
                return name.isEmpty ? share - parts.empty : share
            })
        groups = names.map { ModelGroup(task: $0) }
        families = ModelGroup.allCases.flatMap { group in
            (0..<3).map { era in
                Shares<Int>(
                    Families.all.enumerated().filter { $0.element.family.group == group }.map { place, entry in
                        (place, era == 0 ? entry.eras.0 : era == 1 ? entry.eras.1 : entry.eras.2)
                    })
            }
        }
    }

    func family(of group: ModelGroup, era: Int, _ random: inout SplitMix) -> Int { families[3 * group.rawValue + era].draw(&random) }

    func draw(_ random: inout SplitMix) -> ModelKind {
        let shape = shapes.draw(&random)
        let task: Int
        let group: ModelGroup
        switch (shape.relation, shape.format) {
        case (_, .empty):
            task = 0
            group = otherGroups.draw(&random)
        case (_, .gguf), (_, .mlx), (.quantized, .safetensors), (.merge, _):
            task = packedTasks.draw(&random)
            group = groups[task] ?? packedGroups.draw(&random)
        case (.adapter, _):
            task = adapterTasks.draw(&random)
            group = groups[task] ?? adapterGroups.draw(&random)
        case (_, .diffusers):
            task = pictureTasks.draw(&random)
            group = .picture
        default:
            task = otherTasks.draw(&random)
            group = groups[task] ?? otherGroups.draw(&random)
        }
        let deep: Double =
            switch shape.relation {
            case .original: 0
            case .finetune: 0.2
            case .quantized: 0.45
            case .adapter: 0.15
            case .merge: 1
            }
        return ModelKind(
            relation: shape.relation, format: shape.format, isDeep: random.chance(deep), task: task, group: group)
    }
}
