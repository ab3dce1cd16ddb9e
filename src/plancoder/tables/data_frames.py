"""Tables as pandas DataFrames: which of their columns are numbers and which are ticks;
all others are text.

Numbers are `Int64` or `Float64` and ticks `boolean`, where a blank cell is `<NA>`. Text
has the dtype `string`, where a blank cell is the empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Dtype = Literal["Int64", "Float64", "boolean"]
Kinds = Mapping[str, Dtype]

INTEGER: Dtype = "Int64"
DECIMAL: Dtype = "Float64"
_YES_OR_NO: Dtype = "boolean"

PLAN_KINDS: Kinds = dict.fromkeys(("start_year", "end_year"), INTEGER)
PASSAGE_KINDS: Kinds = {
    **dict.fromkeys(("page", "start", "end"), INTEGER),
    "score": DECIMAL,
}
LONG_KINDS: Kinds = {**PLAN_KINDS, "page": INTEGER, "value": _YES_OR_NO}
STATEMENT_KINDS: Kinds = dict.fromkeys(("number", "page"), INTEGER)


def typed_frame(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[str], kinds: Kinds
) -> pd.DataFrame:
    """A DataFrame of the columns, in their order; `kinds` are those of its numbers and
    ticks.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    for name in frame.columns:
        if name in kinds:
            numbers = pd.to_numeric(frame[name].replace("", None)).astype("Float64")
            frame = frame.assign(**{name: numbers}).astype({name: kinds[name]})
        else:
            frame[name] = frame[name].fillna("").astype("string")
    return frame
