"""What tests ask of a study folder."""

from __future__ import annotations

from pathlib import Path

from plancoder.study.manifest import digest_of_file, read_manifest


def changed_files(out: Path) -> list[str]:
    """Files of the last run that are missing or no longer as it wrote them."""
    expected = read_manifest(out).digests.items()
    return [name for name, digest in expected if digest_of_file(out / name) != digest]
