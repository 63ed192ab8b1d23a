"""Telling licence texts: how many are right in each dress, and how many a second on one core."""
import pathlib
import subprocess

from .harness import Bench, must

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run(bench: Bench) -> None:
    subprocess.run(["swift", "build", "-c", "release", "--product", "license-texts"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    tool = pathlib.Path(bench.binary).parent / "license-texts"
    texts = bench.folder / "license-texts"
    subprocess.run([ROOT / "scripts/fingerprint-licenses", "--unpack", texts], check=True)
    output = bench.folder / "license-texts.tsv"
    with output.open("w") as file:
        measured = must([str(tool), "measure", str(ROOT / "catalog/licenses/fingerprints.bin"), str(texts / "index.tsv")], stdout=file)
    for line in output.read_text().splitlines():
        row = line.split("\t")
        if row[0] == "speed":
            bench.add(f"licence texts told, {row[1]}", float(row[4]), None, "", "files/s", measured.memory_mb)
        else:
            dressing, count, right, confident, _, wrong = row
            bench.add(f"licence texts right of {count}, {dressing} ({confident} sure, {wrong} surely wrong)", float(right), None, "", "texts", measured.memory_mb)
