/// Repositories whose licence files are one vendor's standard text, by owner and beginning of the name: what a link to such a file means.
///
/// Only families of which every release carries that text; the text itself still decides, so that readings are `medium` at most.
enum VendorRepositories {
    /// Parts of a folded link: host, owner, name, …
    static func license(_ parts: [Substring]) -> LicenseID? {
        guard parts.count >= 3 else { return nil }
        // A link into a dataset or space says nothing of the models.
        guard parts[1] != "datasets", parts[1] != "spaces" else { return nil }
        let name = parts[2]
        // Only the repository itself or a file that is a licence.
        if parts.count > 3, let last = parts.last,
            !["license", "licence", "copying", "notice", "model_license", "terms"].contains(where: last.contains)
        {
            return nil
        }
        for row in rows[String(parts[1])] ?? [] where name.hasPrefix(row.prefix) { return row.id }
        return nil
    }

    private static let rows: [String: [(prefix: String, id: LicenseID)]] = [
        "meta-llama": [
            ("llama-3.1", "LicenseRef-scancode-llama-3.1-license-2024"), ("meta-llama-3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
            ("llama-3.2", "LicenseRef-scancode-llama-3.2-license-2024"), ("llama-3.3", "LicenseRef-scancode-llama-3.3-license-2024"),
            ("llama-4", "LicenseRef-scancode-llama-4-cla-2025"), ("llama-2", "LicenseRef-scancode-llama-2-license-2023"),
            ("meta-llama-3-", "LicenseRef-Weighbridge-llama3-community"), ("llama-3-", "LicenseRef-Weighbridge-llama3-community"),
            ("codellama", "LicenseRef-scancode-llama-2-license-2023"),
        ],
        "kwai-kolors": [("kolors", "LicenseRef-Weighbridge-kolors")],
        "thudm": [
            ("cogvideox-5b", "LicenseRef-Weighbridge-cogvideox"), ("cogvideox1.5", "LicenseRef-Weighbridge-cogvideox"),
            ("glm-4-9b", "LicenseRef-Weighbridge-glm-4-9b"),
        ],
        "zai-org": [("cogvideox-5b", "LicenseRef-Weighbridge-cogvideox"), ("glm-4-9b", "LicenseRef-Weighbridge-glm-4-9b")],
        "lightricks": [("ltx-video", "LicenseRef-scancode-ltxv-owl-2025-05-05"), ("ltx-2", "LicenseRef-Weighbridge-ltx-2-community")],
        "stabilityai": [
            ("stable-diffusion-xl", "LicenseRef-scancode-bigscience-open-rail-m2"),
            ("stable-diffusion-2", "LicenseRef-scancode-bigscience-open-rail-m2"),
            ("stable-diffusion-3", "LicenseRef-scancode-stability-ai-community-2024"),
            ("stable-cascade", "LicenseRef-scancode-stability-ai-nc-2023-12-06"),
        ],
        "tencent": [("hunyuanvideo", "LicenseRef-Weighbridge-tencent-hunyuan-community")],
        "black-forest-labs": [
            ("flux.1-schnell", "Apache-2.0"), ("flux.1-dev", "LicenseRef-scancode-flux-1-nc"),
            ("flux.1-kontext-dev", "LicenseRef-scancode-flux-1-nc"),
            ("flux.2-dev", "LicenseRef-Weighbridge-flux-dev-nc-2"),
        ],
        "pixart-alpha": [("pixart-alpha", "AGPL-3.0-only")],
        "codellama": [("codellama", "LicenseRef-scancode-llama-2-license-2023")],
        "huggyllama": [("llama-", "LicenseRef-scancode-llama-license-2023")],
        "liquidai": [("lfm2", "LicenseRef-Weighbridge-lfm-open-1.0")],
        "qwen": [
            ("qwen2.5-3b", "LicenseRef-Weighbridge-qwen-research"), ("qwen2.5-coder-3b", "LicenseRef-Weighbridge-qwen-research"),
            ("qwen2.5-vl-3b", "LicenseRef-Weighbridge-qwen-research"), ("qwen2.5-72b", "LicenseRef-scancode-qwen-2024"),
            ("qwen2.5-vl-72b", "LicenseRef-scancode-qwen-2024"), ("qwen2.5-math-72b", "LicenseRef-scancode-qwen-2024"),
        ],
    ]
}
