"""huggingface_hub on exported caches, without a server: argv = server's address (not used), folder of the source repositories, and
EXPORTS in the environment is the folder with `hf-cache` and `plain`."""
import os
import pathlib
import subprocess
import sys

import checks
from checks import check, digest, held_files, raises, source_files, strangers

checks.prepare()
exports = pathlib.Path(os.environ["EXPORTS"])
os.environ.update({"HF_HUB_OFFLINE": "1", "HF_HUB_CACHE": str(exports / "hf-cache"), "HF_ENDPOINT": "http://127.0.0.1:9"})

import huggingface_hub  # noqa: E402
from huggingface_hub import hf_hub_download, scan_cache_dir, snapshot_download, try_to_load_from_cache  # noqa: E402

client = f"huggingface_hub {huggingface_hub.__version__} offline"
big, odd, tagged = "sentence-transformers/all-MiniLM-L6-v2", "sample-org/odd-names", "sample-org/revisions"


def snapshot():
    for repository in (big, "silero/silero-vad", "spotify/basic-pitch", odd):
        assert held_files(snapshot_download(repository)) == source_files(repository), repository


def single():
    assert digest(hf_hub_download(big, "model.safetensors")) == source_files(big)["model.safetensors"]
    assert digest(hf_hub_download(odd, "sub dir/a+b.txt")) == source_files(odd)["sub dir/a+b.txt"]
    assert try_to_load_from_cache(big, "config.json")


def pinning():
    seen = {revision: held_files(snapshot_download(tagged, revision=revision)) for revision in (None, "main", "v1.0", "refs/pr/1")}
    assert seen[None] == seen["main"] == source_files(tagged)
    assert seen["v1.0"] != seen["main"] and seen["refs/pr/1"] not in (seen["main"], seen["v1.0"])
    commit = pathlib.Path(snapshot_download(tagged, revision="v1.0")).name
    assert held_files(snapshot_download(tagged, revision=commit)) == seen["v1.0"]


def missing():
    raises(Exception, lambda: hf_hub_download(big, "nowhere.json"))
    raises(Exception, lambda: snapshot_download("no-such/repository"))


def scanned():
    report = scan_cache_dir()
    assert not report.warnings, [str(warning) for warning in report.warnings]
    found = {repository.repo_id: repository for repository in report.repos}
    assert set(found) == {big, "silero/silero-vad", "spotify/basic-pitch", odd, tagged}, set(found)
    assert set(found[tagged].refs) == {"main", "v1.0", "refs/pr/1"} and len(found[tagged].revisions) == 3
    assert found[big].nb_files == len(source_files(big)) or found[big].nb_files == len(set(source_files(big).values()))


def command():
    folder = pathlib.Path(sys.executable).parent
    for tool, words in (("hf", ["cache", "ls"]), ("hf", ["cache", "scan"]), ("huggingface-cli", ["scan-cache"])):
        if not (folder / tool).exists():
            continue
        run = subprocess.run([folder / tool, *words], capture_output=True, text=True, timeout=120)
        if run.returncode == 0:
            assert 'silero' in run.stdout and 'sentence-' in run.stdout, run.stdout[-500:]
            return
    raise AssertionError("no command line of this version lists its cache")


def linked():
    """Large files are the mirror's own, by another name; no file can be written."""
    for path in (exports / "hf-cache").glob("models--*/blobs/*"):
        status = path.stat()
        assert status.st_nlink > 1 and status.st_mode & 0o222 == 0, path


def plain():
    for repository in (big, odd, tagged):
        assert held_files(exports / "plain" / repository) == source_files(repository), repository


def nobody_else():
    assert not strangers, strangers[:3]


for what, body in {
    "whole repositories from the export": snapshot, "single files": single, "branch, tag, pull request and commit": pinning,
    "what is not there raises": missing, "the cache is scanned without a warning": scanned, "the command line lists it": command,
    "files are hard links that nobody may write": linked, "plain folders have the same bytes": plain, "no host was asked": nobody_else,
}.items():
    check(client, what, body)
