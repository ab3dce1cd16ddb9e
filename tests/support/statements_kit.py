"""Items and scenes of small documents, for tests of what is said of a group."""

from __future__ import annotations

from documents import document_of

from plancoder.coding.sections.section_roles import read_roles
from plancoder.coding.sections.sections import locate_sections
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.items import Form, Item
from plancoder.models import Document


def item_at(document: Document, block: int, form: Form = Form.LINE) -> Item:
    """A whole block as an item."""
    start, end = document.blocks[block].start, document.blocks[block].end
    return Item(start, end, form, block, start)


def scene_of(source: str) -> Scene:
    """A document with its sections, in which no heading, entry or lead is counted."""
    document = document_of(source)
    sections = locate_sections(document, read_roles())
    return Scene(document, sections, {}, {}, {})
