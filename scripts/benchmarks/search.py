"""Searches over two million generated models: crawled, weighed and indexed first. The peer for counts of facets is plain SQL on the same file."""
import json
import pathlib
import sqlite3
import subprocess
import time

from .harness import Bench, free_port, median, must, timed

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run(bench: Bench) -> None:
    count = 20_000 if bench.short else 2_000_000
    subprocess.run(["swift", "build", "-c", "release", "--product", "SearchBench"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    program = pathlib.Path(bench.binary).parent / "SearchBench"
    home = bench.folder / "search-home"
    fill(bench, home, count)

    output = bench.folder / "search.json"
    with output.open("wb") as file:
        result = timed([str(program), str(home), "100" if bench.short else "400"], stdout=file)
    if result.status != 0:
        raise SystemExit(f"SearchBench failed with status {result.status}")
    figures = json.loads(output.read_text())
    models = f"{int(figures['models']):,} models"
    for name, figure, bound in [
        ("text, three filters, all facets, p50", "text_p50_ms", 15), ("text, three filters, all facets, p99", "text_p99_ms", 40),
        ("no text, three filters, all facets, p50", "plain_p50_ms", None), ("no text, three filters, all facets, p99", "plain_p99_ms", 25),
        ("no filter at all, all facets", "whole_p50_ms", None), ("completion of three letters, p99", "complete_p99_ms", None),
        ("the fittest of all models", "fitness_p50_ms", None), ("opening the index", "load_ms", 3_000),
    ]:
        bench.add(f"search {models}: {name}", figures[figure], bound, "the bound" if bound else "", "ms", result.memory_mb, higher_is_better=False)
    bench.add(f"making the index of {models}", figures["models"] / figures["make_s"], None, "", "models/s", result.memory_mb)

    sql = sql_facets(home / "catalog" / "catalog.sqlite")
    bench.add(f"counts of facets, {models}", figures["whole_p50_ms"], sql * 1_000, "plain SQL, four facets of sixteen", "ms", 0, higher_is_better=False)

    command = [bench.binary, "catalog", "search", "llama instruct", "--scenario", "product", "--home", str(home), "--format", "json"]
    runs = [must(command, stdout=subprocess.DEVNULL) for _ in range(3 if bench.short else 9)]
    bench.add(f"`catalog search` as a command, {models}", median([run.wall for run in runs]) * 1_000, 150, "the bound", "ms", max(run.memory_mb for run in runs), higher_is_better=False)


def fill(bench: Bench, home: pathlib.Path, count: int) -> None:
    port = free_port()
    hub = bench.start([bench.binary, "demo", "--hub-only", "--generated", str(count), "--listen", f"127.0.0.1:{port}"], port)
    command = [bench.binary, "catalog", "crawl", "huggingface", "--endpoint", f"http://127.0.0.1:{port}", "--details", "0", "--no-weigh", "--home", str(home), "--quiet"]
    crawl = must(command)
    bench.stop(hub)
    bench.add(f"crawl of {count:,} entries", count / crawl.wall, 25_000, "the bound", "models/s", crawl.memory_mb)
    weigh = must([bench.binary, "catalog", "weigh", "--home", str(home), "--quiet"])
    bench.add(f"verdicts on {count:,} models, with lineage", count / weigh.wall, None, "", "models/s", weigh.memory_mb)


def sql_facets(path: pathlib.Path) -> float:
    """Seconds for four of the facets over all models, as SQL would count them."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    base.execute("pragma cache_size=-262144")
    questions = [
        "select task, count(*) from model where vanished_at is null group by task",
        "select library, count(*) from model where vanished_at is null group by library",
        "select gate, count(*) from model where vanished_at is null group by gate",
        "select c.effective, count(*) from model m join model_license l on l.model_id = m.id and l.commit_id = coalesce(m.commit_id, '')"
        " join conclusion c on c.id = l.conclusion_id where m.vanished_at is null group by c.effective",
    ]
    best = float("inf")
    for _ in range(3):
        start = time.monotonic()
        for question in questions:
            base.execute(question).fetchall()
        best = min(best, time.monotonic() - start)
    return best
