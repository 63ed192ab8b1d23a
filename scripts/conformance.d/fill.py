"""huggingface_hub, any version, against `serve --fill` of an empty mirror: argv = server's address, folder of the source repositories."""
import concurrent.futures
import tempfile
import urllib.request

import checks
from checks import check, digest, held_files, raises, server, source_files, strangers

checks.prepare()

import huggingface_hub  # noqa: E402
from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # noqa: E402
from huggingface_hub.utils import EntryNotFoundError, RepositoryNotFoundError, RevisionNotFoundError  # noqa: E402

client = f"huggingface_hub {huggingface_hub.__version__} filled"
big, odd, tagged = "sentence-transformers/all-MiniLM-L6-v2", "sample-org/odd-names", "sample-org/revisions"
api = HfApi()


def fresh() -> str:
    return tempfile.mkdtemp()


def counted(name: str) -> int:
    page = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{server}/metrics").read().decode()
    return next(int(float(line.split()[1])) for line in page.splitlines() if line.startswith(f"weighbridge_fill_{name}_total "))


def together():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: hf_hub_download(big, "model.safetensors", cache_dir=fresh()), range(4)))
    assert {digest(path) for path in paths} == {source_files(big)["model.safetensors"]}


def snapshot():
    for repository in (big, "silero/silero-vad", "spotify/basic-pitch", odd):
        assert held_files(snapshot_download(repository, cache_dir=fresh())) == source_files(repository), repository


def again():
    before = counted("bytes")
    assert held_files(snapshot_download(big, cache_dir=fresh())) == source_files(big)
    assert counted("bytes") == before > 0, "what is held was fetched again"


def revisions():
    seen = [held_files(snapshot_download(tagged, revision=revision, cache_dir=fresh())) for revision in ("main", "v1.0", "refs/pr/1")]
    assert seen[0] == source_files(tagged) and seen[0] != seen[1] != seen[2]


def asking():
    assert {item.rfilename for item in api.model_info(big).siblings} == set(source_files(big))
    assert api.file_exists(big, "config.json") and not api.file_exists(big, "nowhere.json")
    assert api.repo_exists(odd) and not api.repo_exists("no-such/repository")
    assert api.revision_exists(tagged, "v1.0") and not api.revision_exists(tagged, "v9")


def missing():
    raises(EntryNotFoundError, lambda: hf_hub_download(big, "nowhere.json", cache_dir=fresh()))
    raises(RevisionNotFoundError, lambda: hf_hub_download(big, "config.json", revision="v9", cache_dir=fresh()))
    raises(RepositoryNotFoundError, lambda: hf_hub_download("no-such/repository", "config.json", cache_dir=fresh()))


def nobody_else():
    assert not strangers, strangers[:3]


for what, body in {
    "four downloads of a file that is not held": together, "whole repositories that are not mirrored are byte-identical": snapshot,
    "what was filled is not fetched again": again, "branch, tag and pull request": revisions, "information and existence": asking,
    "missing file, revision and repository raise the right exception": missing, "no other host was asked": nobody_else,
}.items():
    check(client, what, body)
