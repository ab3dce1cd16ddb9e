"""Measures how faithful, how fast and how small the reading of PDFs is.

usage: python benchmarks/extraction.py FOLDER FIDELITY

FOLDER holds `pdf/*.pdf` and `truth/*.json` (true blocks in reading order); FIDELITY is
the script that compares a truth
with a Markdown file. Printed in one run on one machine: fidelity of each file and of
its row-major twin (words painted
line by line across columns), CPU against pdftotext and against pdfplumber's words and
tables, pages a second with one
and two processes, peak memory, and milliseconds a page for each stage. Times are CPU
times, the best of several
rounds; process start and imports are left out of ours and are a part of pdftotext's (2
ms a file).
"""

from __future__ import annotations

import argparse
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

ROUNDS = 5
OFF = ExtractOptions(ocr="off")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("fidelity", type=Path)
    arguments = parser.parse_args()
    files = sorted((arguments.folder / "pdf").glob("*.pdf"))
    if not files:
        sys.exit(f"{arguments.folder}/pdf holds no PDF")
    print_fidelity(files, arguments.folder / "truth", arguments.fidelity)
    print_speed(files)
    print_stages(files)
    print_throughput(files)
    print_memory(files)


def print_fidelity(files: Sequence[Path], truths: Path, fidelity: Path) -> None:
    """One line a file, and one for its row-major twin."""
    print("FIDELITY")
    with tempfile.TemporaryDirectory() as folder:
        for twin in (False, True):
            for file in files:
                data = make_row_major(file.read_bytes()) if twin else file.read_bytes()
                text = Path(folder, "text.md")
                text.write_text(
                    write_markdown(pdf.read_pdf(data, options=OFF)), encoding="utf-8"
                )
                command = [
                    sys.executable,
                    str(fidelity),
                    str(truths / f"{file.stem}.json"),
                    str(text),
                ]
                done = subprocess.run(
                    command, capture_output=True, text=True, check=True
                )
                print(
                    f"  {file.stem + (' (row-major)' if twin else ''):24s}"
                    f" {done.stdout.strip()}"
                )


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
    """User CPU seconds of this process, as pdftotext's are counted."""
    start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work(data)
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime - start


def child_cpu(command: Sequence[str]) -> float:
    """User CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


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


def peak_of(name: str, repeat: int) -> tuple[int, float]:
    """Pages of a file repeated so often, and the peak memory in MB of a process that
    reads it.

    A plain process that opens the file itself; a worker of the pool would hold the
    pickled bytes twice.
    """
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        long_file = Path(folder) / "long.pdf"
        with pypdfium2.PdfDocument.new() as whole:
            source = pypdfium2.PdfDocument(name)
            for _ in range(repeat):
                whole.import_pages(source)
            whole.save(long_file)
            source.close()
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(long_file)],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    pages, peak = done.stdout.split()
    return int(pages), float(peak)


# On Linux the figure of `getrusage` begins with that of the process that started this
# one; VmHWM is its own.
_MEASURE = """
import sys
from pathlib import Path
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf
data = Path(sys.argv[1]).read_bytes()
pages = len(read_pdf(data, options=ExtractOptions(ocr="off")).pages)
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    high = next(line for line in lines if line.startswith("VmHWM"))
    peak = int(high.split()[1]) / 1024
else:
    import resource
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
print(pages, round(peak, 1))
"""


def print_memory(files: Sequence[Path]) -> None:
    """Peak memory of a worker at some length and at many times that."""
    print("\nPEAK MEMORY")
    longest = max(files, key=lambda file: file.stat().st_size)
    for repeat in (1, 8, 24):
        pages, megabytes = peak_of(str(longest), repeat)
        print(f"  {longest.stem} × {repeat}: {pages} pages, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
