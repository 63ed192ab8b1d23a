"""Listing entries from a hub into the catalog. The peer is what SQLite itself takes to insert rows of that number and size."""
import pathlib
import sqlite3
import time

from .harness import Bench, free_port, must


def run(bench: Bench) -> None:
    count = 5_000 if bench.short else 100_000
    port = free_port()
    hub = bench.start([bench.binary, "demo", "--hub-only", "--generated", str(count), "--listen", f"127.0.0.1:{port}"], port)
    home = bench.folder / "crawl-home"

    def command(home: pathlib.Path, *options: str) -> list[str]:
        return [bench.binary, "catalog", "crawl", "huggingface", "--endpoint", f"http://127.0.0.1:{port}", "--details", "0", "--no-weigh", "--home", str(home), "--quiet", *options]

    # Shorter crawls first: whether memory stays flat shows only in a row of lengths.
    for part in (count // 4, count // 2):
        some = must(command(bench.folder / f"crawl-home-{part}", "--limit", str(part)))
        bench.add(f"crawl of {part} entries", part / some.wall, None, "", "models/s", some.memory_mb)
    first = must(command(home))
    held = sqlite3.connect(home / "catalog" / "catalog.sqlite").execute("select count(*) from model").fetchone()[0]
    if held < count:  # the sample hub has a few repositories of its own besides
        raise SystemExit(f"the catalog holds {held} models after a crawl of {count}")
    raw = raw_inserts(bench, count)
    bench.add(f"crawl of {count} entries", count / first.wall, count / raw, "bare SQLite inserts of ids and tags", "models/s", first.memory_mb)
    weigh = must([bench.binary, "catalog", "weigh", "--home", str(home), "--quiet"])
    bench.add(f"verdicts on {count} models, with lineage", count / weigh.wall, None, "", "models/s", weigh.memory_mb)
    again = must(command(home, "--full"))
    bench.add("the same again, nothing changed", count / again.wall, count / raw, "bare SQLite inserts of ids and tags", "models/s", again.memory_mb)
    bench.stop(hub)


def raw_inserts(bench: Bench, count: int) -> float:
    """Seconds for one row a model with fifteen columns and eight tag rows: the least that any catalog would have to write."""
    base = sqlite3.connect(bench.folder / "raw.sqlite", isolation_level=None)
    base.executescript(
        "pragma journal_mode=wal; pragma synchronous=normal; pragma secure_delete=off; pragma cache_size=-262144;"
        "create table model(id integer primary key, path text unique, author text, sha text, created int, modified int, gate text,"
        " private int, downloads int, likes int, task text, library text, parameters int, storage int, card text) strict;"
        "create table model_tag(model int, tag int, primary key(model, tag)) strict, without rowid;"
    )
    start = time.monotonic()
    for page in range(0, count, 1_000):
        base.execute("begin")
        rows = range(page, min(count, page + 1_000))
        base.executemany("insert into model values(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", (
            (i, f"author-{i % 977}/model-{i}", f"author-{i % 977}", "a" * 40, i, i, "open", 0, i, i, "text-generation", "transformers", i, i, "{}" * 200)
            for i in rows))
        base.executemany("insert into model_tag values(?,?)", ((i, t) for i in rows for t in range(i % 50, i % 50 + 8)))
        base.execute("commit")
    return time.monotonic() - start
