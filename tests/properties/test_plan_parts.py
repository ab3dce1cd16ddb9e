"""Whatever files are joined as one plan, plans.csv holds and gives back in their order,
and every file has a place once.
"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from plancoder.extract.propose.parts import group_files, name_without_part
from plancoder.models import Plan
from plancoder.study.plans_file import join_files, parse_plans, write_plans
from plancoder.tables.csv_cells import clean_cell

WORDS = st.sampled_from(
    ["plan", "Vale", "2016", "-", "_", " ", "=", "'", ";", "; ", "+", "é", ",", '"']
) | st.text(st.characters(codec="utf-8", exclude_characters="/\0"), max_size=3)
NUMBERS = st.sampled_from(["1", "2", "3", "01", "one", "two", "I", "ii", "a", "B"])
MARKS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["part", "Part", "pt", "vol", "(", ""]),
        st.sampled_from(["", " ", "-", "_"]),
        NUMBERS,
        st.sampled_from(["", "", " of 2", "of3", ")"]),
    ),
)
STEMS = st.lists(WORDS, min_size=1, max_size=3).map("".join)
ENDINGS = st.sampled_from([".pdf", ".pdf", ".PDF", ".docx", ".txt"])
FOLDERS = st.sampled_from(["", "", "old/", "=new/"])
AFTER = st.sampled_from([".pdf", " final.pdf", ") x.docx"])
ANY_NAME = st.tuples(FOLDERS, STEMS, MARKS, ENDINGS).map("".join)


@st.composite
def parts_of_one_plan(draw: st.DrawFn) -> list[str]:
    """Parts as people name them, in their order."""
    before = draw(FOLDERS) + draw(STEMS.filter(lambda stem: ";" not in stem))
    between, after = draw(st.sampled_from([" part ", "-pt", " (Vol. "])), draw(AFTER)
    of = draw(st.sampled_from(["", " of {}"]))
    last = draw(st.integers(2, 12))
    numbers = [f"{between}{at}{of.format(last)}" for at in range(1, last + 1)]
    files = [f"{before}{number}{after}" for number in numbers]
    assume(all(map(is_taken, files)))
    return files


def is_taken(file: str) -> bool:
    """The names that the walk of raw/ lets through."""
    return clean_cell(file) == file and file.strip() == file


def come_back(files: list[str]) -> list[tuple[str, ...]]:
    """The groups of files, once plans.csv was written with them and read."""
    groups = [group.files for group in group_files(files)]
    assert sorted(file for group in groups for file in group) == sorted({*files})
    plans = [
        Plan(f"p{at}", join_files(group), parts=group if len(group) > 1 else ())
        for at, group in enumerate(groups)
    ]
    read = parse_plans(write_plans(plans), "plans.csv", lambda file: file in files)
    assert [plan.files for plan in read] == groups
    return groups


@given(st.lists(ANY_NAME.filter(is_taken), min_size=1, max_size=6))
def test_whatever_is_joined_comes_back_from_the_plan_list(files: list[str]) -> None:
    groups = come_back(files)
    assert come_back(files[::-1]) == groups


@given(parts_of_one_plan(), st.data())
def test_all_parts_are_one_plan_and_come_back_in_order(
    files: list[str], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(files))
    assert come_back(mixed) == [tuple(files)]
    mixed.remove(data.draw(st.sampled_from(files[:-1])))
    assert all(len(group) == 1 for group in come_back(mixed))


@given(ANY_NAME)
def test_a_name_without_its_part_is_a_name(file: str) -> None:
    name = name_without_part(file)
    assert name.rpartition(".")[2] == file.rpartition(".")[2]
    assert name.rpartition("/")[0] == file.rpartition("/")[0]
