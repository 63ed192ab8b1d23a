/// Families with their popularity in three eras: up to 2022, 2023 and 2024, from 2025 on. Sizes are those that their makers
/// publish; popularity follows the counts of parents and of size words in names, roughly.
enum Families {
    typealias Entry = (family: Family, eras: (Double, Double, Double))

    static let language: [Entry] = [
        (
            Family(
                .language, "gpt2", "gpt2", "GPT2LMHeadModel", [("", 124.4), ("medium", 354.8), ("large", 774), ("xl", 1_557.6)],
                license: "mit", context: 1_024, shares: [6, 2, 1, 1]),
            (45, 5, 2)
        ),
        (
            Family(
                .language, "gpt-neo", "gpt_neo", "GPTNeoForCausalLM", [("125M", 125.2), ("1.3B", 1_315.6), ("2.7B", 2_651.3)],
                license: "mit", context: 2_048), (14, 1, 0)
        ),
        (
            Family(
                .language, "opt", "opt", "OPTForCausalLM", [("125m", 125.2), ("350m", 331.2), ("1.3b", 1_315.8), ("6.7b", 6_658.5)],
                license: "other", context: 2_048), (12, 2, 0.3)
        ),
        (
            Family(
                .language, "bloom", "bloom", "BloomForCausalLM", [("560m", 559.2), ("1b7", 1_722.4), ("7b1", 7_069)],
                license: "bigscience-bloom-rail-1.0", context: 2_048, tuned: "z"),
            (14, 2, 0.1)
        ),
        (
            Family(
                .language, "pythia", "gpt_neox", "GPTNeoXForCausalLM",
                [("70m", 70.4), ("160m", 162.3), ("410m", 405.3), ("1.4b", 1_414.6), ("2.8b", 2_775.2), ("6.9b", 6_857.3)],
                license: "apache-2.0", context: 2_048),
            (5, 4, 1)
        ),
        (
            Family(
                .language, "Llama-2", "llama", "LlamaForCausalLM", [("7b", 6_738.4), ("13b", 13_015.9), ("70b", 68_976.6)],
                license: "llama2", tuned: "chat", shares: [7, 2, 1]),
            (0, 6, 0.6)
        ),
        (
            Family(
                .language, "Meta-Llama-3", "llama", "LlamaForCausalLM", [("8B", 8_030.3), ("70B", 70_553.7)], license: "llama3",
                context: 8_192, shares: [9, 1]), (0, 9, 1.6)
        ),
        (
            Family(
                .language, "Llama-3.1", "llama", "LlamaForCausalLM", [("8B", 8_030.3), ("70B", 70_553.7), ("405B", 405_853.4)],
                license: "llama3.1", context: 131_072, shares: [9, 1, 0.1]), (0, 3.5, 5)
        ),
        (
            Family(
                .language, "Llama-3.2", "llama", "LlamaForCausalLM", [("1B", 1_235.8), ("3B", 3_212.7)], license: "llama3.2",
                context: 131_072), (0, 2.5, 4)
        ),
        (
            Family(.language, "Llama-3.3", "llama", "LlamaForCausalLM", [("70B", 70_553.7)], license: "llama3.3", context: 131_072),
            (0, 0.1, 1.3)
        ),
        (
            Family(
                .language, "Mistral", "mistral", "MistralForCausalLM", [("7B", 7_241.7), ("Nemo-12B", 12_247.8), ("Small-24B", 23_572.4)],
                license: "apache-2.0", context: 32_768, shares: [7, 1, 2]), (0, 16, 4)
        ),
        (
            Family(
                .language, "Mixtral", "mixtral", "MixtralForCausalLM", [("8x7B", 46_702.8), ("8x22B", 140_630.1)], license: "apache-2.0",
                context: 32_768, shares: [9, 1]), (0, 2, 0.2)
        ),
        (
            Family(
                .language, "Qwen2.5", "qwen2", "Qwen2ForCausalLM",
                [
                    ("0.5B", 494), ("1.5B", 1_543.7), ("3B", 3_085.9), ("7B", 7_615.6), ("14B", 14_770), ("32B", 32_763.9),
                    ("72B", 72_706.2),
                ],
                license: "apache-2.0", context: 32_768, shares: [3, 4, 2, 7, 2, 1.5, 0.5]),
            (0, 9, 14)
        ),
        (
            Family(
                .language, "Qwen3", "qwen3", "Qwen3ForCausalLM",
                [("0.6B", 596), ("1.7B", 1_720.6), ("4B", 4_022.5), ("8B", 8_190.7), ("14B", 14_768.3), ("32B", 32_762.1)],
                license: "apache-2.0", context: 40_960, tuned: "Thinking", shares: [4, 4, 6, 8, 3, 2]),
            (0, 0, 18)
        ),
        (
            Family(
                .language, "Qwen3", "qwen3_moe", "Qwen3MoeForCausalLM", [("30B-A3B", 30_532.1), ("235B-A22B", 235_093.6)],
                license: "apache-2.0", context: 262_144, shares: [9, 1]), (0, 0, 5)
        ),
        (
            Family(
                .language, "Qwen3.5", "qwen3_5", "Qwen3_5ForCausalLM",
                [("0.8B", 852), ("2B", 2_127), ("4B", 4_205), ("9B", 9_195), ("27B", 27_360)], license: "apache-2.0", context: 262_144,
                shares: [2, 2, 3, 6, 16]),
            (0, 0, 16)
        ),
        (
            Family(
                .language, "gemma-2", "gemma2", "Gemma2ForCausalLM", [("2b", 2_614.3), ("9b", 9_241.7), ("27b", 27_227.1)],
                license: "gemma", context: 8_192, tuned: "it", shares: [5, 4, 1]), (0, 4, 1.5)
        ),
        (
            Family(
                .language, "gemma-3", "gemma3_text", "Gemma3ForCausalLM",
                [("270m", 268.1), ("1b", 999.9), ("12b", 11_765.8), ("27b", 27_009)], license: "gemma", context: 32_768, tuned: "it"),
            (0, 0, 5)
        ),
        (Family(.language, "Phi-3.5-mini", "phi3", "Phi3ForCausalLM", [("", 3_821.1)], license: "mit", context: 131_072), (0, 2.5, 1)),
        (Family(.language, "phi-4", "phi3", "Phi3ForCausalLM", [("", 14_659.5)], license: "mit", context: 16_384), (0, 0.2, 2)),
        (
            Family(
                .language, "TinyLlama", "llama", "LlamaForCausalLM", [("1.1B", 1_100)], license: "apache-2.0", context: 2_048, tuned: "Chat"
            ), (0, 3, 0.8)
        ),
        (
            Family(
                .language, "SmolLM2", "llama", "LlamaForCausalLM", [("135M", 134.5), ("360M", 361.8), ("1.7B", 1_711.4)],
                license: "apache-2.0", context: 8_192), (0, 1, 4)
        ),
        (
            Family(
                .language, "Olmo-3", "olmo3", "Olmo3ForCausalLM", [("7B", 7_298), ("32B", 32_233)], license: "apache-2.0", context: 65_536,
                tuned: "Think", shares: [8, 1]), (0, 0, 4)
        ),
        (
            Family(
                .language, "DeepSeek-R1-Distill-Qwen", "qwen2", "Qwen2ForCausalLM",
                [("1.5B", 1_777.1), ("7B", 7_615.6), ("14B", 14_770), ("32B", 32_763.9)], license: "mit", context: 131_072), (0, 0.3, 4)
        ),
        (
            Family(.language, "DeepSeek-V3", "deepseek_v3", "DeepseekV3ForCausalLM", [("", 684_531.4)], license: "mit", context: 163_840),
            (0, 0.1, 0.6)
        ),
        (
            Family(
                .language, "gpt-oss", "gpt_oss", "GptOssForCausalLM", [("20b", 20_914.8), ("120b", 116_829.2)], license: "apache-2.0",
                context: 131_072, shares: [8, 2]), (0, 0, 4)
        ),
        (
            Family(
                .language, "falcon", "falcon", "FalconForCausalLM", [("7b", 6_921.7), ("40b", 41_303.3)], license: "apache-2.0",
                context: 2_048, shares: [9, 1]), (0, 1.5, 0.2)
        ),
    ]

    static let vision: [Entry] = [
        (
            Family(
                .vision, "blip-image-captioning", "blip", "BlipForConditionalGeneration", [("base", 247.4), ("large", 469.7)],
                license: "bsd-3-clause", context: 512), (60, 6, 1)
        ),
        (
            Family(
                .vision, "trocr", "vision-encoder-decoder", "VisionEncoderDecoderModel",
                [("small", 61.6), ("base", 333.9), ("large", 558.1)], license: "mit", context: 512), (40, 4, 1)
        ),
        (
            Family(
                .vision, "llava-v1.5", "llava", "LlavaForConditionalGeneration", [("7b", 7_063.4), ("13b", 13_350.8)], license: "llama2",
                shares: [7, 2]), (0, 6, 0.5)
        ),
        (
            Family(
                .vision, "Qwen2-VL", "qwen2_vl", "Qwen2VLForConditionalGeneration", [("2B", 2_209), ("7B", 8_291.4), ("72B", 73_405.6)],
                license: "apache-2.0", context: 32_768, shares: [5, 5, 1]), (0, 6, 3)
        ),
        (
            Family(
                .vision, "Qwen2.5-VL", "qwen2_5_vl", "Qwen2_5_VLForConditionalGeneration",
                [("3B", 3_754.6), ("7B", 8_292.2), ("32B", 33_452.7), ("72B", 73_410.8)], license: "apache-2.0", context: 128_000,
                shares: [4, 7, 1, 1]), (0, 0, 14)
        ),
        (
            Family(
                .vision, "Qwen3-VL", "qwen3_vl", "Qwen3VLForConditionalGeneration",
                [("2B", 2_127.5), ("4B", 4_437.8), ("8B", 8_767.1), ("32B", 33_357)], license: "apache-2.0", context: 262_144,
                shares: [2, 4, 5, 1]), (0, 0, 14)
        ),
        (
            Family(
                .vision, "Qwen3.8", "qwen3_5", "Qwen3_5ForConditionalGeneration", [("9B", 9_653), ("27B", 27_780)], license: "apache-2.0",
                context: 262_144, shares: [1, 6]), (0, 0, 30)
        ),
        (
            Family(
                .vision, "gemma-3", "gemma3", "Gemma3ForConditionalGeneration", [("4b", 4_300.1), ("12b", 12_187.3), ("27b", 27_432.4)],
                license: "gemma", context: 131_072, tuned: "it", shares: [6, 4, 4]), (0, 0, 12)
        ),
        (
            Family(
                .vision, "gemma-4", "gemma4", "Gemma4ForConditionalGeneration", [("12b", 12_240), ("31B", 31_270)], license: "gemma",
                context: 262_144, tuned: "it"), (0, 0, 6)
        ),
        (
            Family(
                .vision, "InternVL3", "internvl_chat", "InternVLChatModel",
                [("1B", 938.2), ("2B", 2_088.9), ("8B", 7_944.4), ("14B", 15_119.3), ("38B", 38_388.2)], license: "mit", context: 32_768),
            (0, 1, 5)
        ),
        (
            Family(
                .vision, "SmolVLM", "idefics3", "Idefics3ForConditionalGeneration", [("256M", 256.5), ("500M", 507.5), ("2.2B", 2_246.3)],
                license: "apache-2.0", context: 16_384), (0, 2, 4)
        ),
        (
            Family(
                .vision, "paligemma", "paligemma", "PaliGemmaForConditionalGeneration", [("3b", 2_923.5)], license: "gemma", context: 8_192,
                tuned: "mix"), (0, 3, 1)
        ),
    ]
}
