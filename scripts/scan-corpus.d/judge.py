"""Holds the scanner's answers against the folders the files lie in: judge.py SCAN.json. Exit 1 where one is wrong."""
import collections
import json
import sys

counts = collections.Counter()
wrong = []


def answers(text):
    """The files of all lists in the text: one list for each call of the program."""
    place, decoder = 0, json.JSONDecoder()
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        found, place = decoder.raw_decode(text, place)
        yield from found


for answer in answers(open(sys.argv[1]).read()):
    verdict = answer["verdict"]
    path = answer["file"]
    codes = {reason.split(":")[0] for reason in answer["reasons"]}
    if "/dangerous/" in path:
        kind = "dangerous"
        is_right = verdict in ("suspicious", "dangerous")
    elif "torchscript-code" in codes:
        # It holds code, and has to be called suspicious for it; nothing worse.
        kind = "with code"
        is_right = verdict == "suspicious"
    else:
        kind = "plain"
        is_right = verdict == "clean"
    counts[kind, verdict] += 1
    if not is_right:
        wrong.append((path, verdict, sorted(answer["reasons"])))
for kind in ("dangerous", "with code", "plain"):
    parts = ", ".join(f"{count} {verdict}" for (k, verdict), count in sorted(counts.items()) if k == kind)
    print(f"{kind}: {sum(c for (k, _), c in counts.items() if k == kind)} files: {parts}")
for path, verdict, reasons in wrong:
    print(f"WRONG {path}: {verdict} {reasons}")
sys.exit(1 if wrong else 0)
