"""AutoConfig and AutoTokenizer of transformers (no torch) against the server: argv = server's address, folder of the source repositories."""
import importlib.metadata

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


def nobody_else():
    assert not strangers, strangers[:3]


for what, body in {"AutoConfig": config, "AutoTokenizer": tokenizer, "no other host was asked": nobody_else}.items():
    check(client, what, body)
