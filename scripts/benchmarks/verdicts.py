"""Verdicts in five scenarios for a million models with their lineage, on one core. There is no peer: the bound is 60 seconds."""
import json
import pathlib
import subprocess

from .harness import Bench, median, timed

BOUND_SECONDS = 60.0


def run(bench: Bench) -> None:
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    subprocess.run(["swift", "build", "-c", "release", "--product", "VerdictBench"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    program = pathlib.Path(bench.binary).parent / "VerdictBench"
    models = 10_000 if bench.short else 1_000_000
    seconds, memory = [], []
    for index in range(bench.rounds):
        output = bench.folder / f"verdicts-{index}.json"
        with output.open("wb") as file:
            # One core: the bound is stated for one.
            result = timed(["taskset", "-c", "0", str(program), str(models)], stdout=file)
        if result.status != 0:
            raise SystemExit(f"VerdictBench failed with status {result.status}")
        seconds.append(json.loads(output.read_text())["seconds"])
        memory.append(result.memory_mb)
    bench.add(
        f"verdicts, {models:,} models with lineage", median(seconds), BOUND_SECONDS, "the bound", "s", max(memory), higher_is_better=False)
