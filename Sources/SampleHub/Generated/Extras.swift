/// Words in the middle or at the end of a child's name that say how it was made or for what.
struct Extra: Sendable {
    let text: Spelling
    /// Tags that go with it.
    let tags: [[UInt8]]

    init(_ text: String, _ tags: String...) {
        self.text = Spelling(text)
        self.tags = tags.map { Array($0.utf8) }
    }
}

enum Extras {
    /// Of children whose weights were trained further. The first is no word at all.
    static let trained = Shares<Int>(weights { _ in true })
    /// The same of models that do not write: theirs are a set, a field, a step, a version.
    static let plain = Shares<Int>(weights { !writers.contains(String(decoding: $0.text.own, as: UTF8.self)) })
    /// Of a model that was put there without much of a name.
    static let casual = Shares<Int>(
        [
            ("test", 8), ("demo", 4), ("model", 8), ("output", 3), ("checkpoint-500", 4), ("checkpoint-2000", 3), ("seed42", 6),
            ("seed1", 3),
            ("epoch3", 2), ("step1000", 3), ("v1", 8), ("v2", 6), ("2024-05-11", 2), ("2507", 2),
        ].map { (place($0.0), Double($0.1)) })

    private static let table: [(Extra, Double)] = [
        (Extra(""), 300), (Extra("SFT", "sft", "trl"), 55), (Extra("DPO", "dpo", "trl"), 25), (Extra("GRPO", "grpo", "trl"), 25),
        (Extra("ORPO", "orpo", "trl"), 5), (Extra("abliterated", "abliterated", "uncensored"), 40),
        (Extra("heretic", "heretic", "decensored", "abliterated"), 20), (Extra("uncensored", "uncensored", "not-for-all-audiences"), 25),
        (Extra("Coder", "code"), 22), (Extra("Math", "math"), 14), (Extra("Reasoning", "reasoning"), 28),
        (Extra("CoT", "chain-of-thought"), 8),
        (Extra("medical", "medical", "biology"), 14), (Extra("legal", "legal"), 7), (Extra("finance", "finance"), 12),
        (Extra("sql", "code"), 6),
        (Extra("roleplay", "roleplay"), 14), (Extra("RP", "roleplay"), 5), (Extra("v2"), 45), (Extra("v0.3"), 25), (Extra("v1.1"), 20),
        (Extra("v3"), 22),
        (Extra("2507"), 8), (Extra("2602"), 6), (Extra("128k", "long-context"), 6), (Extra("32k", "long-context"), 5),
        (Extra("distill", "distillation"), 14), (Extra("finetuned"), 25), (Extra("finetuned-imdb"), 6), (Extra("finetuned-squad"), 6),
        (Extra("finetuned-ner"), 5), (Extra("finetuned-cola"), 4), (Extra("seed42"), 25), (Extra("step-1000"), 18), (Extra("epoch-3"), 12),
        (Extra("checkpoint-1500"), 12), (Extra("agent", "agentic", "tool-use"), 14), (Extra("function-calling", "function-calling"), 8),
    ]
    private static let casualWords = [
        "test", "demo", "model", "output", "checkpoint-500", "checkpoint-2000", "seed42", "seed1", "epoch3", "step1000", "v1", "v2",
        "2024-05-11", "2507",
    ]
    static let all: [Extra] = table.map(\.0) + casualWords.map { Extra($0) }

    private static let writers: Set<String> = [
        "SFT", "DPO", "GRPO", "ORPO", "abliterated", "heretic", "uncensored", "Coder", "Math", "Reasoning", "CoT", "sql", "roleplay", "RP",
        "128k", "32k", "agent", "function-calling",
    ]

    private static func weights(_ isWanted: (Extra) -> Bool) -> [(Int, Double)] {
        table.enumerated().filter { isWanted($0.element.0) }.map { ($0.offset, $0.element.1) }
    }

    private static func place(_ word: String) -> Int { table.count + (casualWords.firstIndex(of: word) ?? 0) }
}

/// What a card's other tags are, where nothing of the model asks for them: the frequent ones of August 2026 first.
enum FreeTags {
    /// 181, a prime number, so that any step visits them all.
    static let all: [[UInt8]] =
        ("unsloth multimodal llama-factory qwen vision moe vllm mtp custom speculative-decoding apple-silicon on-device agent "
        + "instruction-tuned comfyui causal-lm research synthetic edge retrieval rag ollama low-rank roleplay-chat tool-calling embeddings "
        + "mixed-precision compression quantization long-context-tuned coding audio video image nlp deep-learning pretraining "
        + "from-scratch experimental safety red-team alignment rlhf preference math-word-problems creative creative-writing storytelling "
        + "fiction writing summaries classification sentiment topic ner-tagger ocr document layout tables charts security cybersecurity "
        + "chemistry physics medicine healthcare law-texts banking economics education tutoring games robotics-sim driving "
        + "remote-sensing satellite agriculture climate weather energy news social-media tweets reviews e-commerce search ranking "
        + "recommendation knowledge-graph entity-linking relation-extraction question-generation paraphrase simplification grammar "
        + "spelling speech speech-translation diarization speaker emotion music sound tts-voice singing lip-sync face pose hands depth-map "
        + "3d mesh nerf gaussian-splatting animation anime photorealistic style portrait landscape architecture-design fashion "
        + "product-photo logo text-rendering inpainting upscaling controlnet ip-adapter lora-style concept dreambooth textual-inversion "
        + "interpretability sparse-autoencoder probing steering unlearning watermark privacy federated-learning distillation-student "
        + "pruning sparse 2-bit 3-bit 5-bit int4 int8 bf16 fp16 rocm amd nvidia tensorrt openvino-ready coreml-ready webgpu browser mobile "
        + "android ios raspberry-pi strix-halo blackwell hopper tpu jax-ready keras-ready fine-tuned baseline benchmark leaderboard course "
        + "tutorial thesis hackathon competition reproducible open-data low-resource multilingual-chat dialogue persona assistant "
        + "customer-support")
        .split(separator: " ").prefix(181).map { Array($0.utf8) }
}
