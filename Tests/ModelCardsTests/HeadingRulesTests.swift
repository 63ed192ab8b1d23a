import ModelCards
import Testing

/// Headings as people spell them, and what stands below.
@Suite struct HeadingRulesTests {
    private static func kind(of heading: String) -> CardSection.Kind? {
        CardOutline(of: "# A model of ours for tests\n\nWords.\n\n## \(heading)\n\nMore words.\n").sections.last?.kind
    }

    @Test("a heading's words say what its section speaks of, in every spelling of the table", arguments: labels)
    func labelled(kind: CardSection.Kind, spellings: String) {
        for heading in spellings.split(separator: "|").map({ $0.trimmingPrefix(" ") }) {
            #expect(Self.kind(of: String(heading)) == kind, "\(heading)")
        }
    }

    @Test("the table of labelled spellings has at least 180 of them")
    func size() { #expect(labels.reduce(0) { $0 + $1.1.split(separator: "|").count } >= 180) }

    @Test(
        "numbers, emoji, marks, links and anchors are not part of a heading's words",
        arguments: [
            "1. Usage", "2.3 Usage", "IV. Usage", "a) Usage", "🚀 Usage", "Usage 🤗🤗", "**Usage**", "*Usage*", "`Usage`", "Usage ##",
            "USAGE:",
            "[Usage](#usage)", "<a name=\"usage\"></a> Usage", "Usage :hugs:", "&nbsp;Usage", "Usage [optional]", "🛠️ __Usage__", "▶ Usage!",
            "Usage <!-- how -->",
        ])
    func dressed(heading: String) { #expect(Self.kind(of: heading) == .usage) }

    @Test("a heading of many words is prose, and says nothing")
    func long() {
        #expect(Self.kind(of: "Here is what we found when we looked for a licence of the data that we had used") == .other)
        #expect(Self.kind(of: String(repeating: "usage ", count: 100_000)) == .other)
    }
}

private let labels: [(CardSection.Kind, String)] = [
    (
        .license,
        "License|Licence|## LICENSE|Licensing information|📜 License & Citation|Model License|License Agreement|Terms of use|许可证|许可协议|授權條款|ライセンス|라이선스|Lizenz|Modelllizenz|Licencia|Licença|Licenza|Лицензия|Lisans"
    ),
    (
        .citation,
        "Citation|Citations|How to cite|Citing & Authors|BibTeX entry and citation info|Please cite us|References|Reference|Paper|引用|参考文献|인용|Zitieren|Comment citer|Cómo citar|Como citar|Citazione|Цитирование|For more details about our paper"
    ),
    (
        .intendedUse,
        "Intended uses & limitations|Intended Use|Uses|Use cases|Primary use cases|Applications|Intended audience|预期用途|应用场景|想定される用途|사용 목적|Verwendungszweck|Anwendungsfälle|Cas d'usage|Usos previstos|Casos de uso|Назначение модели"
    ),
    (.directUse, "Direct Use|Direct uses"),
    (.downstreamUse, "Downstream Use [optional]|Downstream uses"),
    (
        .outOfScopeUse,
        "Out-of-Scope Use|Out of scope uses|Misuse and malicious use|Prohibited uses|Not intended for|禁止用途|範囲外の利用|Fuera del alcance"
    ),
    (
        .limitations,
        "Limitations|Limitations and bias|Bias, Risks, and Limitations|Known issues|Ethical considerations|Caveats and recommendations|Disclaimer|⚠️ Warning|Recommendations|Safety|Usage and Limitations|Biases and content acknowledgment|局限性|免责声明|注意事項|制限事項|バイアスとリスク|한계점|Einschränkungen|Limites et biais|Limitaciones y sesgos|Limitações|Limitazioni|Ограничения"
    ),
    (
        .trainingData,
        "Training data|Training Data 📚|Pre-training corpus|Training and evaluation data|Dataset|Datasets|Data|Corpus|Data sources|Details of the downstream task (Q&A) - Dataset 📚|训练数据|数据集|訓練データ|学習データセット|학습 데이터|Trainingsdaten|Données d'entraînement|Datos de entrenamiento|Dados de treinamento|Dati di addestramento|Обучающие данные"
    ),
    (
        .trainingProcedure,
        "Training procedure|Training|Training details|Training hyperparameters|Preprocessing|Model fine-tuning 🏋️‍|Fine-tuning|Pretraining|Hyperparameters|Merge Details|Training results|Framework versions|How was it trained?|训练过程|微调|学習方法|학습 방법|Entraînement|Entrenamiento|Treinamento|Обучение"
    ),
    (
        .evaluation,
        "Evaluation|Eval results|Results|Evaluation results|Benchmarks|Performance|Test set results 🧾|Metrics|Comparison with other models|Testing Data, Factors & Metrics|Latency and throughput|评测结果|性能指标|評価結果|ベンチマーク|평가|Ergebnisse|Évaluation|Résultats|Evaluación|Avaliação|Valutazione|Оценка качества"
    ),
    (
        .usage,
        "How to use|Usage|Usage (Sentence-Transformers)|How to Get Started with the Model|Quickstart|Quick start|Getting started|Model in action 🚀|Example usage|Installation|Inference|Deploy with vLLM|How to download GGUF files|Use this with the library|模型下载|Prompt format|Chat template|Code example|使用方法|快速开始|如何使用|推理|使い方|インストール|사용법|사용 방법|Verwendung|Schnellstart|Utilisation|Comment utiliser|Cómo usar|Como usar|Come usare|Использование|Как использовать|Kullanım|Penggunaan"
    ),
    (
        .specifications,
        "Technical Specifications|Model architecture|Architecture: what is new|Explanation of quantisation methods|Provided files|Inputs and outputs|Hardware requirements|模型结构"
    ),
    (.environment, "Environmental Impact|Carbon footprint|CO2 emissions"),
    (
        .contact,
        "Contact|Contact us|Authors|Model Card Authors|Questions?|About us|Model Card Contact|联系我们|作者|お問い合わせ|문의|Kontakt|Auteurs|Contacto|Контакты"
    ),
    (
        .description,
        "Model description|Description|Overview|Introduction|Model Details|About|Abstract|What is it?|Key features|Model Summary|模型介绍|简介|概要|モデルの説明|모델 설명|개요|Modellbeschreibung|Überblick|Présentation|Descripción del modelo|Descrição|Descrizione|Описание модели"
    ),
    (
        .other,
        "Acknowledgments|Table of Contents|Changelog|News|FAQ|Thanks, and how to contribute|Glossary|More Information|致谢|謝辞|Danksagung"
    ),
]
