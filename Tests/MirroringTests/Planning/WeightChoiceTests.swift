import Mirroring
import Testing
import Variants

@Suite struct WeightChoiceTests {
    /// A list of files, a choice, and what is left out of the list.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [String]
        var prefer: [WeightFormat] = [.safetensors, .pytorch]
        var quantizations: [String] = []
        let out: [String]
    }

    private static let papers = [".gitattributes", "LICENSE", "README.md", "config.json", "tokenizer.json", "vocab.txt"]
    private static let encoder =
        papers + [
            "model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "onnx/model.onnx", "onnx/model_quantized.onnx",
            "openvino/openvino_model.bin", "openvino/openvino_model.xml", "1_Pooling/config.json",
        ]
    private static func shards(_ stem: String, _ ending: String, _ total: Int, skipping: Int? = nil) -> [String] {
        (1...total).filter { $0 != skipping }.map { "\(stem)-0000\($0)-of-0000\(total).\(ending)" }
    }
    private static let language =
        papers + shards("model", "safetensors", 3) + ["model.safetensors.index.json"] + shards("pytorch_model", "bin", 2)
        + ["pytorch_model.bin.index.json", "original/consolidated.00.pth", "original/params.json"]
    private static let gguf =
        papers + ["m-Q4_K_M.gguf", "m-Q8_0.gguf", "m-UD-Q4_K_XL.gguf", "mmproj-F16.gguf", "imatrix.gguf"] + shards("BF16/m-BF16", "gguf", 2)
    private static let pipeline =
        papers + [
            "model_index.json", "sd.ckpt", "unet/config.json", "unet/diffusion_pytorch_model.bin",
            "unet/diffusion_pytorch_model.safetensors",
            "unet/diffusion_pytorch_model.fp16.safetensors", "vae/diffusion_pytorch_model.safetensors", "vae/diffusion_pytorch_model.bin",
            "safety_checker/pytorch_model.bin", "onnx/unet/model.onnx", "text_encoder/model.safetensors", "text_encoder/pytorch_model.bin",
        ]

    private static let cases = [
        Case(
            testDescription: "of an encoder in every format only the best",
            files: encoder,
            out: [
                "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "onnx/model.onnx", "onnx/model_quantized.onnx",
                "openvino/openvino_model.bin",
            ]),
        Case(
            testDescription: "the order decides", files: encoder, prefer: [.onnx, .safetensors],
            out: ["model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "openvino/openvino_model.bin"]),
        Case(
            testDescription: "a quantization narrows other formats where they have it", files: encoder, prefer: [.onnx],
            quantizations: ["quantized"],
            out: [
                "model.safetensors", "pytorch_model.bin", "tf_model.h5", "flax_model.msgpack", "openvino/openvino_model.bin",
                "onnx/model.onnx",
            ]),
        Case(
            testDescription: "shards and their index are one set", files: language,
            out: shards("pytorch_model", "bin", 2) + ["pytorch_model.bin.index.json", "original/consolidated.00.pth"]),
        Case(
            testDescription: "a set that lacks a shard is none",
            files: language.filter { $0 != "model-00002-of-00003.safetensors" },
            out: shards("model", "safetensors", 3, skipping: 2) + ["model.safetensors.index.json"]),
        Case(
            testDescription: "one GGUF, with what it sees by", files: gguf, prefer: [.gguf], quantizations: ["q4_k_m"],
            out: ["m-Q8_0.gguf", "m-UD-Q4_K_XL.gguf", "imatrix.gguf"] + shards("BF16/m-BF16", "gguf", 2)),
        Case(
            testDescription: "two GGUFs, one in shards in its own folder, without a preference among formats", files: gguf, prefer: [],
            quantizations: ["BF16", "Q4_K_XL"], out: ["m-Q4_K_M.gguf", "m-Q8_0.gguf"]),
        Case(
            testDescription: "a repository of both keeps what is preferred and not the projector of the other",
            files: gguf + ["model.safetensors"],
            prefer: [.safetensors, .gguf], quantizations: ["Q4_K_M"],
            out: gguf.filter { $0.hasSuffix(".gguf") }),
        Case(
            testDescription: "each part of a pipeline has its own best format, and no single file beside it", files: pipeline,
            out: [
                "sd.ckpt", "unet/diffusion_pytorch_model.bin", "vae/diffusion_pytorch_model.bin", "text_encoder/pytorch_model.bin",
                "onnx/unet/model.onnx",
            ]),
        Case(
            testDescription: "half precision where a part has it", files: pipeline, quantizations: ["fp16"],
            out: [
                "sd.ckpt", "unet/diffusion_pytorch_model.bin", "unet/diffusion_pytorch_model.safetensors",
                "vae/diffusion_pytorch_model.bin",
                "text_encoder/pytorch_model.bin", "onnx/unet/model.onnx",
            ]),
        Case(
            testDescription: "modules beside the weights", files: encoder + ["2_Dense/model.safetensors", "2_Dense/pytorch_model.bin"],
            prefer: [.pytorch],
            out: [
                "model.safetensors", "tf_model.h5", "flax_model.msgpack", "onnx/model.onnx", "onnx/model_quantized.onnx",
                "openvino/openvino_model.bin", "2_Dense/model.safetensors",
            ]),
        Case(
            testDescription: "adapters in any format, and nothing left over from training",
            files: papers + ["adapter_model.bin", "adapter_model.safetensors", "adapter_config.json", "optimizer.pt", "training_args.bin"],
            prefer: [.safetensors], out: ["optimizer.pt", "training_args.bin"]),
        Case(testDescription: "no weights at all", files: papers, prefer: [.gguf], quantizations: ["Q4_K_M"], out: []),
        Case(testDescription: "no preference", files: language + gguf, prefer: [], out: []),
    ]

    @Test("of what a repository has, the preferred weights are taken and their duplicates are left out", arguments: cases)
    func chosen(_ item: Case) {
        let choice = FileSelection(prefer: item.prefer, quantizations: item.quantizations).choice(of: item.files)
        #expect(choice.obstacle == nil)
        #expect(Set(item.files).subtracting(choice.taken).sorted() == item.out.sorted())
    }

    @Test("where nothing that is asked for is there whole, that is an obstacle which says what there is")
    func obstacles() throws {
        let incomplete = Self.papers + Self.shards("model", "safetensors", 3, skipping: 3)
        let none = try #require(FileSelection(prefer: [.safetensors]).choice(of: incomplete).obstacle)
        #expect(none == "the weights are not there whole in safetensors, only in safetensors")
        let packing = try #require(FileSelection(quantizations: ["Q5_K_M"]).choice(of: Self.gguf).obstacle)
        #expect(packing.contains("Q5_K_M") && packing.contains("gguf Q4_K_M"))
        #expect(FileSelection(prefer: [.gguf], quantizations: ["Q4_K_M"]).choice(of: Self.encoder).obstacle != nil)
        let part = try #require(FileSelection(prefer: [.safetensors]).choice(of: Self.pipeline).obstacle)
        #expect(part.contains("safety_checker") && part.contains("pytorch"))
    }

    @Test("patterns come first: what they leave out is not there to choose from")
    func patterns() {
        let files = FileSelection(include: ["*.json", "*model*"], exclude: ["*.safetensors"], prefer: [.safetensors, .pytorch])
        let choice = files.choice(of: Self.encoder)
        let taken: Set = ["config.json", "tokenizer.json", "pytorch_model.bin", "1_Pooling/config.json", "openvino/openvino_model.xml"]
        #expect(choice.obstacle == nil && choice.taken == taken)
    }
}
