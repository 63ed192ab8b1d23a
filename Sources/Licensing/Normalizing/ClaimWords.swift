/// Words of claims in several languages: which say nothing, which join, which restrict.
enum ClaimWords {
    /// Licence, in the spellings and languages met; all read as one word.
    static let license: Set<String> = [
        "license", "licence", "licenses", "licences", "lic", "lizenz", "lizenzen", "licencia", "licencias", "licenca", "licencas",
        "licenza",
        "licencja", "licens", "licentie", "lisans", "lisensi", "licenta", "licenc", "lisenssi", "lisens",
    ]

    /// Left out of names: `the Apache License, Version 2.0` is `apache license 2.0`.
    static let dropped: Set<String> = ["the", "v", "ver", "vers", "version", "versione", "versao", "rev", "revision", "ed", "edition"]

    /// Words around licences that change nothing.
    static let noise: Set<String> = [
        "a", "an", "the", "this", "that", "these", "its", "it", "is", "are", "was", "be", "been", "under", "terms", "term", "of", "in",
        "by", "for",
        "to", "on", "at", "from", "as", "per", "licensed", "licensing", "agreement", "conditions", "model", "models", "weights", "weight",
        "code", "software", "source",
        "sources", "open", "data", "dataset", "datasets", "database", "project", "library", "program", "package", "files", "file", "text",
        "content", "work", "works", "document",
        "documentation", "docs", "images", "released", "distributed", "available", "published", "provided", "made", "see", "details",
        "link", "here", "full", "copy",
        "copying", "copyright", "c", "inc", "ltd", "llc", "all", "part", "parts", "name", "type", "tag", "spdx", "identifier", "id", "osi",
        "approved", "fsf",
        "official", "free", "public", "general", "style", "i", "we", "our", "use", "used", "using", "only", "com", "org", "www", "http",
        "https", "html",
        "txt", "md", "v", "version", "ver", "release", "dual", "dually", "multi", "tri", "triple", "either", "choice", "choose", "your",
        "option", "both",
        "mixed", "some", "which", "have", "has", "with", "w", "other", "custom", "international", "intl", "original", "originaltext",
        "usage", "community",
        "foundation", "standard", "compatible", "please", "readme", "eg", "ie", "notice", "resources", "resource", "corpus", "intended",
        "reserved", "rights", "main", "repo", "repository", "github", "huggingface", "hf", "eu",
        // German, French, Spanish, Portuguese, Italian, Dutch
        "unter", "der", "die", "das", "den", "dem", "des", "von", "ist", "sind", "wird", "steht", "lizenziert", "modell", "modele",
        "modelo", "modello",
        "daten", "donnees", "datos", "dados", "dati", "sous", "la", "le", "les", "du", "de", "est", "sont", "bajo", "el", "los", "las",
        "es", "esta", "sob",
        "da", "do", "dos", "das", "em", "sotto", "il", "lo", "codigo", "codice", "quellcode", "logiciel", "libre", "frei", "onder", "als",
        "distribue",
        "distribuido", "licenciado", "licenciada", "publicado", "publie", "siehe", "voir", "ver", "veja", "uso", "com", "termos", "termes",
        "terminos",
    ]

    /// Alternatives. `o`, `ou`, `oder`, `of` of other languages included where they can't be anything else.
    static let or: Set<String> = ["or", "oder", "ou", "alternatively"]
    static let and: Set<String> = ["and", "und", "et", "y", "e", "plus", "en"]
    static let negation: Set<String> = [
        "not", "no", "non", "never", "except", "excluding", "without", "nicht", "kein", "keine", "pas", "nao", "isn", "isnt", "neither",
    ]
    /// Beside a licence: its terms were changed.
    static let modified: Set<String> = [
        "modified", "modifiziert", "modifiee", "modificada", "amended", "adapted", "customized", "customised", "variant",
    ]
    /// Behind a licence: merely like it.
    static let likeness: Set<String> = [
        "like", "style", "styled", "ish", "equivalent", "compatible", "inspired", "alike", "based", "derived",
    ]

    /// Parts of words in scripts without spaces, and of inflected ones, that mean licence, model, code, data, open, under and the like.
    static let foreignNoise: [String] = [
        "许可", "許可", "协议", "協議", "授权", "授權", "开源", "開源", "代码", "代碼", "模型", "数据", "數據", "资料", "权重", "權重", "采用", "使用", "遵循", "基于", "版权", "条款",
        "声明", "证书", "国际", "國際", "公共", "通用",
        "ライセンス", "データ", "コード", "モデル", "オープンソース", "利用", "規約", "国際", "ソフトウェア", "表記", "の", "は", "라이선스", "라이센스", "코드", "모델", "데이터", "오픈소스",
        "лиценз", "модел", "код", "данны", "под", "открыт", "исходн", "версия", "на", "условиях", "международная", "программ", "ترخيص",
        "رخصة", "स", "ใบอนุญาต",
    ]
    /// Words of other scripts that names of licences are spelt with, whole.
    static let translated: [String: [String]] = [
        "许可证": ["license"], "许可": ["license"], "許可證": ["license"], "许可协议": ["license"], "ライセンス": ["license"], "라이선스": ["license"],
        "라이센스": ["license"], "лицензия": ["license"], "лицензией": ["license"], "лицензии": ["license"],
        "通用公共许可证": ["general", "public", "license"], "通用公共授权": ["general", "public", "license"],
        "宽通用公共许可证": ["lesser", "general", "public", "license"], "较宽松公共许可证": ["lesser", "general", "public", "license"],
    ]
    static let foreignOr: Set<String> = ["或", "或者", "または", "もしくは", "또는", "или"]
    static let foreignAnd: Set<String> = ["和", "与", "及", "以及", "と", "および", "及び", "와", "과", "및", "и"]
    static let foreignNonCommercial: [String] = [
        "非商业", "非商業", "非商用", "不可商用", "禁止商用", "禁止商业", "不得商用", "商用禁止", "商用不可", "非営利", "비상업", "비영리", "некоммерч",
    ]
    static let foreignResearch: [String] = ["仅供研究", "仅限研究", "研究目的", "学术研究", "僅供研究", "研究用途", "연구용", "연구목적", "исследован", "研究目的のみ", "研究のみ"]
    static let foreignPublicDomain: [String] = ["公有领域", "公共领域", "公有領域", "パブリックドメイン", "퍼블릭도메인"]

    /// The whole claim says that the licence isn't known. Folded as aliases are.
    static let unknown: Set<String> = [
        "unknown", "unk", "unkown", "n-a", "na", "none", "null", "nil", "undefined", "unspecified", "not-specified", "not-stated",
        "not-available",
        "not-applicable", "not-known", "no-assertion", "tbd", "tba", "todo", "missing", "unclear", "unknown-license", "license-unknown",
        "none-specified",
        "no-license-specified", "license-not-specified", "not-provided", "not-given", "unstated", "undetermined", "unbekannt", "inconnu",
        "inconnue",
        "desconocido", "desconocida", "desconhecido", "desconhecida", "sconosciuto", "未知", "不明", "未指定", "알-수-없음", "неизвестно",
        "undeclared",
        "not-declared", "license-information-unavailable", "no-license-information", "information-unavailable", "none-given", "blank",
        "empty", "noassertion", "to-be-determined", "to-be-announced", "not-found", "nan",
    ]
    /// The whole claim says "something else".
    static let other: Set<String> = [
        "other", "others", "custom", "other-license", "custom-license", "other-specified-in-description", "other-see-description", "own",
        "own-license",
        "proprietary-other", "misc", "special", "various", "mixed", "multiple", "several", "multiple-licenses", "see-license", "see-readme",
        "andere", "autre", "otro", "outro", "outra", "altro",
        "其他", "其它", "その他", "기타", "другая", "другое", "sonstige",
    ]
    /// A file of the repository is named instead of a licence.
    static let files: Set<String> = [
        "license", "licence", "license.txt", "license.md", "licence.txt", "licence.md", "copying", "copying.txt", "copyright",
        "see-license-file",
        "see-license-in-license", "see-license-in-license.md", "see-license-in-license.txt", "file-license", "license-file",
        "see-license.txt",
        "see-license.md", "see-license-in-readme.md", "notice", "see-license-in-copying",
    ]
}
