"""The plan's own stated priorities, each once, as worded, with all its places and how
sure they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from operator import itemgetter

from plancoder.coding.sections.corrections import Correction
from plancoder.coding.sections.labels import labels_inside
from plancoder.coding.sections.page_chrome import without_chrome
from plancoder.coding.sections.plain_text import plain, similarity
from plancoder.coding.sections.sections import Sections
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.choose import (
    Choice,
    Confidence,
    rank_groups,
    same_wording,
    says_the_same,
)
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.groups import find_groups
from plancoder.coding.statements.items import Form, Item, find_items, make_item
from plancoder.coding.statements.wordings import ends_open
from plancoder.models import BlockKind, Document, Place, PriorityStatement
from plancoder.number_words import NUMBER_WORDS

_FOUND_AS = {
    Form.CONTENTS: "contents",
    Form.HEADING: "heading",
    Form.BULLET: "list",
    Form.NUMBERED: "list",
    Form.CELL: "table",
    Form.INLINE: "sentence",
    Form.LINE: "sentence",
}
_ORDER = ("heading", "list", "table", "sentence", "contents")
_LONG_WORDS = 60
# Two wordings this alike, in percent, are one statement at two places.
_SAME = 88.0


@dataclass(slots=True)
class _Cluster:
    """The places of one statement, while they are being gathered."""

    plain: str
    label: str
    number: str
    own: list[Item] = field(default_factory=list)
    repeats: list[Item] = field(default_factory=list)
    leads: set[int] = field(default_factory=set)  # where its places begin
    blocks: set[int] = field(default_factory=set)  # in which its own places stand

    def add(self, item: Item, *, repeats: bool = False) -> None:
        """Add a place, unless it is there already, or its label stands alone."""
        if item.lead in self.leads or item.start >= item.end:
            return
        self.leads.add(item.lead)
        if repeats:
            self.repeats.append(item)
        else:
            self.own.append(item)
            self.blocks.add(item.block)

    def take_label(self, item: Item) -> None:
        """Take the label of an item, where none is known yet."""
        if item.label and not self.label:
            self.label, self.number = item.label.shown, item.label.number


@dataclass(frozen=True, slots=True)
class FoundStatements:
    """The statements in order, how sure they are, and the rivals they were chosen "
    "from.
    """

    statements: tuple[PriorityStatement, ...]
    choice: Choice
    scene: Scene

    @property
    def confidence(self) -> Confidence:
        """How sure it is that these are the plan's own priorities, all of them."""
        return self.choice.confidence


def find_statements(
    document: Document,
    sections: Sections,
    corrections: Sequence[Correction] = (),
) -> FoundStatements:
    """The priority statements of a document; none where nothing states a priority."""
    document = without_chrome(document)
    items = find_items(document)
    groups = find_groups(document, items)
    choice, scene = rank_groups(document, sections, items, groups)
    clusters: list[_Cluster] = []
    if choice.confidence is not Confidence.NONE:
        clusters = _gather(choice, items, scene)
    clusters = _corrected(document, clusters, corrections)
    _add_repeats(scene, items, clusters)
    if any(one.statement is not None for one in corrections):
        choice = Choice(choice.rivals, Confidence.STATED)
    statements = tuple(
        _statement(document, cluster, choice.confidence) for cluster in clusters
    )
    return FoundStatements(statements, choice, scene)


def _gather(choice: Choice, items: Sequence[Item], scene: Scene) -> list[_Cluster]:
    """The items of the best group, joined by those of groups that say the same."""
    best = choice.rivals[0]
    clusters: list[_Cluster] = []
    # Items of one list that begin alike are two all the same.
    listed = best.group.kind == "list"
    for item in best.group.items:
        _take(clusters, item, scene, adds=True, siblings=listed)
    numbered = best.group.kind == "labels"
    for rival in choice.rivals[1:]:
        if says_the_same(rival, best, scene):
            labels = numbered and rival.group.kind == "labels"
            for item in rival.group.items:
                _take(clusters, item, scene, adds=labels, repeats=True)
    if best.group.kind == "labels":
        _add_series(choice, scene, clusters)
        _add_objectives(choice, items, scene, clusters)
        _add_missing(scene, clusters, best.group.items)
    numbers = [one.number for one in clusters]
    if all(map(str.isdigit, numbers)) and len(set(numbers)) == len(numbers):
        return sorted(clusters, key=lambda one: _as_number(one.number))
    if any(one.start > other.start for one, other in pairwise(best.group.items)):
        return clusters  # the columns of a contents page stand in order already
    return sorted(clusters, key=lambda one: min(item.start for item in one.own))


def _as_number(written: str) -> int:
    return int(written) if written.isdigit() else 0


def _add_series(choice: Choice, scene: Scene, clusters: list[_Cluster]) -> None:
    """Further series of the same label word among headings: priorities numbered anew
    under each theme. Lines one below the other are none where the priorities have
    chapters: they list measures by objective.
    """
    best = choice.rivals[0].group
    for rival in choice.rivals[1:]:
        group = rival.group
        if group.kind != "labels" or rival.points < choice.rivals[0].points - 3:
            continue
        same_word = _word(group.items[0]) == _word(best.items[0])
        listed = _have_text(best.items) and not _have_text(group.items)
        if (
            same_word
            and not listed
            and group.items[0].form is best.items[0].form is Form.HEADING
        ):
            for item in group.items:
                _take(clusters, item, scene, adds=True)


def _have_text(items: Sequence[Item]) -> bool:
    """Whether other blocks stand between items."""
    return any(other.block - one.block > 1 for one, other in pairwise(items))


def _add_objectives(
    choice: Choice, items: Sequence[Item], scene: Scene, clusters: list[_Cluster]
) -> None:
    """The objectives of themes ("Objective 1.1" below "Theme 1") are priorities beside
    the themes, and so is "Priority 1.1" below "Aim 1"; parts of a priority ("Objective
    1.1" below "Priority 1") and outcomes are not.
    """
    word = _word(choice.rivals[0].group.items[0])
    for item in items:
        if item.label and item.label.sub and item.label.word != word:
            parts = word in _PARENTS and item.label.word != "outcome"
            adds = parts or item.label.word == "priority"
            _take(clusters, item, scene, adds=adds)


_PARENTS = ("theme", "pillar", "strand")


def _word(item: Item) -> str:
    return item.label.word if item.label else ""


def _add_missing(scene: Scene, clusters: list[_Cluster], items: Sequence[Item]) -> None:
    """Look behind full stops for labels whose numbers are missing: "… so. Priority 1:
    Safer roads".
    """
    document = scene.document
    numbers = {int(one.number) for one in clusters if one.number.isdigit()}
    missing = set(range(1, max(numbers, default=0))) - numbers
    if not missing:
        return
    for label in labels_inside(document.text, 0, len(document.text)):
        if label.word != _word(items[0]) or label.number not in map(str, missing):
            continue
        index = document.block_index(label.start)
        end = document.blocks[index].end
        start, end = next(split_sentences(document.text, label.end, end), (0, 0))
        if start < end:
            item = Item(start, end, Form.INLINE, index, label.start, label)
            _take(clusters, item, scene, adds=True)


def _take(
    clusters: list[_Cluster],
    item: Item,
    scene: Scene,
    *,
    adds: bool,
    repeats: bool = False,
    siblings: bool = False,
) -> None:
    words = scene.plain_of(item)
    label = item.label
    # A place is one statement's alone: another that begins alike does not take it.
    known = [one for one in clusters if repeats and item.lead in one.leads]
    for cluster in known or clusters:
        beside = siblings or item.block in cluster.blocks
        apart = adds and beside and label is None and cluster.plain != words
        if not apart and _belongs(cluster, item, words):
            cluster.take_label(item)
            cluster.add(item, repeats=repeats)
            return
    if adds and words:
        clusters.append(_cluster_of(item, words))


def _cluster_of(item: Item, words: str) -> _Cluster:
    label = item.label
    shown, number = (label.shown, label.number) if label else ("", "")
    cluster = _Cluster(words, shown, number)
    cluster.add(item)
    return cluster


# Two headings numbered alike that share no word and are less alike than this, in
# percent, are two priorities, numbered anew.
_NUMBERED_ANEW = 65.0


def _belongs(cluster: _Cluster, item: Item, words: str) -> bool:
    """Whether an item states what a cluster states: by its number, or by its words."""
    label = item.label
    if label is None or not cluster.number:
        return same_wording(cluster.plain, words) or _begins_alike(cluster.plain, words)
    if label.shown != cluster.label:
        return label.word != cluster.label.split()[0].casefold() and same_wording(
            cluster.plain, words
        )
    if item.form is not Form.HEADING:
        return True
    heads = any(one.form is Form.HEADING for one in cluster.own)
    tongues = {one.label.welsh for one in cluster.own if one.label}
    shared = {word for word in words.split() if len(word) > 3} & set(
        cluster.plain.split()
    )
    alike = similarity(cluster.plain, words, _NUMBERED_ANEW) >= _NUMBERED_ANEW
    return not heads or bool(shared) or alike or (not label.welsh) in tongues


def _begins_alike(one: str, other: str) -> bool:
    """Whether two wordings begin with the same four words: one place ran into what
    follows it.
    """
    first, second = one.split()[:_PREFIX], other.split()[:_PREFIX]
    return len(first) == _PREFIX and first == second


_PREFIX = 4


def _corrected(
    document: Document, clusters: list[_Cluster], corrections: Sequence[Correction]
) -> list[_Cluster]:
    """The clusters after a person said what is a statement and what is none.

    They come in the order of the plan; in the order of roles.csv where it names all.
    """
    for correction in corrections:
        meant = [one for one in clusters if _meant(document, one, correction)]
        if correction.statement is False:
            clusters = [one for one in clusters if one not in meant]
        elif correction.statement and not meant:
            item = _quoted(document, correction)
            if item is not None:
                clusters.append(_cluster_of(item, plain(correction.quote)))
    if corrections:
        clusters.sort(key=lambda one: min(item.start for item in one.own))
    return _ordered(document, clusters, corrections)


def _ordered(
    document: Document, clusters: list[_Cluster], corrections: Sequence[Correction]
) -> list[_Cluster]:
    """The clusters in the order of roles.csv where it names all, else as they are."""
    named = [one for one in corrections if one.statement]
    order = [_rank_among(document, one, named) for one in clusters]
    if not named or len(named) in order:
        return clusters
    return [clusters[at] for at in sorted(range(len(order)), key=order.__getitem__)]


def _rank_among(
    document: Document, cluster: _Cluster, named: Sequence[Correction]
) -> int:
    """Which of the lines of roles.csv names a statement; their number for none."""
    means = (at for at, one in enumerate(named) if _meant(document, cluster, one))
    return next(means, len(named))


def _meant(document: Document, cluster: _Cluster, correction: Correction) -> bool:
    return any(
        correction.means(document.text[item.start : item.end]) for item in cluster.own
    )


def _quoted(document: Document, correction: Correction) -> Item | None:
    """The place that a person's quote means."""
    quote = correction.quote.strip()
    for index, block in enumerate(document.blocks):
        form = _FORM_OF.get(block.kind, Form.LINE)
        if correction.means(document.text[block.start : block.end]):
            return Item(block.start, block.end, form, index, block.start)
        for item in make_item(document.text, block.start, block.end, form, index):
            if correction.means(document.text[item.start : item.end]):
                return item
        at = document.text.find(quote, block.start, block.end)
        if at >= 0 and quote:
            return Item(at, at + len(quote), Form.INLINE, index, at)
    return None


_FORM_OF = {
    BlockKind.HEADING: Form.HEADING,
    BlockKind.BULLET: Form.BULLET,
    BlockKind.TABLE_CELL: Form.CELL,
}


def _add_repeats(scene: Scene, items: Sequence[Item], clusters: list[_Cluster]) -> None:
    """Give each statement the other places that have its words."""
    taken = {lead for cluster in clusters for lead in cluster.leads}
    sizes = [(len(cluster.plain), cluster) for cluster in clusters]
    longest = 2 * max((size for size, _ in sizes), default=0) + 40
    for item in items if clusters else ():
        if item.lead in taken or item.end - item.start > longest:
            continue
        words = scene.plain_of(item)
        least, most = 0.7 * len(words), len(words) / 0.7 + 1
        near = [one for size, one in sizes if least < size < most]
        if not near:
            continue
        alike = [(similarity(one.plain, words, _SAME), one) for one in near]
        score, best = max(alike, key=itemgetter(0), default=(0.0, None))
        if best is not None and score >= _SAME:
            best.repeats.append(_without_number(scene, item, best.plain))


def _without_number(scene: Scene, item: Item, words: str) -> Item:
    """A place without the number before the wording: "IX   Calm lanes", the heading of
    a chapter.
    """
    number = _CHAPTER_NUMBER.match(scene.document.text, item.start, item.end)
    if number is None:
        return item
    bare = item._replace(start=number.end())
    return bare if scene.plain_of(bare) == words else item


_CHAPTER_NUMBER = re.compile(
    rf"(?:(?:Chapter|Part|Section)\s+)?(?:\d{{1,2}}|[IVX]{{1,5}}|[A-H]|"
    rf"{'|'.join(word.title() for word in NUMBER_WORDS)})[.):]?\s+(?:\|\s+)?(?=\S)"
)


def _statement(
    document: Document, cluster: _Cluster, confidence: Confidence
) -> PriorityStatement:
    items = (*cluster.own, *cluster.repeats)
    written = [" ".join(document.text[one.start : one.end].split()) for one in items]
    said = [plain(words) for words in written]
    slips = _slips(Counter(said), Counter(written))
    ranked = []
    for at, (item, words) in enumerate(zip(items, said, strict=True)):
        repeat = at >= len(cluster.own)
        ranked.append((words in slips, *_rank(document, item, repeat), item))
    ranked.sort(key=lambda row: row[:-1])
    ranked = _cut_where_places_part(document, ranked)
    places = tuple(
        Place(item.start, item.end, document.page_at(item.start), _FOUND_AS[item.form])
        for *_, item in ranked
    )
    first = places[0]
    return PriorityStatement(
        document.text[first.start : first.end], cluster.label, places, confidence.value
    )


def _slips(said: Counter[str], written: Counter[str]) -> set[str]:
    """Which of the plain wordings of a statement are slips or were cut short."""
    agreed = [words for words, times in said.items() if times > 1]
    return {
        words
        for words, times in said.items()
        if _slips_from(agreed, words) or _is_cut_short(words, times, written)
    }


def _slips_from(agreed: Sequence[str], words: str) -> bool:
    """Whether a wording is one of those that several places agree on, with a slip: it
    ran on, was cut short or lost a letter.
    """
    if not agreed or words in agreed:
        return False
    first = words.split(" ", 1)[0]
    return any(one.split(" ", 1)[0] == first for one in agreed)


_Ranked = tuple[bool, bool, bool, bool, bool, int, int, Item]


def _cut_where_places_part(document: Document, ranked: list[_Ranked]) -> list[_Ranked]:
    """Cut the wording of the first place where another place with the same beginning
    ends, or goes on with something else: "Reach the lonely Signs that …" beside "Reach
    the lonely ● More …".
    """
    first = ranked[0][-1]
    text = document.text
    words = list(_WORD.finditer(text, first.start, first.end))
    for *_, other in ranked[1:]:
        theirs = list(_WORD.finditer(text, other.start, other.end))
        same = _shared_words(words, theirs)
        if not _PREFIX <= same < len(words) or ends_open(words[same - 1][0]):
            continue
        if same == len(theirs) and _goes_on_below(document, other, words[same:]):
            continue
        ends = same == len(theirs) or theirs[same][0].istitle()
        if ends and words[same][0].istitle():
            cut = first._replace(end=words[same - 1].end())
            return [(*ranked[0][:-1], cut), *ranked[1:]]
    return ranked


def _goes_on_below(
    document: Document, item: Item, words: Sequence[re.Match[str]]
) -> bool:
    """Whether the block below a place begins with words that it lacks: the end of a
    contents entry, behind its page number.
    """
    below = document.blocks[item.block + 1 : item.block + 2]
    begins = plain(words[0].string[words[0].start() : words[-1].end()])
    return any(
        begins.startswith(plain(document.text[one.start : one.end])) for one in below
    )


def _shared_words(one: list[re.Match[str]], other: list[re.Match[str]]) -> int:
    """How many words two wordings have in common from their beginning."""
    pairs = zip(one, other, strict=False)
    alike = (mine[0].casefold() == their[0].casefold() for mine, their in pairs)
    return sum(1 for _ in takewhile(bool, alike))


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _is_cut_short(words: str, times: int, written: Counter[str]) -> bool:
    """Whether another place begins with these words and goes on in small letters, or
    two go on alike: the end of this one, which stands so many times, was lost.
    """
    if words.count(" ") <= 1:
        return False
    following: Counter[str] = Counter()
    for theirs, as_often in written.items():
        if plain(theirs).startswith(f"{words} "):
            for word in theirs.split()[len(words.split()) :][:1]:
                following[word] += as_often
    return any(
        count > times or (word[:1].islower() and count >= times)
        for word, count in following.items()
    )


def _rank(
    document: Document, item: Item, repeat: bool
) -> tuple[bool, bool, bool, bool, int, int]:
    """English before Welsh, worded before endless, heading before list, first before
    later; an entry of the contents only points to the place.
    """
    endless = len(document.text[item.start : item.end].split()) > _LONG_WORDS
    welsh = bool(item.label and item.label.welsh)
    kind = _FOUND_AS[item.form]
    return kind == "contents", repeat, welsh, endless, _ORDER.index(kind), item.start
