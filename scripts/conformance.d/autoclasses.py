"""AutoConfig and AutoTokenizer of transformers (no torch) against the server: argv = server's address, folder of the source repositories."""
import importlib.metadata
import os
import subprocess
import sys

import checks
from checks import check, strangers

checks.prepare()
client = f"transformers {importlib.metadata.version('transformers')}"
big = "sentence-transformers/all-MiniLM-L6-v2"


def config():
    from transformers import AutoConfig

    made = AutoConfig.from_pretrained(big)
    assert made.model_type == "bert" and made.hidden_size == 384


def tokenizer():
    from transformers import AutoTokenizer

    made = AutoTokenizer.from_pretrained(big)
    words = made("a weighbridge weighs trucks")["input_ids"]
    assert words[0] == 101 and words[-1] == 102 and len(words) > 5


def offline():
    program = "from transformers import AutoConfig, AutoTokenizer as T; n = '%s'; print(AutoConfig.from_pretrained(n).hidden_size, T.from_pretrained(n)('a')['input_ids'][0])"
    settings = {"HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": os.environ["EXPORTS"] + "/hf-cache", "HF_ENDPOINT": "http://127.0.0.1:9"}
    run = subprocess.run([sys.executable, "-c", program % big], env={**os.environ, **settings}, capture_output=True, text=True, timeout=180)
    assert run.stdout.strip().endswith("384 101"), run.stderr[-300:]


def nobody_else():
    assert not strangers, strangers[:3]


for what, body in {"AutoConfig": config, "AutoTokenizer": tokenizer, "both from an exported cache": offline, "no other host was asked": nobody_else}.items():
    check(client, what, body)
