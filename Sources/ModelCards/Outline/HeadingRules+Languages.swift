extension HeadingRules {
    /// The same in other languages: Chinese (both scripts), Japanese, Korean, German, French, Spanish, Portuguese, Italian, Russian,
    /// Turkish, Indonesian, Polish, Vietnamese, Dutch. In the order of English.
    static let otherLanguages: [HeadingRule] = [
        HeadingRule(
            .license,
            [
                "许可", "許可", "授权", "授權", "协议", "協議", "ライセンス", "라이선스", "라이센스", "*lizenz*", "licencia", "licencias", "licença", "licenças",
                "licenza", "лиценз*", "lisans*", "lisensi*", "licencja*", "giấy phép", "licentie*",
            ]),
        HeadingRule(
            .citation,
            [
                "引用", "参考文献", "參考文獻", "論文", "论文", "인용", "참고문헌", "참고 문헌", "zitier*", "zitat*", "citer", "référence*", "cita", "citas",
                "citar",
                "citación", "citações", "citação", "citazione*", "citare", "цитир*", "цитат*", "atıf*", "alıntı*", "sitasi*", "kutipan",
                "cytowan*", "trích dẫn", "citeren",
            ]),
        HeadingRule(
            .other,
            [
                "致谢", "致謝", "謝辞", "감사", "danksagung*", "remerciement*", "agradecimiento*", "agradecimento*", "ringraziament*",
                "благодарност*",
            ]),
        HeadingRule(
            .outOfScopeUse,
            [
                "超出范围", "禁止", "不适用", "範囲外", "用途外", "범위 외", "범위를 벗어난", "nicht vorgesehen*", "hors du champ*", "hors périmètre",
                "fuera de alcance", "fuera del alcance", "fora do escopo", "fuori ambito", "вне области*", "недопустим*",
            ]),
        HeadingRule(
            .intendedUse,
            [
                "预期用途", "预期使用", "用途", "适用场景", "使用场景", "应用场景", "適用場景", "使用場景", "應用場景", "想定", "ユースケース", "利用目的", "使用目的", "용도",
                "사용 목적", "의도된", "활용 사례", "verwendungszweck*", "anwendungsfälle", "anwendungsbereich*", "einsatzzweck*", "einsatzbereich*",
                "vorgesehene*", "beabsichtigte*", "cas d usage", "cas d utilisation", "utilisation prévue", "utilisations prévues",
                "usages prévus", "uso previsto", "usos previstos", "casos de uso", "uso pretendido", "usos pretendidos", "uso intencionado",
                "casi d uso", "usi previsti", "назначени*", "сценарии использования", "область применения", "предполагаемое использование",
                "kullanım amacı", "tujuan penggunaan", "zastosowani*", "mục đích sử dụng", "beoogd gebruik",
            ]),
        HeadingRule(
            .limitations,
            [
                "局限", "限制", "偏见", "偏見", "风险", "風險", "免责", "免責", "注意事项", "注意事項", "声明", "制限", "限界", "制約", "バイアス", "リスク", "注意点", "注意",
                "倫理", "한계", "제한", "편향", "위험", "주의", "윤리", "면책", "einschränkung*", "grenzen", "verzerrung*", "*risik*", "bekannte probleme",
                "haftungsausschluss", "hinweis*", "limites", "limite", "biais", "risques", "avertissement*", "limitaciones", "limitación",
                "sesgo*", "riesgo*", "advertencia*", "limitações", "limitação", "viés", "vieses", "riscos", "aviso*", "limitazioni",
                "limiti",
                "rischi", "ограничени*", "предвзят*", "смещени*", "риск*", "предупрежден*", "sınırlama*", "kısıt*", "batasan",
                "keterbatasan",
                "ograniczeni*", "hạn chế", "beperkingen",
            ]),
        HeadingRule(
            .trainingData,
            [
                "训练数据", "训练语料", "訓練資料", "訓練數據", "預訓練資料", "预训练数据", "训练集", "数据来源", "数据集", "資料集", "学習データ", "訓練データ", "事前学習データ",
                "学習に使用したデータ", "使用データ", "学習コーパス", "학습 데이터", "학습데이터", "훈련 데이터", "훈련데이터", "데이터셋", "데이터 세트", "trainingsdat*", "datensatz*",
                "datensätze*", "données d entraînement", "données d entrainement", "données d apprentissage", "jeu de données",
                "jeux de données", "corpus d entraînement", "datos de entrenamiento", "conjunto de datos", "corpus de entrenamiento",
                "dados de treinamento", "dados de treino", "conjunto de dados", "dati di addestramento", "dati di training",
                "обучающие данные", "обучающая выборка", "данные для обучения", "данные обучения", "датасет*", "eğitim verisi",
                "eğitim verileri",
                "veri seti", "veri kümesi", "data pelatihan", "dane treningowe", "dane uczące", "dữ liệu huấn luyện", "trainingsgegevens",
            ]),
        HeadingRule(
            .evaluation,
            [
                "评估", "评测", "评价", "評估", "評測", "性能", "效果", "结果", "結果", "基准", "指标", "测试集", "实验", "評価", "ベンチマーク", "実験", "精度", "평가", "벤치마크",
                "성능", "결과", "evaluierung*", "auswertung*", "*ergebnis*", "leistung*", "bewertung*", "évaluation*", "résultat*",
                "resultado*", "evaluación", "rendimiento", "métrica*", "avaliação", "avaliações", "desempenho", "valutazion*", "risultat*",
                "prestazioni", "оценк*", "результат*", "метрик*", "качеств*", "бенчмарк*", "производительност*", "değerlendirme*", "sonuç*",
                "performans*", "başarım", "evaluasi", "hasil", "ewaluacj*", "wyniki", "đánh giá", "kết quả", "evaluatie", "resultaten",
            ]),
        HeadingRule(
            .usage,
            [
                "使用方法", "使用说明", "使用說明", "使用示例", "使用方式", "如何使用", "怎么使用", "用法", "快速开始", "快速開始", "快速上手", "快速入门", "快速使用", "示例", "範例", "样例",
                "推理", "推論", "部署", "安装", "安裝", "运行", "调用", "下载", "模型使用", "提示词", "使い方", "つかいかた", "利用方法", "使用例", "実行", "サンプル", "インストール",
                "クイックスタート", "動かし方", "プロンプト", "사용법", "사용 방법", "사용방법", "사용 예", "사용예", "사용하기", "예제", "예시", "추론", "설치", "빠른 시작", "시작하기",
                "실행", "verwendung*", "nutzung*", "benutzung*", "anwendung*", "schnellstart*", "beispiel*", "wie man*", "utilisation*",
                "comment utiliser*", "exemple*", "démarrage rapide", "prise en main", "mode d emploi", "cómo usar*", "como usar*",
                "cómo utilizar*", "como utilizar*", "modo de uso", "=uso", "=usos", "ejemplo*", "instalación", "inicio rápido",
                "utilización",
                "exemplo*", "instalação", "início rápido", "utilização", "come usare*", "come utilizzare*", "=utilizzo", "utilizzo*",
                "esempio", "esempi", "installazione", "использовани*", "как использовать", "применени*", "пример*", "установк*",
                "быстрый старт",
                "запуск*", "инференс*", "kullanım*", "nasıl kullanılır", "örnek*", "kurulum", "penggunaan*", "cara pakai",
                "cara menggunakan*",
                "contoh*", "użyci*", "sposób użycia", "jak używać", "przykład*", "cách sử dụng", "hướng dẫn*", "ví dụ", "gebruik*",
                "voorbeeld*",
            ]),
        HeadingRule(
            .trainingProcedure,
            [
                "训练", "訓練", "微调", "微調", "超参数", "预训练", "学習", "ファインチューニング", "ハイパーパラメータ", "학습", "훈련", "파인튜닝", "미세조정", "미세 조정",
                "하이퍼파라미터", "training*", "trainings*", "feinabstimmung*", "entraînement*", "entrainement*", "apprentissage*", "procédure*",
                "hyperparamètre*", "entrenamiento*", "ajuste fino", "hiperparámetro*", "procedimiento*", "treinamento*", "treino",
                "hiperparâmetro*", "addestramento*", "allenamento*", "iperparametri", "обучени*", "дообучени*", "гиперпараметр*", "eğitim*",
                "pelatihan*", "trenowani*", "uczenie", "huấn luyện*",
            ]),
        HeadingRule(
            .contact,
            [
                "联系", "聯絡", "聯繫", "作者", "团队", "加入我们", "交流", "社区", "連絡先", "問い合わせ", "お問い合わせ", "開発者", "著者", "문의", "연락", "저자", "개발자", "제작자",
                "만든 사람",
                "kontakt*", "autor*", "über uns", "auteur*", "contacto*", "contato*", "contatti", "autori", "автор*", "контакт*",
                "iletişim",
                "yazar*", "kontak", "penulis", "liên hệ", "tác giả",
            ]),
        HeadingRule(
            .specifications,
            ["模型结构", "模型架构", "模型参数", "硬件要求", "显存", "模型列表", "モデル構造", "アーキテクチャ", "トークナイザ", "モデル構成", "모델 구조", "아키텍처", "architektur*"]),
        HeadingRule(
            .description,
            [
                "介绍", "介紹", "简介", "簡介", "概述", "描述", "概览", "模型详情", "模型信息", "模型说明", "背景", "亮点", "特点", "特性", "前言", "概要", "説明", "はじめに",
                "モデル詳細", "特徴", "モデルについて", "개요", "소개", "설명", "모델 상세", "모델 정보", "특징", "*beschreibung*", "überblick", "übersicht*",
                "einführung*",
                "einleitung", "zusammenfassung", "modelldetails", "modellinformation*", "présentation*", "aperçu", "résumé",
                "détails du modèle",
                "à propos*", "descripción*", "resumen", "introducción", "detalles del modelo", "acerca de*", "descrição*", "visão geral",
                "introdução", "resumo", "detalhes do modelo", "sobre o*", "descrizione*", "panoramica", "introduzione",
                "dettagli del modello",
                "описани*", "введени*", "обзор*", "о модели", "информация о модели", "açıklama*", "tanıtım", "hakkında", "giriş",
                "deskripsi*",
                "ringkasan", "tentang*", "opis*", "mô tả*", "giới thiệu*", "tổng quan", "beschrijving*",
            ]),
        HeadingRule(
            .trainingData, isWeak: true,
            [
                "数据", "語料", "语料", "數據", "資料", "データ", "コーパス", "데이터", "말뭉치", "daten", "données", "datos", "dados", "dati", "данные", "корпус",
                "veri", "dane",
            ]),
    ]
}
