"""huggingface_hub, any version, against the server: argv = server's address, folder of the source repositories."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import checks
from checks import check, digest, held_files, raises, server, source_files, strangers

checks.prepare()

import huggingface_hub  # noqa: E402
from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # noqa: E402
from huggingface_hub.utils import EntryNotFoundError, RepositoryNotFoundError, RevisionNotFoundError  # noqa: E402

client = f"huggingface_hub {huggingface_hub.__version__}"
big, odd, tagged = "sentence-transformers/all-MiniLM-L6-v2", "sample-org/odd-names", "sample-org/revisions"
api = HfApi()


def fresh() -> str:
    return tempfile.mkdtemp()


def snapshot():
    for repository in (big, "silero/silero-vad", "spotify/basic-pitch", odd):
        assert held_files(snapshot_download(repository, cache_dir=fresh())) == source_files(repository), repository


def single():
    path = hf_hub_download(big, "model.safetensors", cache_dir=fresh())
    assert digest(path) == source_files(big)["model.safetensors"]


def local_folder():
    target = fresh()
    snapshot_download(odd, local_dir=target)
    assert held_files(target) == source_files(odd)


def allow():
    held = held_files(snapshot_download(big, allow_patterns=["*.json", "1_Pooling/*"], cache_dir=fresh()))
    assert held == {path: value for path, value in source_files(big).items() if path.endswith(".json")}


def ignore():
    held = held_files(snapshot_download(big, ignore_patterns=["*.safetensors", "*.json"], cache_dir=fresh()))
    assert held == {path: value for path, value in source_files(big).items() if not path.endswith((".safetensors", ".json"))}


def info():
    model = api.model_info(big)
    assert model.id == big and len(model.sha) == 40 and model.pipeline_tag == "sentence-similarity" and "license:apache-2.0" in model.tags
    assert {item.rfilename for item in model.siblings} == set(source_files(big))


def info_files():
    files = {item.rfilename: item for item in api.model_info(big, files_metadata=True).siblings}
    weights = files["model.safetensors"]
    lfs = weights.lfs if isinstance(weights.lfs, dict) else vars(weights.lfs)
    assert weights.size == 90868376 and lfs["sha256"] == source_files(big)["model.safetensors"]


def listing():
    assert [model.id for model in api.list_models(search="minilm")] == [big]
    assert "silero/silero-vad" in {model.id for model in api.list_models(filter="onnx")}
    assert [model.id for model in api.list_models(author="spotify")] == ["spotify/basic-pitch"]
    ordered = [model.downloads for model in api.list_models(sort="downloads", limit=3)]
    assert len(ordered) == 3 and ordered == sorted(ordered, reverse=True)


def tree():
    entries = {item.path: item for item in api.list_repo_tree(odd, recursive=True)}
    assert set(source_files(odd)) <= set(entries)
    assert set(api.list_repo_files(odd)) == set(source_files(odd))
    paths = api.get_paths_info(big, ["model.safetensors", "nowhere"])
    assert [(item.path, item.size) for item in paths] == [("model.safetensors", 90868376)]


def existence():
    assert api.file_exists(big, "config.json") and not api.file_exists(big, "nowhere.json")
    assert api.repo_exists(big) and not api.repo_exists("no-such/repository")
    assert api.revision_exists(tagged, "v1.0") and not api.revision_exists(tagged, "v9")


def pinning():
    refs = api.list_repo_refs(tagged, include_pull_requests=True)
    main = {ref.name: ref.target_commit for ref in refs.branches}["main"]
    tag = {ref.name: ref.target_commit for ref in refs.tags}["v1.0"]
    assert main != tag
    seen = {}
    for revision in (None, "main", "v1.0", "refs/pr/1", main, tag):
        seen[revision] = held_files(snapshot_download(tagged, revision=revision, cache_dir=fresh()))
    assert seen[None] == seen["main"] == seen[main] == source_files(tagged)
    assert seen["v1.0"] == seen[tag] != seen["main"]
    assert seen["refs/pr/1"] not in (seen["main"], seen["v1.0"])


def missing():
    raises(EntryNotFoundError, lambda: hf_hub_download(big, "nowhere.json", cache_dir=fresh()))
    raises(RevisionNotFoundError, lambda: hf_hub_download(big, "config.json", revision="v9", cache_dir=fresh()))
    raises(RepositoryNotFoundError, lambda: hf_hub_download("no-such/repository", "config.json", cache_dir=fresh()))
    raises(RepositoryNotFoundError, lambda: api.model_info("no-such/repository"))
    raises(RevisionNotFoundError, lambda: api.model_info(big, revision="v9"))


def unmirrored():
    error = raises(EntryNotFoundError, lambda: hf_hub_download("ztxtech/fracast-0", "config.json", cache_dir=fresh()))
    assert "mirror" in str(error).lower(), str(error)


def resume():
    cutter = checks.Cutter(limit=20_000_000, cuts=2)
    program = (
        "import sys, huggingface_hub as h\n"
        "print(h.hf_hub_download(sys.argv[1], 'model.safetensors', cache_dir=sys.argv[2]))\n"
    )
    target = fresh()
    environment = {**os.environ, "HF_ENDPOINT": cutter.url}
    for _ in range(4):  # 0.23 gives up after a cut; the next start goes on from what it kept
        run = subprocess.run([sys.executable, "-c", program, big, target], env=environment, capture_output=True, text=True, timeout=120)
        if run.returncode == 0:
            break
    assert run.returncode == 0, run.stderr[-300:]
    assert digest(run.stdout.strip()) == source_files(big)["model.safetensors"]
    assert cutter.cuts == 0 and cutter.ranges, "the download was not cut, or not resumed by a range"


def offline():
    target = fresh()
    first = snapshot_download(big, cache_dir=target, allow_patterns=["*.json"])
    assert snapshot_download(big, cache_dir=target, local_files_only=True, allow_patterns=["*.json"]) == first


def command():
    tool = next(found for name in ("hf", "huggingface-cli") if (found := shutil.which(name, path=str(pathlib.Path(sys.executable).parent))))
    target = fresh()
    run = subprocess.run([tool, "download", odd, "--local-dir", target], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr[-300:]
    assert held_files(target) == source_files(odd)


def nobody_else():
    assert not strangers, strangers[:3]


for what, body in {
    "whole repositories are byte-identical": snapshot, "a single file": single, "into a local folder": local_folder,
    "allow patterns": allow, "ignore patterns": ignore, "model_info": info, "model_info with files": info_files,
    "list_models by search, filter, author and sort": listing, "list_repo_tree, list_repo_files, paths info": tree,
    "file_exists, repo_exists, revision_exists": existence, "branch, tag, pull request and commit are pinned": pinning,
    "missing file, revision and repository raise the right exception": missing,
    "a model that is indexed but not mirrored says so": unmirrored, "an interrupted download is resumed": resume,
    "the cache is complete without a server": offline, "the command line": command, "no other host was asked": nobody_else,
}.items():
    check(client, what, body)
