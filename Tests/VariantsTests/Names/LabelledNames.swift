/// Model ids of all eras and families with the facets that a reader of the id alone should find, labelled by hand before the reader
/// was tried on them. A facet that is not listed is not in the name.
enum LabelledNames {
    static let text = """
        google-bert/bert-base-german-cased family=bert tier=base casing=cased languages=de
        bert-large-uncased-whole-word-masking-finetuned-squad family=bert tier=large casing=uncased tuning=finetuned
        distilbert-base-uncased-finetuned-sst-2-english family=distilbert tier=base casing=uncased distilled=1 tuning=finetuned languages=en
        distilgpt2 family=distilgpt2 distilled=1
        albert-base-v2 family=albert tier=base version=v2
        albert-xxlarge-v1 family=albert tier=xxl version=v1
        xlm-roberta-base family=xlm-roberta tier=base languages=multilingual
        FacebookAI/xlm-roberta-large-finetuned-conll03-german family=xlm-roberta tier=large tuning=finetuned languages=de
        microsoft/deberta-v3-base family=deberta-v3 tier=base version=v3
        microsoft/mdeberta-v3-base family=mdeberta-v3 tier=base version=v3 languages=multilingual
        google/electra-small-discriminator family=electra tier=small
        answerdotai/ModernBERT-large family=modernbert tier=large
        camembert-base family=camembert tier=base languages=fr
        almanach/camembert-large family=camembert tier=large languages=fr
        vinai/phobert-base-v2 family=phobert tier=base languages=vi version=v2
        aubmindlab/bert-base-arabertv02 family=arabert tier=base languages=ar version=v02
        cointegrated/rubert-tiny2 family=rubert tier=tiny languages=ru
        DeepPavlov/rubert-base-cased family=rubert tier=base casing=cased languages=ru
        GroNLP/bert-base-dutch-cased family=bert tier=base casing=cased languages=nl
        KB/bert-base-swedish-cased-ner family=bert tier=base casing=cased languages=sv
        hfl/chinese-roberta-wwm-ext family=roberta languages=zh
        klue/roberta-large family=roberta tier=large
        emilyalsentzer/Bio_ClinicalBERT family=clinicalbert domain=biomedical
        dmis-lab/biobert-base-cased-v1.2 family=biobert tier=base casing=cased domain=biomedical version=v1.2
        ProsusAI/finbert family=finbert domain=finance
        pile-of-law/legalbert-large-1.7M-2 family=legal-bert tier=large domain=legal
        DeepChem/ChemBERTa-77M-MLM family=chemberta domain=chemistry
        Rostlab/prot_bert family=prot_bert domain=protein
        facebook/esm2_t6_8M_UR50D family=esm2 params=8000000 domain=protein
        facebook/esm2_t36_3B_UR50D family=esm2 params=3000000000 domain=protein
        microsoft/codebert-base family=codebert tier=base domain=code
        Salesforce/codet5-large family=codet5 tier=large domain=code
        Salesforce/codegen-350M-mono family=codegen params=350000000 domain=code
        cardiffnlp/twitter-roberta-base-sentiment-latest family=roberta tier=base domain=social-media
        google/mt5-base family=mt5 tier=base languages=multilingual
        google/byt5-small family=byt5 tier=small
        google/t5-v1_1-xl family=t5 tier=xl version=v1_1
        google/flan-t5-xxl family=flan-t5 tier=xxl tuning=instruct
        google/flan-ul2 family=flan-ul2 tuning=instruct
        t5-11b family=t5 params=11000000000
        facebook/bart-large-cnn family=bart tier=large
        facebook/mbart-large-50-many-to-many-mmt family=mbart tier=large languages=multilingual
        facebook/m2m100_418M family=m2m100 params=418000000 languages=multilingual
        facebook/nllb-200-distilled-600M family=nllb params=600000000 distilled=1 languages=multilingual
        Helsinki-NLP/opus-mt-en-de family=opus-mt languages=en,de
        Helsinki-NLP/opus-mt-tc-big-en-pt family=opus-mt languages=en,pt
        Helsinki-NLP/opus-mt-it-en family=opus-mt languages=it,en
        allenai/led-large-16384-arxiv family=led tier=large context=16384
        google/bigbird-roberta-base family=bigbird-roberta tier=base
        google/pegasus-xsum family=pegasus
        sshleifer/distilbart-xsum-12-3 family=distilbart distilled=1
        google/vit-large-patch32-384 family=vit tier=large
        google/vit-huge-patch14-224-in21k family=vit tier=huge
        facebook/deit-base-distilled-patch16-224 family=deit tier=base distilled=1
        microsoft/swinv2-tiny-patch4-window8-256 family=swinv2 tier=tiny
        facebook/dinov2-base family=dinov2 tier=base
        microsoft/beit-base-patch16-224-pt22k-ft22k family=beit tier=base tuning=finetuned
        timm/convnext_small.fb_in22k family=convnext tier=small
        timm/efficientnet_b0.ra_in1k family=efficientnet
        laion/CLIP-ViT-H-14-laion2B-s32B-b79K family=clip
        google/siglip-base-patch16-256-multilingual family=siglip tier=base languages=multilingual
        Salesforce/blip-image-captioning-large family=blip tier=large
        microsoft/trocr-base-handwritten family=trocr tier=base
        microsoft/layoutlmv3-base family=layoutlmv3 tier=base
        facebook/sam-vit-huge family=sam tier=huge
        facebook/detr-resnet-50 family=detr
        facebook/wav2vec2-base-960h family=wav2vec2 tier=base
        facebook/wav2vec2-xls-r-1b family=wav2vec2 params=1000000000
        jonatasgrosman/wav2vec2-large-xlsr-53-russian family=wav2vec2 tier=large languages=ru
        facebook/hubert-large-ls960-ft family=hubert tier=large tuning=finetuned
        facebook/encodec_24khz family=encodec
        openai/whisper-medium.en family=whisper tier=medium languages=en
        openai/whisper-large-v3-turbo family=whisper tier=large version=v3 languages=multilingual
        distil-whisper/distil-medium.en family=distil-whisper tier=medium languages=en distilled=1
        nvidia/parakeet-tdt-0.6b-v2 family=parakeet params=600000000 version=v2
        facebook/mms-1b-all family=mms params=1000000000 languages=multilingual
        hexgrad/Kokoro-82M family=kokoro params=82000000
        suno/bark-small family=bark tier=small
        sentence-transformers/all-MiniLM-L12-v2 family=minilm version=v2 distilled=1
        sentence-transformers/multi-qa-mpnet-base-dot-v1 family=mpnet tier=base version=v1
        sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2 family=minilm version=v2 languages=multilingual distilled=1
        cross-encoder/ms-marco-MiniLM-L-6-v2 family=minilm version=v2 distilled=1
        intfloat/e5-mistral-7b-instruct family=e5-mistral params=7000000000 tuning=instruct
        intfloat/multilingual-e5-small family=e5 tier=small languages=multilingual
        BAAI/bge-large-zh-v1.5 family=bge tier=large languages=zh version=v1.5
        BAAI/bge-reranker-v2-m3 family=bge-reranker version=v2 languages=multilingual
        jinaai/jina-embeddings-v2-base-de family=jina-embeddings tier=base languages=de version=v2
        mixedbread-ai/mxbai-embed-large-v1 family=mxbai-embed tier=large version=v1
        google/embeddinggemma-300m family=embeddinggemma params=300000000
        facebook/opt-350m family=opt params=350000000
        bigscience/bloom-560m family=bloom params=560000000 languages=multilingual
        bigscience/bloom-1b7 family=bloom params=1700000000 languages=multilingual
        EleutherAI/pythia-6.9b-deduped family=pythia params=6900000000
        EleutherAI/gpt-neo-2.7B family=gpt-neo params=2700000000
        cerebras/Cerebras-GPT-111M family=cerebras-gpt params=111000000
        tiiuae/falcon-180B-chat family=falcon params=180000000000 tuning=chat
        mosaicml/mpt-30b-instruct family=mpt params=30000000000 tuning=instruct
        stabilityai/stablelm-2-1_6b family=stablelm-2 params=1640000000
        databricks/dolly-v2-12b family=dolly version=v2 params=12000000000
        openlm-research/open_llama_7b_v2 family=open_llama params=7000000000 version=v2
        huggyllama/llama-65b family=llama params=65000000000
        TheBloke/Llama-2-7B-GGUF family=llama-2 params=7000000000 format=gguf
        TheBloke/Mistral-7B-Instruct-v0.2-GPTQ family=mistral params=7000000000 tuning=instruct version=v0.2 format=gptq
        TheBloke/dolphin-2.5-mixtral-8x7b-AWQ family=dolphin-2.5 params=46700000000 format=awq bits=4
        TheBloke/MythoMax-L2-13B-GGML family=mythomax params=13000000000 format=ggml
        TheBloke/Wizard-Vicuna-13B-Uncensored-HF family=wizard-vicuna params=13000000000
        LoneStriker/Nous-Capybara-34B-4.0bpw-h6-exl2 family=nous-capybara params=34000000000 format=exl2 bits=4 label=4.0bpw
        NousResearch/Nous-Hermes-2-Mixtral-8x7B-DPO family=nous-hermes-2 params=46700000000 tuning=dpo
        teknium/OpenHermes-2.5-Mistral-7B family=openhermes-2.5 params=7000000000
        Intel/neural-chat-7b-v3-1 family=neural-chat params=7000000000 version=v3-1
        openchat/openchat-3.5-0106 family=openchat-3.5 version=0106
        microsoft/Orca-2-13b family=orca-2 params=13000000000
        microsoft/phi-1_5 family=phi-1.5
        microsoft/Phi-4-mini-instruct family=phi-4 tier=mini tuning=instruct
        microsoft/Phi-3-vision-128k-instruct family=phi-3-vision tuning=instruct context=131072
        TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T family=tinyllama params=1100000000
        meta-llama/Meta-Llama-3-8B-Instruct family=llama-3 params=8000000000 tuning=instruct
        meta-llama/Llama-3.2-1B family=llama-3.2 params=1236000000
        meta-llama/Llama-Guard-3-8B family=llama-guard-3 params=8000000000
        meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8 family=llama-4 params=400000000000 active=17000000000 tuning=instruct format=fp8 bits=8
        google/gemma-7b-it family=gemma params=8540000000 tuning=instruct
        google/gemma-3-4b-pt family=gemma-3 params=4000000000 tuning=base
        google/gemma-3n-E4B-it family=gemma-3n active=4000000000 params=7850000000 tuning=instruct
        google/medgemma-27b-text-it family=medgemma params=27000000000 tuning=instruct domain=biomedical
        Qwen/Qwen2.5-Math-72B-Instruct family=qwen2.5-math params=72000000000 tuning=instruct domain=math
        Qwen/Qwen2.5-14B-Instruct-1M family=qwen2.5 params=14000000000 tuning=instruct context=1048576
        Qwen/Qwen1.5-MoE-A2.7B-Chat family=qwen1.5-moe active=2700000000 tuning=chat
        Qwen/Qwen3-Next-80B-A3B-Thinking family=qwen3-next params=80000000000 active=3000000000 tuning=reasoning
        mlx-community/Qwen2.5-VL-3B-Instruct-8bit family=qwen2.5-vl params=3750000000 tuning=instruct format=mlx bits=8
        lmstudio-community/Qwen3-8B-MLX-4bit family=qwen3 params=8000000000 format=mlx bits=4
        mistralai/Mistral-Small-3.2-24B-Instruct-2506 family=mistral-small-3.2 params=24000000000 tuning=instruct version=2506
        mistralai/Codestral-22B-v0.1 family=codestral params=22000000000 version=v0.1 domain=code
        CohereForAI/c4ai-command-r-plus-08-2024 family=command-r-plus version=08-2024
        THUDM/chatglm3-6b-32k family=chatglm3 params=6000000000 context=32768
        zai-org/glm-4-9b-chat-1m family=glm-4 params=9000000000 tuning=chat context=1048576
        internlm/internlm2_5-7b-chat family=internlm2.5 params=7000000000 tuning=chat
        baichuan-inc/Baichuan2-13B-Base family=baichuan2 params=13000000000 tuning=base
        ibm-granite/granite-3b-code-instruct-128k family=granite-code params=3000000000 tuning=instruct domain=code context=131072
        allenai/OLMoE-1B-7B-0924-Instruct family=olmoe params=7000000000 active=1000000000 tuning=instruct version=0924
        deepseek-ai/DeepSeek-V3-0324 family=deepseek-v3 version=0324
        deepseek-ai/deepseek-moe-16b-base family=deepseek-moe params=16000000000 tuning=base
        nvidia/Llama-3.1-Nemotron-70B-Instruct-HF family=nemotron params=70000000000 tuning=instruct
        bartowski/Meta-Llama-3.1-8B-Instruct-Q4_K_M-GGUF family=llama-3.1 params=8000000000 tuning=instruct format=gguf bits=4 label=Q4_K_M
        RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16 family=llama-3.1 params=8000000000 tuning=instruct format=compressed-tensors bits=4 label=w4a16
        OpenVINO/Phi-3-mini-4k-instruct-int4-ov family=phi-3 tier=mini tuning=instruct context=4096 format=openvino bits=4 label=int4
        unsloth/mistral-7b-instruct-v0.3-bnb-4bit family=mistral params=7000000000 tuning=instruct version=v0.3 format=bnb bits=4
        tloen/alpaca-lora-7b family=alpaca params=7000000000 artifact=adapter
        mlabonne/NeuralBeagle14-7B-slerp family=neuralbeagle14 params=7000000000 artifact=merge
        latent-consistency/lcm-lora-sdxl family=stable-diffusion-xl artifact=adapter
        runwayml/stable-diffusion-v1-5 family=stable-diffusion version=v1-5
        stabilityai/stable-diffusion-3.5-large family=stable-diffusion-3.5 tier=large
        black-forest-labs/FLUX.1-Kontext-dev family=flux.1-kontext version=dev
        Wan-AI/Wan2.2-T2V-A14B family=wan2.2 active=14000000000
        llava-hf/llava-v1.6-mistral-7b-hf family=llava version=v1.6 params=7000000000
        HuggingFaceTB/SmolVLM-256M-Instruct family=smolvlm params=256000000 tuning=instruct
        mergekit-community/L3.1-Athena-8B-della family=athena params=8000000000 artifact=merge
        """
}
