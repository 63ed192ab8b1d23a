/// Words of model names. Kept in Swift, not in a data file: the module reads millions of names without a file system at hand, and a
/// table that the compiler checks costs no start.
enum Words {
    static let table = WordTable<NameWord>(
        tiers + tunings + formats + artifacts + domains + others + LanguageWords.all)

    private static let tiers: [(String, NameWord)] = [
        ("nano", .tier(.nano)), ("micro", .tier(.micro)), ("xs", .tier(.xs)), ("xsmall", .tier(.xs)), ("tiny", .tier(.tiny)),
        ("mini", .tier(.mini)), ("small", .tier(.small)), ("medium", .tier(.medium)), ("large", .tier(.large)),
        ("xlarge", .tier(.xl)), ("xl", .tier(.xl)), ("xxlarge", .tier(.xxl)), ("xxl", .tier(.xxl)), ("huge", .tier(.huge)),
        ("giant", .tier(.giant)), ("cased", .casing(.cased)), ("uncased", .casing(.uncased)), ("base", .base),
    ]

    private static let tunings: [(String, NameWord)] = [
        ("instruct", .tuning(.instruct)), ("instruction", .tuning(.instruct)), ("inst", .tuning(.instruct)), ("it", .it), ("pt", .pt),
        ("chat", .tuning(.chat)), ("thinking", .tuning(.reasoning)), ("think", .tuning(.reasoning)), ("reasoning", .tuning(.reasoning)),
        ("reasoner", .tuning(.reasoning)), ("sft", .tuning(.sft)), ("orpo", .tuning(.orpo)), ("kto", .tuning(.kto)),
        ("dpo", .tuning(.dpo)), ("grpo", .tuning(.grpo)), ("finetuned", .tuning(.finetuned)), ("finetune", .tuning(.finetuned)),
        ("finetuning", .tuning(.finetuned)), ("ft", .tuning(.finetuned)), ("pretrain", .tuning(.base)),
    ]

    private static let formats: [(String, NameWord)] = [
        ("gguf", .format(.gguf)), ("ggufs", .format(.gguf)), ("ggml", .format(.ggml)), ("gptq", .format(.gptq)),
        ("autogptq", .format(.gptq)), ("gptqmodel", .format(.gptq)), ("awq", .format(.awq)), ("autoawq", .format(.awq)),
        ("exl2", .format(.exl2)), ("exl3", .format(.exl3)), ("mlx", .format(.mlx)), ("bnb", .format(.bnb)),
        ("bitsandbytes", .format(.bnb)), ("fp8", .format(.fp8)), ("fp4", .format(.fp4)), ("nvfp4", .format(.nvfp4)),
        ("mxfp4", .format(.mxfp4)), ("mxfp8", .format(.mxfp8)), ("hqq", .format(.hqq)), ("aqlm", .format(.aqlm)),
        ("vptq", .format(.vptq)), ("eetq", .format(.eetq)), ("quanto", .format(.quanto)), ("torchao", .format(.torchao)),
        ("quip", .format(.quip)), ("autoround", .format(.autoround)), ("openvino", .format(.openvino)), ("ov", .ov),
        ("onnx", .format(.onnx)), ("coreml", .format(.coreml)), ("litert", .format(.litert)), ("tflite", .format(.tflite)),
        ("tensorrt", .format(.tensorrt)), ("trt", .format(.tensorrt)), ("fp16", .precision), ("f16", .precision), ("bf16", .precision),
        ("fp32", .precision), ("f32", .precision), ("float16", .precision), ("float32", .precision), ("bfloat16", .precision),
        ("half", .method),
    ]

    private static let artifacts: [(String, NameWord)] = [
        ("lora", .artifact(.adapter)), ("loras", .artifact(.adapter)), ("qlora", .artifact(.adapter)), ("dora", .artifact(.adapter)),
        ("adapter", .artifact(.adapter)), ("adapters", .artifact(.adapter)), ("peft", .artifact(.adapter)),
        ("merge", .artifact(.merge)), ("merged", .artifact(.merge)), ("merges", .artifact(.merge)), ("slerp", .artifact(.merge)),
        ("ties", .artifact(.merge)), ("dare", .artifact(.merge)), ("della", .artifact(.merge)), ("breadcrumbs", .artifact(.merge)),
        ("frankenmerge", .artifact(.merge)), ("passthrough", .artifact(.merge)), ("mergekit", .artifact(.merge)),
        ("nearswap", .artifact(.merge)), ("sce", .artifact(.merge)),
    ]

    private static let domains: [(String, NameWord)] = [
        ("biomedical", .domain("biomedical")), ("biomed", .domain("biomedical")), ("bio", .domain("biomedical")),
        ("biomednlp", .domain("biomedical")), ("medical", .domain("biomedical")), ("medicine", .domain("biomedical")),
        ("clinical", .domain("biomedical")), ("clinic", .domain("biomedical")), ("health", .domain("biomedical")),
        ("healthcare", .domain("biomedical")), ("radiology", .domain("biomedical")), ("pubmed", .domain("biomedical")),
        ("pmc", .domain("biomedical")), ("mimic", .domain("biomedical")), ("bc5cdr", .domain("biomedical")),
        ("biored", .domain("biomedical")), ("ncbi", .domain("biomedical")), ("bc4chemd", .domain("biomedical")),
        ("bc2gm", .domain("biomedical")), ("jnlpba", .domain("biomedical")), ("legal", .domain("legal")), ("law", .domain("legal")),
        ("lawyer", .domain("legal")), ("cuad", .domain("legal")), ("finance", .domain("finance")), ("financial", .domain("finance")),
        ("chemistry", .domain("chemistry")), ("chemical", .domain("chemistry")), ("chem", .domain("chemistry")),
        ("smiles", .domain("chemistry")), ("molecule", .domain("chemistry")), ("molecules", .domain("chemistry")),
        ("zinc", .domain("chemistry")), ("pubchem", .domain("chemistry")), ("math", .domain("math")), ("maths", .domain("math")),
        ("mathematics", .domain("math")), ("code", .domain("code")), ("coder", .domain("code")), ("coding", .domain("code")),
        ("python", .domain("code")), ("sql", .domain("code")), ("text2sql", .domain("code")), ("scientific", .domain("scientific")),
        ("science", .domain("scientific")), ("sciie", .domain("scientific")), ("protein", .domain("protein")),
        ("proteins", .domain("protein")), ("twitter", .domain("social-media")), ("tweet", .domain("social-media")),
        ("tweets", .domain("social-media")), ("tweeteval", .domain("social-media")), ("tweetner7", .domain("social-media")),
        ("reddit", .domain("social-media")),
    ]

    private static let others: [(String, NameWord)] = [
        ("alpha", .release), ("beta", .release), ("preview", .release), ("dev", .release), ("rc", .release), ("rc1", .release),
        ("schnell", .release), ("experimental", .release),
        ("l2", .foundation), ("l3", .foundation), ("l31", .foundation), ("l32", .foundation), ("l33", .foundation),
        ("l3.1", .foundation), ("l3.2", .foundation), ("l3.3", .foundation), ("q2", .foundation), ("q2.5", .foundation),
        ("q25", .foundation), ("q3", .foundation), ("mn", .foundation), ("ms", .foundation), ("ms3", .foundation),
        ("ms3.1", .foundation), ("ms3.2", .foundation), ("m3.2", .foundation), ("g2", .foundation), ("g3", .foundation),
        ("embedding", .task), ("embeddings", .task), ("embed", .task), ("embedder", .task), ("reranker", .task), ("rerank", .task),
        ("retriever", .task), ("vl", .task), ("vlm", .task), ("llm", .task), ("ocr", .task), ("asr", .task), ("tts", .task),
        ("vision", .task), ("audio", .task), ("omni", .task), ("image", .task), ("speech", .task), ("guard", .task),
        ("encoder", .method), ("decoder", .method), ("uncensored", .method), ("abliterated", .method), ("abliteration", .method),
        ("heretic", .method), ("gabliterated", .method),
        ("derestricted", .method), ("rlvr", .method), ("rlhf", .method), ("ppo", .method), ("rl", .method), ("longlora", .method),
        ("imatrix", .method), ("imat", .method), ("i1", .method), ("qat", .method), ("reap", .method), ("distill", .method),
        ("distilled", .method), ("quantized", .method), ("sharded", .method), ("rag", .method), ("unsloth", .method), ("moe", .method),
        ("sparse", .method), ("pruned", .method), ("dynamic", .method), ("int4", .method), ("int8", .method), ("model", .filler),
        ("models", .filler), ("test", .filler), ("hf", .filler), ("the", .filler), ("my", .filler), ("meta", .filler), ("new", .filler),
        ("exp", .filler), ("demo", .filler), ("final", .filler), ("random", .filler), ("lm", .filler), ("huihui", .filler),
        ("josiefied", .filler),
    ]
}
