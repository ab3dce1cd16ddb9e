"""A new study folder, ready for plans."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from plancoder.errors import OutputError, StudyError
from plancoder.study.input_file import is_folder, is_there
from plancoder.study.names import CODEBOOK, PLANS, RAW


def create_study(folder: Path) -> list[str]:
    """Make raw/ and codebook.yaml; lines that say what to do next.

    Raises StudyError where a study lies there already (nothing is overwritten),
    OutputError where it cannot be written.
    """
    if is_there(folder) and not is_folder(folder):
        raise StudyError(f"{folder}: is a file. Name a folder for the new study.")
    there = [name for name in (CODEBOOK, f"{RAW}/{PLANS}") if is_there(folder / name)]
    if there:
        raise StudyError(
            f"{folder}: holds a study already ({', '.join(there)}). Nothing was"
            " changed."
        )
    try:
        (folder / RAW).mkdir(parents=True, exist_ok=True)
        (folder / CODEBOOK).write_bytes(template_codebook())
    except OSError as error:
        raise OutputError(
            f"{folder}: the study cannot be written here ({error.strerror}). Choose"
            " another folder."
        ) from error
    return [
        f"A new study lies in {folder}:",
        (
            "  raw/           copy the plans here: PDF, Word, OpenDocument, RTF,"
            " PowerPoint, web pages, Markdown or text"
        ),
        (
            "  codebook.yaml  what is looked for; 8 needs and 16 priorities to begin"
            " with, edit it as you like"
        ),
        "",
        f"Then: plancoder run {folder}",
        (
            "Without raw/plans.csv it proposes one from file names and first pages, for"
            " you to correct."
        ),
    ]


def template_codebook() -> bytes:
    """The codebook that a new study starts with, the same as at the top of the
    project.
    """
    return (
        resources.files("plancoder.study").joinpath("template", CODEBOOK).read_bytes()
    )
