"""A study to another coding program and back, by the commands."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree
from small_study import plancoder, values_of

from plancoder.tables.stable_zip import stable_zip

Q = "{urn:QDA-XML:project:1.0}"


def test_what_is_taken_out_of_a_project_loses_its_tick(coded_study: Path) -> None:
    done = plancoder("exchange", coded_study)
    assert done.returncode == 0, done.stderr
    project = coded_study / "out" / "exchange" / "study.qdpx"
    first = project.read_bytes()
    assert plancoder("exchange", coded_study).returncode == 0
    assert project.read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["project.qde"])
    for source in root.iter(f"{Q}TextSource"):
        if source.get("name") == "fenn:2021":
            source.remove(source.find(f"{Q}PlainTextSelection"))
    parts["project.qde"] = etree.tostring(root)
    back = coded_study / "back.qdpx"
    back.write_bytes(stable_zip(parts))
    done = plancoder("decide", back, coded_study)
    assert done.returncode == 3
    assert "Give --reviewer NAME" in done.stderr
    done = plancoder("decide", back, coded_study, "--reviewer", "Ann")
    assert "fenn:2021: housing: rejected by Ann" in done.stderr
    assert plancoder("export", coded_study).returncode == 0
    assert values_of(coded_study)["fenn:2021", "housing"] == "0"
    done = plancoder("decide", back, coded_study, "--reviewer", "Ann")
    assert "0 decisions taken into decisions.csv, 1 known before" in done.stderr
