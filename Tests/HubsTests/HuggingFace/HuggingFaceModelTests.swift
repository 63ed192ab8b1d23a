import HTTPTypes
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite struct HuggingFaceModelTests {
    private func claim(_ json: String) async throws -> ModelClaim {
        try await ScriptedHub(always: .json(json)).hub.claim(for: model("acme/model"))
    }

    @Test("every field of an entry comes into our words")
    func whole() async throws {
        let claim = try await claim(
            """
            {"_id":"621ffdc136468d709f180294","id":"acme/model","modelId":"acme/model","author":"acme","sha":"\(commit)",
             "lastModified":"2025-06-01T12:30:00.000Z","createdAt":"2022-03-02T23:29:04.000Z","private":false,"disabled":false,
             "gated":"auto","downloads":1200,"downloadsAllTime":54000,"likes":12,"trendingScore":3.5,"library_name":"transformers",
             "pipeline_tag":"fill-mask","tags":["pytorch","license:apache-2.0","base_model:acme/big","base_model:finetune:acme/big","pytorch"],
             "cardData":{"license":"apache-2.0","language":["en"]},"safetensors":{"parameters":{"F32":7},"total":7},
             "gguf":{"total":9},"usedStorage":4096,"config":{"model_type":"bert"},"siblings":[{"rfilename":"a"}]}
            """)
        #expect(claim.id.description == "huggingface:acme/model")
        #expect(claim.author == "acme")
        #expect(claim.commit == CommitID(commit))
        #expect(claim.lastModified == Timestamp("2025-06-01T12:30:00.000Z"))
        #expect(claim.createdAt == Timestamp("2022-03-02T23:29:04.000Z"))
        #expect(claim.gate == .automatic)
        #expect(!claim.isPrivate)
        #expect(!claim.isDisabled)
        #expect(claim.downloads == 1_200)
        #expect(claim.downloadsAllTime == 54_000)
        #expect(claim.likes == 12)
        #expect(claim.trendingScore == 3.5)
        #expect(claim.library == "transformers")
        #expect(claim.task == "fill-mask")
        #expect(claim.tags == ["pytorch", "license:apache-2.0", "base_model:acme/big", "base_model:finetune:acme/big"])
        #expect(claim.licenses == [LicenseClaim(.tag, raw: "apache-2.0"), LicenseClaim(.license, raw: "apache-2.0")])
        #expect(claim.baseModels == [BaseModelClaim(path: "acme/big", relation: "finetune")])
        #expect(claim.parameters == 7)
        #expect(claim.storage == 4_096)
        #expect(claim.cardData == #"{"license":"apache-2.0","language":["en"]}"#)
    }

    @Test("a bare entry is a claim that says little")
    func bare() async throws {
        #expect(try await claim(#"{"id":"acme/model"}"#) == ModelClaim(id: model("acme/model")))
        let nulls = #"{"id":"acme/model","sha":null,"tags":null,"gated":null,"cardData":null,"likes":null,"safetensors":null}"#
        #expect(try await claim(nulls) == ModelClaim(id: model("acme/model")))
    }

    @Test("decoration of the wrong type is left out and the model kept")
    func decoration() async throws {
        let claim = try await claim(
            #"{"id":"acme/model","author":{},"downloads":"many","likes":-1,"safetensors":[],"gguf":{"total":"x"},"createdAt":5,"usedStorage":1.5}"#
        )
        #expect(claim == ModelClaim(id: try model("acme/model")))
    }

    @Test("the count of weights comes from a GGUF header where there is no safetensors")
    func gguf() async throws {
        #expect(try await claim(#"{"id":"acme/model","gguf":{"total":11765788416}}"#).parameters == 11_765_788_416)
    }

    @Test(
        "the gate is what the hub says, and a plain true is a closed one",
        arguments: [("false", Gate.open), ("true", .manual), (#""auto""#, .automatic), (#""manual""#, .manual)])
    func gates(json: String, gate: Gate) async throws {
        #expect(try await claim(#"{"id":"acme/model","gated":\#(json)}"#).gate == gate)
    }

    @Test("licences are kept as written, of whatever type")
    func licenses() async throws {
        let claim = try await claim(
            #"{"id":"acme/model","tags":["license:other"],"cardData":{"license":["mit",null],"license_name":"My Terms","license_link":{"a":1}}}"#
        )
        #expect(
            claim.licenses == [
                LicenseClaim(.tag, raw: "other"), LicenseClaim(.license, raw: #"["mit",null]"#, isJSON: true),
                LicenseClaim(.licenseName, raw: "My Terms"), LicenseClaim(.licenseLink, raw: #"{"a":1}"#, isJSON: true),
            ])
        let null = try await self.claim(#"{"id":"acme/model","cardData":{"license":null}}"#)
        #expect(null.licenses == [LicenseClaim(.license, raw: "null", isJSON: true)])
    }

    @Test("base models come from tags and card, each once, with the relation where one is said")
    func baseModels() async throws {
        let claim = try await claim(
            #"{"id":"acme/model","tags":["base_model:a/x","base_model:quantized:a/x","base_model:b/y"],"cardData":{"base_model":["a/x","c/z",7,""],"base_model_relation":"merge"}}"#
        )
        #expect(
            claim.baseModels == [
                BaseModelClaim(path: "a/x", relation: "quantized"), BaseModelClaim(path: "c/z", relation: "merge"),
                BaseModelClaim(path: "b/y", relation: nil),
            ])
        let one = try await self.claim(#"{"id":"acme/model","cardData":{"base_model":"a/x"}}"#)
        #expect(one.baseModels == [BaseModelClaim(path: "a/x", relation: nil)])
    }

    @Test("a model that was renamed is found under its new name")
    func renamed() async throws {
        let scripted = try ScriptedHub(token: "hf_x") { request, _ in
            request.url.path == "/api/models/gpt2" ? .redirect(307, "/api/models/org/gpt2") : .json(#"{"id":"org/gpt2"}"#)
        }
        #expect(try await scripted.hub.claim(for: model("gpt2")).id.path == "org/gpt2")
        #expect(scripted.transport.requests.map(\.url.path) == ["/api/models/gpt2", "/api/models/org/gpt2"])
        #expect(scripted.credentials == ["Bearer hf_x", "Bearer hf_x"])
    }

    @Test("a redirect to another host does not get the token")
    func moved() async throws {
        let scripted = try ScriptedHub(token: "hf_x") { request, _ in
            request.url.origin.host == "hub.test" ? .redirect(308, "https://other.test/api/models/a/b") : .json(#"{"id":"a/b"}"#)
        }
        _ = try await scripted.hub.claim(for: model("a/b"))
        #expect(scripted.credentials == ["Bearer hf_x", nil])
    }

    @Test("refs are told apart by kind, and what is not a ref is left out")
    func refs() async throws {
        let ref = { (name: String, ref: String) in #"{"name":"\#(name)","ref":"\#(ref)","targetCommit":"\#(commit)"}"# }
        let scripted = try ScriptedHub(
            always: .json(
                """
                {"branches":[\(ref("main", "refs/heads/main")),{"name":"x"},7,{"name":"s","ref":"refs/heads/s","targetCommit":"260cee1f"}],
                "tags":[\(ref("v1", "refs/tags/v1")),\(ref("bad", "refs/../bad"))],"converts":[\(ref("parquet", "refs/convert/parquet"))],
                "pullRequests":[\(ref("1", "refs/pr/1"))],"strange":[1]}
                """))
        let refs = try await scripted.hub.refs(of: model("a/b"))
        #expect(refs.map(\.ref) == ["refs/heads/main", "refs/tags/v1", "refs/convert/parquet", "refs/pr/1"])
        #expect(refs.map(\.kind) == [.branch, .tag, .convert, .pullRequest])
        #expect(refs.allSatisfy { $0.commit.description == commit })
        #expect(scripted.transport.requests.first?.url.target == "/api/models/a/b/refs?include_prs=1")
    }
}
