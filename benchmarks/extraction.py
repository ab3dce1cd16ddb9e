"""Measures how faithful, how fast and how small the reading of PDFs is.

usage: python benchmarks/extraction.py FIDELITY FOLDER [FOLDER ...] [--only PART ...]

Each FOLDER holds `pdf/*.pdf` and `truth/*.json` (true blocks in reading order);
FIDELITY is the script that compares a truth with a Markdown file. The parts, all of
them unless `--only` names some: `fidelity` (one table of all folders, with a mean for
each, and for the row-major twins, whose words are painted line by line across columns),
`speed` (CPU against pdftotext and against pdfplumber's words and tables), `stages`
(milliseconds a page), `throughput` (pages a second with one and two processes) and
`memory` (peak, and growth a page beside the size of the document itself).

Times are CPU times, the best of several rounds; process start and imports are left out
of ours and are a part of pdftotext's (2 ms a file). It needs plancoder with its `dev`
extra (pikepdf for the twins); pdftotext (Debian: poppler-utils) is optional, and its
ratio is left out without it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plancoder.extract.layout import assemble
from plancoder.extract.layout import compose as composing
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf import page as pdf_page
from plancoder.extract.pdf import read as pdf
from plancoder.extract.pdf import words as pdf_words
from plancoder.extract.pdf.pdfium import pdfium
from plancoder.extract.text.markdown import write_markdown
from row_major import make_row_major

PARTS = ("fidelity", "speed", "stages", "throughput", "memory")
# What the script for fidelity says of a file, in the order of our columns.
FIGURES = ("recall", "precision", "sentences", "headings", "heading-F1", "bullets")
ROUNDS = 5
OFF = ExtractOptions(ocr="off")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("fidelity", type=Path)
    parser.add_argument("folders", type=Path, nargs="+", metavar="folder")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    files: list[Path] = []
    for folder in arguments.folders:
        found = sorted((folder / "pdf").glob("*.pdf"))
        if not found:
            sys.exit(f"{folder}/pdf holds no PDF")
        files += found
    parts: dict[str, Callable[[], None]] = {
        "fidelity": lambda: print_fidelity(files, arguments.fidelity),
        "speed": lambda: print_speed(files),
        "stages": lambda: print_stages(files),
        "throughput": lambda: print_throughput(files),
        "memory": lambda: print_memory(files),
    }
    for part in arguments.only:
        parts[part]()


def print_fidelity(files: Sequence[Path], script: Path) -> None:
    """One line a file and one for its row-major twin; then the mean of each folder."""
    columns = [*FIGURES, "cells", "furniture"]
    print("FIDELITY, in percent; furniture counts lines")
    print(f"  {'':36s}" + "".join(f"{column:>12s}" for column in columns))
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for twin in (False, True):
        for file in files:
            group = file.parents[1].name + (", row-major" if twin else "")
            figures = fidelity_of(file, script, twin=twin)
            groups[group].append(figures)
            print_figures(f"{file.stem}{' (row-major)' if twin else ''}", figures)
    for group, several in groups.items():
        known = {
            column: [one[column] for one in several if column in one]
            for column in columns
        }
        mean = {
            column: sum(values) / len(values)
            for column, values in known.items()
            if values
        }
        print_figures(f"mean of {group}", mean)


def print_figures(name: str, figures: dict[str, float]) -> None:
    """A line of the table; blank where a file has nothing to count."""
    cells = (
        f"{figures[column]:12.1f}" if column in figures else f"{'':12s}"
        for column in (*FIGURES, "cells", "furniture")
    )
    print(f"  {name:36s}" + "".join(cells), flush=True)


def fidelity_of(file: Path, script: Path, *, twin: bool) -> dict[str, float]:
    """The figures of the script; without cells where the truth has no table."""
    truth = file.parents[1] / "truth" / f"{file.stem}.json"
    data = make_row_major(file.read_bytes()) if twin else file.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "text.md")
        text.write_text(
            write_markdown(pdf.read_pdf(data, options=OFF)), encoding="utf-8"
        )
        command = [sys.executable, str(script), str(truth), str(text)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = done.stdout.split()
    figures = dict(zip(said[0::2], map(float, said[1::2]), strict=True))
    kinds = {block["kind"] for block in json.loads(truth.read_bytes())["blocks"]}
    if "table" not in kinds:
        del figures["cells"]
    return figures


def print_speed(files: Sequence[Path]) -> None:
    """CPU of each file against its rivals, measured in turns so that a busy machine is
    fair to all.
    """
    print("\nCPU, ms a page")
    rival = shutil.which("pdftotext")
    if rival is None:
        print("  pdftotext is not installed (Debian: poppler-utils): no ratio to it")
    sums: dict[str, float] = defaultdict(float)
    for file in files:
        data = file.read_bytes()
        pages = len(pdf.read_pdf(data, options=OFF).pages)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(cpu(read_quietly, data))
            theirs.append(child_cpu([rival, str(file), os.devnull]) if rival else 0.0)
        plumber = cpu(plumber_words_and_tables, data)
        best, native = min(ours), min(theirs)
        for name, value in (
            ("ours", best),
            ("pdftotext", native),
            ("pdfplumber", plumber),
            ("pages", pages),
        ):
            sums[name] += value
        print(
            f"  {file.stem:14s}{pages:4d} pages  ours {1000 * best / pages:6.2f} "
            f" {ratios(best, native, plumber)}"
        )
    print(
        f"  {'all':14s}{sums['pages']:4.0f} pages "
        f" {ratios(sums['ours'], sums['pdftotext'], sums['pdfplumber'])}"
    )


def ratios(ours: float, native: float, plumber: float) -> str:
    """Our CPU as a multiple of pdftotext's and pdfplumber's as a multiple of ours."""
    against = f"× pdftotext {ours / native:5.2f}  " if native else ""
    return f"{against}pdfplumber words + tables {plumber / ours:5.1f} × ours"


def plumber_words_and_tables(data: bytes) -> None:
    """What people do with pdfplumber: words with fonts and tables, page by page."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            page.extract_words(extra_attrs=["fontname", "size"])
            page.extract_tables()
            page.close()


def read_quietly(data: bytes) -> None:
    """What is measured: everything from the bytes to the document."""
    pdf.read_pdf(data, options=OFF)


def cpu(work: Callable[[bytes], None], data: bytes) -> float:
    """CPU seconds of this process."""
    start = spent(resource.RUSAGE_SELF)
    work(data)
    return spent(resource.RUSAGE_SELF) - start


def child_cpu(command: Sequence[str]) -> float:
    """CPU seconds of a command."""
    before = spent(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return spent(resource.RUSAGE_CHILDREN) - before


def spent(who: int) -> float:
    """CPU seconds of user and system: only their sum is exact, for Linux guesses by
    clock ticks how it is split, and so gives short commands none at all.
    """
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def print_stages(files: Sequence[Path]) -> None:
    """CPU of each stage over all files, in ms a page; what a stage calls is counted in
    it too.
    """
    api = pdfium()
    stages: list[tuple[str, Any, str]] = [
        ("load page", api, "FPDF_LoadPage"),
        ("load text", api, "FPDFText_LoadPage"),
        ("words", pdf_words.WordReader, "pieces"),
        ("paths", pdf_page, "read_paths"),
        ("tables, ruled", pdf_page, "find_tables"),
        ("tables, open", pdf_page, "find_open_tables"),
        ("furniture", composing, "strip_furniture"),
        ("panels", composing, "gather_panels"),
        ("order", composing, "order_pieces"),
        ("lines", composing, "lines_of"),
        ("vocabulary", composing, "vocabulary_of"),
        ("blocks", composing, "_drafts"),
        ("text", assemble.Assembler, "add"),
    ]
    pages = 0
    with timed(stages) as seconds:
        for file in files:
            pages += len(pdf.read_pdf(file.read_bytes(), options=OFF).pages)
    print(
        "\nSTAGES, ms a page: "
        + ", ".join(f"{name} {1000 * seconds[name] / pages:.2f}" for name, *_ in stages)
    )


@contextmanager
def timed(stages: Sequence[tuple[str, Any, str]]) -> Iterator[dict[str, float]]:
    """Counts the CPU seconds of functions while it lasts."""
    seconds: dict[str, float] = defaultdict(float)
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in stages]
    for (label, owner, name), (*_, function) in zip(stages, kept, strict=True):
        setattr(owner, name, _counted(function, label, seconds))
    try:
        yield seconds
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)


def _counted(
    function: Callable[..., Any], label: str, seconds: dict[str, float]
) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        result = function(*arguments, **named)
        seconds[label] += time.process_time() - start
        return result

    return counted


def read_all(names: Sequence[str]) -> tuple[int, float]:
    """Pages read and CPU seconds, in a process of its own."""
    data = [Path(name).read_bytes() for name in names]
    pdf.read_pdf(
        data[0], options=OFF
    )  # imports and the library's start are not counted
    start = time.process_time()
    return (
        sum(len(pdf.read_pdf(one, options=OFF).pages) for one in data),
        time.process_time() - start,
    )


def print_throughput(files: Sequence[Path]) -> None:
    """Pages a second of CPU and of the clock."""
    names = [str(file) for file in files] * 3
    print("\nPAGES A SECOND")
    for workers in (1, 2):
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            pool.map(read_all, [names[:1]] * workers, chunksize=1)
            start = time.perf_counter()
            done = pool.map(read_all, [names] * workers, chunksize=1)
            clock = time.perf_counter() - start
        pages, seconds = sum(one for one, _ in done), sum(one for _, one in done)
        print(
            f"  {workers} process(es): {pages * workers / seconds:6.0f} by CPU,"
            f" {pages / clock:6.0f} by the clock"
        )


def make_long(name: str, repeat: int, folder: Path) -> Path:
    """The pages of a file, repeated so often, as one file."""
    import pypdfium2

    long_file = folder / "long.pdf"
    with pypdfium2.PdfDocument.new() as whole:
        source = pypdfium2.PdfDocument(name)
        for _ in range(repeat):
            whole.import_pages(source)
        whole.save(long_file)
        source.close()
    return long_file


def peak_of(name: str, repeat: int) -> tuple[int, float, float]:
    """Pages of a file repeated so often, the peak memory in MB of a process that reads
    it, and the size in MB of the document that it gives.

    A plain process that opens the file itself; a worker of the pool would hold the
    pickled bytes twice.
    """
    with tempfile.TemporaryDirectory() as folder:
        long_file = make_long(name, repeat, Path(folder))
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(long_file)],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    pages, peak, document = done.stdout.split()
    return int(pages), float(peak), float(document)


# On Linux the figure of `getrusage` begins with that of the process that started this
# one; VmHWM is its own. The document's own size is asked of a second one, read from the
# first by pickle, when the peak is known.
_MEASURE = """
import sys
from pathlib import Path
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
data = Path(sys.argv[1]).read_bytes()
document = read_pdf(data, options=ExtractOptions(ocr="off"))
pages = len(document.pages)
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    high = next(line for line in lines if line.startswith("VmHWM"))
    peak = int(high.split()[1]) / 1024
else:
    import resource
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
import pickle
import tracemalloc
packed = pickle.dumps(document)
del document
tracemalloc.start()
again = pickle.loads(packed)
size = tracemalloc.get_traced_memory()[0] / 1024 / 1024
print(pages, round(peak, 1), round(size, 2))
"""


def print_memory(files: Sequence[Path]) -> None:
    """Peak memory of a process at some length and at many times that, and how much a
    page adds beyond what the document itself takes.
    """
    print("\nPEAK MEMORY")
    longest = max(files, key=lambda file: file.stat().st_size)
    first: tuple[int, float, float] | None = None
    for repeat in (1, 8, 24):
        pages, megabytes, document = peak_of(str(longest), repeat)
        line = (
            f"  {longest.stem} × {repeat}: {pages} pages, {megabytes:.0f} MB,"
            f" document {document:.1f} MB"
        )
        if first is not None:
            beyond = megabytes - first[1] - (document - first[2])
            line += f", {1024 * beyond / (pages - first[0]):.0f} KB a page beyond it"
        else:
            first = pages, megabytes, document
        print(line)


if __name__ == "__main__":
    main()
