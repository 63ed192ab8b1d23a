extension HeadingRules {
    /// What is meant wherever it stands. The order is the meaning: "licence of the training data" is about a licence, "intended uses &
    /// limitations" is about uses, and "training and evaluation data" is no evaluation.
    static let strong: [HeadingRule] = [
        HeadingRule(.license, ["*license*", "*licence*", "*licensing*", "terms of use", "terms and conditions"]),
        HeadingRule(
            .citation,
            [
                "citation*", "bibtex*", "cite", "citing", "cited", "cite us", "reference paper", "our paper", "paper and citation",
                "=paper", "=papers", "=publication", "=publications", "=attribution", "acknowledge us",
            ]),
        HeadingRule(
            .other,
            [
                "table of contents", "=contents", "=toc", "changelog*", "change log",
                "release notes",
                "release history", "=news", "=update", "=updates", "what s new", "=faq", "frequently asked*", "glossary",
                "more information",
                "related models", "related work", "=other models", "available models", "model family", "=funding", "=sponsors", "roadmap",
                "future work", "=credits", "derivative models", "=links", "=resources", "model zoo", "star history",
            ]),
        HeadingRule(
            .environment, ["environmental*", "carbon*", "co2*", "emissions", "energy consumption", "energy use", "energy usage"]),
        HeadingRule(
            .outOfScopeUse,
            [
                "out of scope*", "misuse*", "mis use*", "prohibited*", "unintended use*", "not intended*", "excluded use*",
                "unsupported use*",
                "forbidden use*", "malicious use*", "inappropriate use*", "use restriction*", "usage restriction*", "restricted use*",
                "acceptable use*", "disallowed*", "not suitable*", "when not to use",
            ]),
        HeadingRule(.downstreamUse, ["downstream use", "downstream uses", "downstream usage", "downstream applications"]),
        HeadingRule(.directUse, ["direct use", "direct uses", "direct usage"]),
        HeadingRule(
            .intendedUse,
            [
                "intended*", "use case*", "usecase*", "=uses", "=model uses", "primary use*", "potential use*", "suitable use*",
                "recommended use", "recommended uses", "possible uses", "scope of use", "target audience", "target users", "=applications",
                "=application", "potential applications", "example applications", "=purpose", "model purpose", "purpose of the model",
                "uses and limitations", "when to use", "who should use*", "foreseeable users", "cas d usage",
            ]),
        HeadingRule(
            .limitations,
            [
                "limitation*", "bias*", "risk*", "ethic*", "caveat*", "known issue*", "known problem*", "disclaimer*", "warning*",
                "fairness",
                "harm*", "toxicity", "failure mode*", "weakness*", "shortcoming*", "responsible*", "responsibility*", "trustworth*",
                "=safety",
                "safety and*", "and safety", "considerations", "=recommendations", "important note*", "=notice", "content advisory",
                "guardrails",
                "=caution", "limits of*",
            ]),
        HeadingRule(.other, ["acknowledg*", "thanks", "thank you"]),
        HeadingRule(
            .trainingData,
            [
                "training data*", "train data*", "pretraining data*", "pre training data*", "finetuning data*", "fine tuning data*",
                "training and evaluation data", "training and test data", "training and validation data", "training evaluation data",
                "training corpus", "training corpora", "pretraining corpus", "pretraining corpora", "pre training corpus",
                "pre training corpora", "finetuning corpus", "fine tuning corpus", "data source*", "data collection", "data composition",
                "data mix*", "training mix*", "training set", "training sets", "train set", "details of the dataset*", "datasets used",
                "dataset used",
                "data used", "training text*", "data overview", "data curation", "data statement", "sources of data",
                "training dataset*", "data freshness", "training sources",
            ]),
        // Of the trainer's generated cards: a table of losses by epoch.
        HeadingRule(
            .trainingProcedure,
            ["training results", "training loss*", "training metrics", "training curve*", "training log*", "framework versions"]),
        HeadingRule(
            .specifications,
            [
                "technical spec*", "=specifications", "model spec*", "model architecture*", "=architecture", "architecture details",
                "architecture overview", "compute infrastructure", "input output", "inputs and outputs", "input and output", "=input",
                "=inputs",
                "=output", "=outputs", "input format", "output format", "model input*", "model output*", "hardware requirement*",
                "hardware and software", "vram*", "memory requirement*", "provided files", "files provided", "file list", "=files",
                "model files", "model parameters", "model size*", "model config*", "=tokenizer", "supported tags", "label mapping",
                "=labels",
                "class labels", "id2label", "=gguf files", "architecture", "which quant*", "which file*", "quantization formats",
                "quantisation", "available quant*", "quantization details", "quantized versions", "base config",
                "technical details", "=vocabulary", "supported languages", "=languages", "=language", "languages supported",
            ]),
        HeadingRule(
            .evaluation,
            [
                "evaluat*", "eval", "evals", "benchmark*", "result", "results", "performance", "performances", "metric", "metrics",
                "accuracy",
                "leaderboard*", "comparison*", "score", "scores", "perplexity", "testing data*", "test data*", "test set*",
                "validation set*",
                "model quality", "ablation*", "=factors", "=experiments", "=stats", "=statistics", "test results", "testing", "=validation",
                "wer", "bleu", "speed", "latency", "throughput",
            ]),
        HeadingRule(
            .usage,
            [
                "how to use*", "how can i use*", "how do i use*", "how to run*", "how to load*", "how to download*", "how to deploy*",
                "how to prompt*", "how to get started*", "how to infer*", "how to call*", "use this model", "using this model",
                "use the model",
                "quickstart*", "quick start*", "quick tour", "getting started", "get started", "run the model", "running the model",
                "load model*", "load the model", "load pretrained*", "load finetuned*", "load fine tuned*", "in action", "example usage",
                "usage example*", "code example*",
                "example code", "code sample*", "sample code", "code snippet*", "prompt*", "chat template*", "sample usage",
                "inference code",
            ]),
        HeadingRule(
            .trainingProcedure,
            [
                "*hyperparameter*", "hyper parameter*", "finetun*", "fine tun*", "fine tuned", "training", "trainings", "pretraining*",
                "pre training*", "how it was trained", "how was it trained", "was trained", "how this model was trained", "preprocess*",
                "pre process*", "postprocess*", "post training", "data processing", "merge details", "merge method*", "models merged",
                "mergekit*", "optimizer*", "training procedure*", "building the model", "how to train*", "how to finetune*",
                "distillation*",
                "quantization process", "speeds sizes times", "loss function*", "train", "merge recipe", "=recipe",
                "reinforcement learning",
                "alignment", "supervised fine*",
            ]),
        HeadingRule(
            .usage,
            [
                "usage*", "=use", "use with", "use in", "use it", "using", "inference*", "example", "examples", "demo", "demos", "install*",
                "deploy*", "serving", "running", "run with", "run in", "pipeline", "in transformers", "with transformers",
                "download*", "requirements", "dependencies", "prerequisites", "setup", "environment setup", "snippet*", "tutorial*",
                "playground",
                "sampling parameter*", "recommended settings", "recommended parameter*", "generation settings", "generation parameter*",
                "best practice*", "vllm*", "ollama*", "llama cpp", "sglang*", "lm studio", "comfyui", "colab", "notebook*", "widget",
                "try it*", "instructions", "trigger word*", "compatibility", "python api", "=api", "api usage", "command line", "cli",
                "filling masks*", "extract contextual*", "tool use", "tool calling", "function calling", "=pytorch", "=tensorflow", "=code",
                "how to", "integration", "with pytorch", "with tensorflow", "use this*",
            ]),
        HeadingRule(
            .contact,
            [
                "contact*", "author", "authors", "maintainer*", "contributor*", "contributing", "contribution*", "about us", "about me",
                "about the author*", "question*", "feedback", "=support", "=team", "our team", "=community", "discord", "get in touch",
                "developers", "developed by", "created by", "who we are", "bugs", "reporting*", "model card author*", "model creator*",
                "model developer*",
                "=help", "=organization",
            ]),
        HeadingRule(
            .description,
            [
                "description*", "overview*", "introduction*", "=intro", "abstract", "about", "model details",
                "details of the model",
                "model detail", "what is*", "what s this", "what does*", "background", "highlights", "features", "key feature*",
                "motivation",
                "model info*", "model card for", "model summary", "model source*", "model identification", "general information",
                "=general",
                "goals", "=why", "=tl dr", "=tldr", "basic information", "model name", "=model card", "capabilities", "problem", "solution",
                "model type", "model date", "model version", "key capabilities", "at a glance", "language model",
            ]),
    ]

    /// What is meant where nothing above says otherwise.
    static let weak: [HeadingRule] = [
        HeadingRule(.trainingData, isWeak: true, ["data", "dataset", "datasets", "corpus", "corpora", "=sources"]),
        HeadingRule(
            .specifications, isWeak: true,
            ["=hardware", "=software", "=parameters", "=quantization", "quants", "=size", "=variants", "=versions"]),
        HeadingRule(
            .trainingProcedure, isWeak: true,
            ["=configuration", "=config", "=methodology", "=method", "=methods", "=procedure", "=approach"]),
        HeadingRule(.citation, isWeak: true, ["=reference", "=references", "=bibliography"]),
        HeadingRule(
            .description, isWeak: true,
            ["=details", "summary", "=model", "=information", "=info", "=notes", "=note", "details of*", "=task", "=the model"]),
    ]
}
