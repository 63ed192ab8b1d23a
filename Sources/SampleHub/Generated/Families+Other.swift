extension Families {
    static let encoders: [Entry] = [
        (
            Family(
                .encoder, "bert", "bert", "BertForMaskedLM",
                [
                    ("base-uncased", 109.5), ("base-cased", 108.3), ("large-uncased", 335.1), ("base-multilingual-cased", 177.9),
                    ("mini", 11.2), ("tiny", 4.4),
                ],
                license: "apache-2.0", context: 512, shares: [9, 5, 2, 3, 0.7, 0.9]),
            (30, 26, 18)
        ),
        (
            Family(
                .encoder, "distilbert", "distilbert", "DistilBertForMaskedLM",
                [("base-uncased", 67), ("base-cased", 65.8), ("base-multilingual-cased", 135.3)], license: "apache-2.0", context: 512,
                shares: [9, 2, 2]), (28, 26, 9)
        ),
        (
            Family(
                .encoder, "roberta", "roberta", "RobertaForMaskedLM", [("base", 124.7), ("large", 355.4)], license: "mit", context: 512,
                shares: [4, 2]), (16, 16, 8)
        ),
        (
            Family(
                .encoder, "xlm-roberta", "xlm-roberta", "XLMRobertaForMaskedLM", [("base", 278.1), ("large", 560.2)], license: "mit",
                context: 512, shares: [4, 2]), (12, 14, 10)
        ),
        (
            Family(
                .encoder, "deberta-v3", "deberta-v2", "DebertaV2ForMaskedLM", [("small", 141.9), ("base", 184.4), ("large", 435.1)],
                license: "mit", context: 512, shares: [3, 5, 3]), (5, 9, 7)
        ),
        (
            Family(
                .encoder, "electra", "electra", "ElectraForPreTraining", [("small", 13.5), ("base", 109.5), ("large", 335.1)],
                license: "apache-2.0", context: 512), (5, 2, 1)
        ),
        (
            Family(
                .encoder, "ModernBERT", "modernbert", "ModernBertForMaskedLM", [("base", 149.7), ("large", 395.9)], license: "apache-2.0",
                context: 8_192, shares: [4, 2]), (0, 0.5, 14)
        ),
    ]

    static let translators: [Entry] = [
        (
            Family(
                .translator, "t5", "t5", "T5ForConditionalGeneration", [("small", 60.5), ("base", 222.9), ("large", 737.7)],
                license: "apache-2.0", context: 512, shares: [5, 4, 1]), (30, 16, 8)
        ),
        (
            Family(
                .translator, "flan-t5", "t5", "T5ForConditionalGeneration",
                [("small", 77), ("base", 247.6), ("large", 783.2), ("xl", 2_849.8)], license: "apache-2.0", context: 512,
                shares: [3, 5, 3, 1]), (1, 14, 8)
        ),
        (
            Family(
                .translator, "mt5", "mt5", "MT5ForConditionalGeneration", [("small", 300.2), ("base", 582.4)], license: "apache-2.0",
                context: 512, shares: [3, 2]), (9, 6, 4)
        ),
        (
            Family(
                .translator, "bart", "bart", "BartForConditionalGeneration", [("base", 139.4), ("large", 406.3)], license: "apache-2.0",
                context: 1_024), (14, 8, 4)
        ),
        (
            Family(
                .translator, "opus-mt", "marian", "MarianMTModel",
                [("en-de", 74.4), ("en-fr", 75.1), ("de-en", 74.4), ("en-es", 77.9), ("zh-en", 77.6), ("en-ru", 76.7)],
                license: "apache-2.0", context: 512), (24, 8, 5)
        ),
        (
            Family(
                .translator, "nllb-200-distilled", "m2m_100", "M2M100ForConditionalGeneration", [("600M", 615.1), ("1.3B", 1_370.6)],
                license: "cc-by-nc-4.0", context: 1_024, shares: [4, 1]), (2, 6, 5)
        ),
    ]

    static let embeddings: [Entry] = [
        (
            Family(
                .embedding, "all-MiniLM", "bert", "BertModel", [("L6", 22.7), ("L12", 33.4)], license: "apache-2.0", context: 512,
                shares: [5, 2]), (14, 10, 6)
        ),
        (Family(.embedding, "all-mpnet", "mpnet", "MPNetModel", [("base", 109.5)], license: "apache-2.0", context: 512), (12, 6, 4)),
        (
            Family(
                .embedding, "bge", "bert", "BertModel", [("small-en", 33.4), ("base-en", 109.5), ("large-en", 335.1)], license: "mit",
                context: 512), (0, 10, 6)
        ),
        (
            Family(
                .embedding, "multilingual-e5", "xlm-roberta", "XLMRobertaModel", [("small", 117.7), ("base", 278), ("large", 559.9)],
                license: "mit", context: 512), (0, 8, 6)
        ),
        (
            Family(
                .embedding, "Qwen3-Embedding", "qwen3", "Qwen3ForCausalLM", [("0.6B", 595.8), ("4B", 4_021.8), ("8B", 7_567.3)],
                license: "apache-2.0", context: 32_768, shares: [6, 2, 2]), (0, 0, 10)
        ),
    ]

    static let speech: [Entry] = [
        (
            Family(
                .speech, "wav2vec2", "wav2vec2", "Wav2Vec2ForCTC", [("base", 94.4), ("large-xlsr-53", 315.4), ("xls-r-300m", 315.4)],
                license: "apache-2.0", context: 0, shares: [4, 4, 6]), (40, 12, 6)
        ),
        (
            Family(
                .speech, "whisper", "whisper", "WhisperForConditionalGeneration",
                [("tiny", 37.8), ("base", 72.6), ("small", 241.7), ("medium", 763.9), ("large-v3", 1_543.5)], license: "apache-2.0",
                context: 448, shares: [2, 2, 8, 3, 4]),
            (4, 26, 20)
        ),
        (
            Family(.speech, "hubert", "hubert", "HubertForCTC", [("base", 94.4), ("large", 315.4)], license: "apache-2.0", context: 0),
            (5, 3, 2)
        ),
        (Family(.speech, "w2v-bert-2.0", "wav2vec2-bert", "Wav2Vec2BertForCTC", [("", 605.7)], license: "mit", context: 0), (0, 3, 3)),
        (
            Family(
                .speech, "parakeet", "parakeet", "ParakeetForCTC", [("0.6b", 617.6), ("1.1b", 1_062.8)], license: "cc-by-4.0", context: 0),
            (0, 1, 5)
        ),
    ]

    static let voices: [Entry] = [
        (Family(.voice, "speecht5", "speecht5", "SpeechT5ForTextToSpeech", [("tts", 144.4)], license: "mit", context: 600), (2, 10, 3)),
        (Family(.voice, "mms-tts", "vits", "VitsModel", [("", 36.3)], license: "cc-by-nc-4.0", context: 0), (1, 6, 3)),
        (
            Family(
                .voice, "musicgen", "musicgen", "MusicgenForConditionalGeneration", [("small", 591.1), ("medium", 2_010.1)],
                license: "cc-by-nc-4.0", context: 0), (0, 4, 2)
        ),
        (Family(.voice, "orpheus", "llama", "LlamaForCausalLM", [("3b", 3_300.9)], license: "apache-2.0", context: 131_072), (0, 0, 8)),
        (Family(.voice, "Kokoro", "style_text_to_speech_2", "StyleTTS2", [("82M", 81.8)], license: "apache-2.0", context: 512), (0, 0, 6)),
    ]

    static let pictures: [Entry] = [
        (
            Family(
                .picture, "stable-diffusion", "unet", "StableDiffusionPipeline", [("v1-5", 859.5), ("v1-4", 859.5)],
                license: "creativeml-openrail-m", context: 77, shares: [5, 2]), (20, 36, 10)
        ),
        (
            Family(
                .picture, "stable-diffusion-xl", "unet", "StableDiffusionXLPipeline", [("base-1.0", 2_567.5)], license: "openrail++",
                context: 77), (0, 14, 6)
        ),
        (
            Family(
                .picture, "stable-diffusion-3.5", "sd3", "StableDiffusion3Pipeline", [("medium", 2_469.9), ("large", 8_056.6)],
                license: "other", context: 256), (0, 1, 3)
        ),
        (
            Family(
                .picture, "FLUX.1", "flux", "FluxPipeline", [("dev", 11_901.4), ("schnell", 11_891.2)], license: "other", context: 512,
                shares: [7, 2]), (0, 9, 14)
        ),
        (
            Family(.picture, "Qwen-Image", "qwenimage", "QwenImagePipeline", [("20B", 20_430.4)], license: "apache-2.0", context: 1_024),
            (0, 0, 8)
        ),
        (
            Family(
                .picture, "Wan2.2", "wan", "WanPipeline", [("5B", 4_999.8), ("A14B", 14_288.5), ("1.3B", 1_418.9)], license: "apache-2.0",
                context: 512), (0, 0, 10)
        ),
        (
            Family(.picture, "LTX-Video", "ltx", "LTXPipeline", [("2B", 1_923.4), ("13B", 13_042.7)], license: "other", context: 128),
            (0, 0.3, 4)
        ),
        (Family(.picture, "ddpm", "unet", "DDPMPipeline", [("", 35.7)], license: "apache-2.0", context: 0), (20, 3, 0.5)),
    ]

    static let sight: [Entry] = [
        (
            Family(
                .sight, "vit", "vit", "ViTForImageClassification",
                [("base-patch16-224", 86.6), ("large-patch16-224", 304.4), ("tiny-patch16-224", 5.7)], license: "apache-2.0", context: 0,
                shares: [8, 2, 1]), (30, 22, 12)
        ),
        (
            Family(
                .sight, "resnet", "resnet", "ResNetForImageClassification", [("18", 11.7), ("50", 25.6)], license: "apache-2.0", context: 0),
            (10, 6, 6)
        ),
        (
            Family(
                .sight, "swin", "swin", "SwinForImageClassification", [("tiny", 28.3), ("base", 87.8)], license: "apache-2.0", context: 0),
            (8, 8, 4)
        ),
        (
            Family(
                .sight, "dinov2", "dinov2", "Dinov2Model", [("small", 22.1), ("base", 86.6), ("large", 304.4)], license: "apache-2.0",
                context: 0), (0, 6, 6)
        ),
        (Family(.sight, "detr-resnet-50", "detr", "DetrForObjectDetection", [("", 41.6)], license: "apache-2.0", context: 0), (4, 6, 3)),
        (
            Family(.sight, "yolo11", "yolo", "YOLO", [("nano", 2.6), ("small", 9.4), ("medium", 20.1)], license: "agpl-3.0", context: 0),
            (0, 3, 10)
        ),
        (
            Family(.sight, "segformer-b0", "segformer", "SegformerForSemanticSegmentation", [("", 3.8)], license: "other", context: 0),
            (4, 4, 3)
        ),
        (
            Family(
                .sight, "clip-vit", "clip", "CLIPModel", [("base-patch32", 151.3), ("large-patch14", 427.6)], license: "mit", context: 77),
            (6, 6, 6)
        ),
    ]

    static let agents: [Entry] = [
        (
            Family(
                .agent, "ppo", "", "", [("LunarLander-v2", 0.01), ("CartPole-v1", 0.01), ("Huggy", 0.9), ("Pyramids", 0.5)], context: 0,
                shares: [6, 2, 3, 2]), (10, 10, 8)
        ),
        (Family(.agent, "dqn", "", "", [("SpaceInvadersNoFrameskip-v4", 1.7)], context: 0), (4, 4, 2)),
        (Family(.agent, "a2c", "", "", [("PandaReachDense-v3", 0.01)], context: 0), (2, 2, 1)),
        (Family(.agent, "q", "", "", [("FrozenLake-v1-4x4", 0.001), ("Taxi-v3", 0.003)], context: 0), (5, 6, 3)),
    ]

    static let robots: [Entry] = [
        (Family(.robot, "smolvla", "smolvla", "", [("base", 450)], license: "apache-2.0", context: 0), (0, 1, 6)),
        (Family(.robot, "act", "act", "", [("", 51.6)], license: "apache-2.0", context: 0), (1, 8, 8)),
        (Family(.robot, "pi0", "pi0", "", [("", 3_501)], license: "apache-2.0", context: 0), (0, 1, 3)),
    ]

    static let others: [Entry] = [
        (Family(.other, "tabular", "", "", [("", 0.05)], context: 0), (6, 3, 3)),
        (
            Family(
                .other, "chronos", "t5", "ChronosModel", [("tiny", 8.4), ("small", 46.2), ("base", 201.4)], license: "apache-2.0",
                context: 512), (0, 1, 4)
        ),
        (Family(.other, "graph-net", "", "", [("", 1.2)], context: 0), (2, 1, 1)),
    ]

    /// Every family, in the order that `GeneratedModel.family` counts by.
    static let all: [Entry] =
        language + vision + encoders + translators + embeddings + speech + voices + pictures + sight + agents + robots + others
}
