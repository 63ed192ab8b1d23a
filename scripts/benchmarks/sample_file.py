"""A large file of incompressible bytes, and its SHA-256."""
import hashlib
import pathlib
import random


def make(path: pathlib.Path, size: int, seed: int = 7) -> str:
    """Writes `size` bytes that differ from MiB to MiB, and from seed to seed, quickly, and returns their SHA-256."""
    block = random.Random(seed).randbytes(1 << 20)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for index in range(size >> 20):
            piece = index.to_bytes(8, "big") + block[8:]
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()
