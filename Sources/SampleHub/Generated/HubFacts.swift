/// What was counted on a real hub, as weights: the shares that generated models follow. Each table names its sample.
enum HubFacts {
    /// Licences that are declared: 671,895 values of 1,860,411 models, July 2025. 63.9 % of all models declare none.
    static let licenses: [(String, Double)] = [
        ("apache-2.0", 298442), ("mit", 109820), ("other", 81887), ("openrail", 37498), ("creativeml-openrail-m", 29233),
        ("cc-by-nc-4.0", 14315), ("llama2", 10294), ("llama3", 9887), ("gemma", 8677), ("unknown", 8368), ("llama3.1", 7614),
        ("cc-by-4.0", 6737), ("openrail++", 6552), ("llama3.2", 5863), ("cc-by-nc-sa-4.0", 3945), ("afl-3.0", 3657),
        ("cc-by-sa-4.0", 2984), ("gpl-3.0", 2875), ("artistic-2.0", 1942), ("llama3.3", 1849), ("cc", 1846),
        ("bigscience-bloom-rail-1.0", 1840), ("bigscience-openrail-m", 1742), ("bigcode-openrail-m", 1487), ("bsd-3-clause", 1363),
        ("cc-by-nc-nd-4.0", 1338), ("agpl-3.0", 969), ("wtfpl", 913), ("cc0-1.0", 779), ("unlicense", 754), ("bsd", 555),
        ("gpl", 523), ("bsl-1.0", 476), ("cc-by-sa-3.0", 408), ("bsd-2-clause", 324), ("cc-by-2.0", 298), ("cc-by-nc-2.0", 270),
        ("c-uda", 261), ("gpl-2.0", 216), ("cc-by-nd-4.0", 208), ("cdla-permissive-2.0", 203), ("cc-by-3.0", 196), ("llama4", 180),
        ("lgpl-3.0", 169), ("bsd-3-clause-clear", 167), ("cc-by-nc-3.0", 151), ("osl-3.0", 129), ("cc-by-2.5", 111), ("pddl", 104),
        ("apple-amlr", 99), ("ms-pl", 99), ("gfdl", 98), ("cc-by-nc-nd-3.0", 95), ("ecl-2.0", 92), ("cc-by-nc-sa-2.0", 76),
        ("deepfloyd-if-license", 73), ("mpl-2.0", 67), ("apple-ascl", 66), ("cc-by-nc-sa-3.0", 62), ("odc-by", 59), ("zlib", 53),
        ("etalab-2.0", 48), ("eupl-1.1", 44), ("lgpl", 44), ("odbl", 44), ("epl-2.0", 41), ("cdla-permissive-1.0", 39),
        ("cdla-sharing-1.0", 34), ("lgpl-lr", 30), ("isc", 30), ("epl-1.0", 28), ("postgresql", 27), ("ncsa", 27),
        ("lppl-1.3c", 27), ("lgpl-2.1", 24), ("ofl-1.1", 17), ("eupl-1.2", 13), ("intel-research", 12),
        ("fair-noncommercial-research-license", 8),
    ]

    /// Declared by a share of all models.
    static let licensed = 0.3612
    /// Of the one model in a hundred that has more than a thousand downloads a month, 25.1 % declare none.
    static let licensedAmongPopular = 0.749

    /// Names that stand beside `license: other`, of 15,904 models of August 2026 (a selection of the frequent ones).
    static let otherLicenses: [(String, Double)] = [
        ("", 200), ("lfm1.0", 79), ("qwen-research", 25), ("nvidia-open-model-license", 24), ("qwen", 20), ("sam-license", 8),
        ("deepseek", 7), ("flux-non-commercial-license", 6), ("stabilityai-ai-community", 5), ("falcon-llm-license", 5),
        ("modified-mit", 4),
        ("health-ai-developer-foundations", 4), ("exaone", 4), ("glm-4", 3), ("research-only", 2), ("tongyi-qianwen", 2),
    ]

    /// Tasks over the years: 5 % of the sample of 2022, 45 % of 2023 and 2024, half of 2026. The empty name: no task.
    static let tasks: [(String, Double)] = [
        ("", 42781), ("text-generation", 21256), ("image-text-to-text", 5087), ("text-classification", 4450),
        ("text-to-image", 4231), ("reinforcement-learning", 3056), ("feature-extraction", 2511), ("text2text-generation", 2018),
        ("automatic-speech-recognition", 1844), ("token-classification", 1722), ("robotics", 1669), ("fill-mask", 1430),
        ("image-classification", 1196), ("translation", 721), ("text-to-speech", 590), ("question-answering", 545),
        ("object-detection", 432), ("image-to-image", 379), ("sentence-similarity", 374), ("text-to-audio", 356),
        ("audio-to-audio", 337), ("text-to-video", 252), ("audio-classification", 248), ("any-to-any", 207),
        ("conversational", 191), ("summarization", 186), ("image-to-video", 182), ("zero-shot-classification", 141),
        ("image-to-text", 139), ("image-feature-extraction", 126), ("zero-shot-image-classification", 113),
        ("image-segmentation", 112), ("depth-estimation", 104), ("image-text-to-video", 104), ("tabular-classification", 103),
        ("visual-question-answering", 101), ("multiple-choice", 95), ("text-ranking", 88), ("unconditional-image-generation", 77),
        ("tabular-regression", 62), ("video-classification", 54), ("other", 47), ("time-series-forecasting", 44),
        ("visual-document-retrieval", 41), ("video-to-video", 31), ("image-to-3d", 28), ("keypoint-detection", 28),
        ("video-text-to-text", 28), ("audio-text-to-text", 25), ("mask-generation", 25), ("image-text-to-image", 9),
        ("voice-activity-detection", 6), ("table-to-text", 3), ("graph-ml", 3), ("time-series-classification", 3),
        ("zero-shot-object-detection", 3), ("table-question-answering", 2), ("document-question-answering", 1),
    ]

    /// Repositories of 1,251 with GGUF files that hold a file of the type, March 2026.
    static let quantizations: [(String, Double)] = [
        ("Q4_K_M", 954), ("Q8_0", 837), ("Q6_K", 820), ("Q5_K_M", 793), ("Q3_K_M", 710), ("Q2_K", 654), ("Q4_K_S", 633),
        ("Q5_K_S", 624), ("Q3_K_S", 588), ("IQ4_XS", 534), ("Q3_K_L", 505), ("Q4_0", 440), ("F16", 343), ("Q4_1", 329),
        ("IQ3_M", 288), ("IQ4_NL", 287), ("IQ3_XS", 274), ("BF16", 273), ("IQ2_M", 256), ("IQ3_XXS", 237), ("IQ2_S", 187),
        ("IQ2_XS", 184), ("Q2_K_L", 175), ("IQ3_S", 158), ("IQ2_XXS", 156), ("IQ1_M", 135), ("IQ1_S", 134), ("Q2_K_S", 132),
        ("Q5_0", 110), ("Q6_K_L", 109), ("Q4_K_L", 107), ("Q5_K_L", 107), ("Q3_K_XL", 104), ("UD-Q4_K_XL", 78), ("Q5_1", 77),
        ("UD-Q2_K_XL", 74), ("UD-IQ1_S", 57), ("MXFP4_MOE", 40), ("F32", 32), ("Q4_0_4_4", 31), ("UD-TQ1_0", 11), ("TQ1_0", 8),
    ]

    /// Types in a GGUF repository, of the same sample, which counted files: median 10, 90 % have 25 at most, among them
    /// projectors and the parts of large files.
    static let quantizationsOfARepository = Quantiles([
        (0, 1), (0.1, 1), (0.25, 3), (0.5, 9), (0.75, 17.3), (0.9, 21), (0.99, 23), (1, 30),
    ])

    /// Languages of 15,904 models, August 2026.
    static let languages: [(String, Double)] = [
        ("en", 3770), ("zh", 732), ("es", 338), ("fr", 300), ("de", 300), ("ja", 277), ("pt", 270), ("ko", 233), ("it", 226),
        ("ru", 184), ("ar", 184), ("hi", 157), ("multilingual", 143), ("vi", 127), ("tr", 106), ("nl", 100), ("pl", 99), ("th", 99),
        ("sv", 85), ("id", 84), ("bn", 67), ("ro", 65), ("cs", 62), ("el", 62), ("da", 61), ("fi", 60), ("fa", 56), ("hu", 56),
        ("uk", 54), ("sw", 51), ("he", 50), ("ms", 49), ("sk", 46), ("lv", 44), ("lt", 43), ("ne", 42), ("et", 42), ("sl", 42),
        ("bg", 41), ("pa", 40), ("hr", 39), ("ta", 38), ("mr", 37), ("te", 35), ("kn", 33), ("gu", 32), ("is", 32), ("no", 31),
        ("ur", 31), ("af", 29), ("az", 29), ("mt", 29), ("kk", 28), ("ml", 28), ("am", 26), ("sr", 26), ("my", 24), ("ca", 23),
        ("km", 23), ("as", 21),
    ]

    /// How many languages a model declares, of 1,860,411 models, July 2025.
    static let languageCounts: [(Int, Double)] = [(0, 1_601_473), (1, 229_135), (2, 18_510), (4, 4_800), (8, 4_900), (30, 1_600)]

    /// Tags of a model, August 2026: median 10, 99 % have 36 at most.
    static let tagCounts = Quantiles([
        (0, 1), (0.01, 1), (0.05, 2), (0.1, 3), (0.25, 7), (0.5, 10), (0.75, 14), (0.9, 18), (0.95, 21), (0.99, 36), (0.999, 92), (1, 150),
    ])

    /// One model of 35 asks for consent, August 2026.
    static let gated = 0.029

    /// Days from creation to the last change, August 2026.
    static let daysToChange = Quantiles([
        (0, 0), (0.1, 0.0000463), (0.25, 0.000278), (0.5, 0.00718), (0.75, 1.0034), (0.9, 18.95), (0.95, 86.6), (0.99, 429.6),
        (0.999, 945.5), (1, 1_551),
    ])

    /// Share of all models that were last changed before a time, in seconds since 1970. From the hub's size at seven moments
    /// between 2019 and October 2025; from there on it grows by 110,000 models a month, as it did then.
    static let growth = Quantiles([
        (0, 1_546_300_800), (0.0006, 1_585_699_200), (0.0022, 1_609_459_200), (0.0073, 1_640_995_200), (0.0103, 1_648_771_200),
        (0.0227, 1_664_496_000), (0.105, 1_697_760_000), (0.23, 1_718_409_600), (0.364, 1_734_220_800), (0.564, 1_752_537_600),
        (0.667, 1_760_486_400), (1, 1_787_356_800),
    ])
}
