"""Titles of chapters that every plan has, and those that a plan gives its priorities."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.statements.items import find_items
from plancoder.coding.statements.wordings import is_common

CHAPTERS = """
Foreword; Preface; Introduction; Welcome; Opening words; Opening remarks; A greeting;
Message; A word; Words from Ann; Word of Ann; Ann Lark writes; Letter; About us;
Executive summary; Summary; At a glance; In short; In brief; In figures; Contents;
Vision; Values; Background; Context; Looking back; History; Facts; Figures; Profile;
The area; People and place; Place and people; Partners; Partnership; Our joining forces;
Working together; Working with all; Collaboration; National work; Statutory tasks;
Duties; Requirements; Legal matters; Law; Regional work; Role; Governance; Scrutiny;
Accountability; Openness; Our open book; Answering you; Holding the force; Performance;
Measures; Results; Judged by you; Targets; Progress; Monitoring; Review; Reporting;
Checking; Delivery; Money; Finances; Funding; Budget; Spending; Grants; Precept;
Resources; Income; Commissioning; Ways to buy; Consultation; Listening; Your views;
Your say; Important to you; Voices; Feedback; Told; Survey; Engagement; Contacts;
In touch; In reach; Talking; Ways to take part; Lend a hand; Volunteers; Glossary;
Words explained; Abbreviations; Annexes; Appendices; Further; More; Useful; Formats;
Next; Future; Thanks; Acknowledgements; Index; Evidence; Data; Sources;
Strategic aims; Strategic outcome; Key messages; The plan; Commissioner;
Chief constable; Panel; Pledge; Equality; Diversity; Estate; References; My reading;
Read on; Links; Priority areas; Priority outcomes; Complaints; In numbers;
Our numbers; Our year; So far; Nutshell; Policy; Environment; Purpose; Our mission;
My mission; We serve; Who; What; How; Why; Where; When; Our approach; My challenges;
The achievements; Our principles; The team; Our county; Your cities; The towns;
Our borough; The district; Our region; The force; Our people; Your communities;
Our story; Closing words; Council tax; Privacy; Accessibility; Accessible formats;
Timetable; Implications; Audit; Responsibilities; Conclusion; Conclusions; Disclaimer;
Copyright; Cymraeg; Cysylltu; Welsh language; Poor use of money; Any pound of the budget;
Budget within my means
""".replace("\n", " ").split(";")

PRIORITIES = """
Calm lanes; Warm halls; Dry cellars; Helping the young; Safer homes; Value for money;
Kind words; Priority 1: Our area; Fewer fires; A calm county; Rural crime;
Use of public money; Money well spent; Money well-spent; Sound use of money;
Wise use of money; Careful use of money; Responsible use of money; Best use of money;
Good use of money; Better use of resources; Full use of the budget;
Each pound of the budget; Every pound of the budget; Budget within our means;
Budget within its means; Budget within their means; Money and value
""".replace("\n", " ").split(";")


def common(title: str) -> bool:
    document = document_of(f"# Plan\n\n## {title}\n\nIt rained on the moor.")
    return is_common(document, find_items(document)[1])


@pytest.mark.parametrize("title", [title.strip() for title in CHAPTERS])
def test_titles_of_any_plan(title: str) -> None:
    assert common(title)


@pytest.mark.parametrize("title", [title.strip() for title in PRIORITIES])
def test_titles_of_priorities(title: str) -> None:
    assert not common(title)


@pytest.mark.parametrize(
    "word",
    [
        *("Reach", "Halt", "Curb", "Win", "Earn", "Grow", "Guide", "Steer"),
        *("Confront", "Expose", "Heal", "Hold", "Mend", "Punish", "Rescue"),
        *("Rid", "Shape", "Smash", "Stem", "Stamp", "Lift"),
    ],
)
def test_words_that_priorities_begin_with(word: str) -> None:
    # The budget is a chapter of any plan; what is to be done with it is a priority.
    assert not common(f"{word} the budget")
    assert common("The budget")
    assert common(f"{word}y the budget")
