"""`assure`: how many of the machine's ticks reviewers uphold, from a random sample."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work


def assure(
    study: options.Study = Path(),
    sample: options.TickSample = 200,
    seed: options.Seed = 0,
) -> None:
    """Say how many of the ticks reviewers uphold, by a sample.

    Ticks are drawn at random: of each category, basis (several passages, one, fuzzy
    matches only) and confidence (priorities that are stated, likely or guessed) its
    share. The sample stays the same
    while you decide: write your decisions into out/assurance.csv, or review in the
    browser, then run this again.
    """
    from plancoder.pipeline.assurance import assure_study
    from plancoder.review.assurance import Judged

    with show_work("Drawing ticks"):
        found = assure_study(study, sample, seed)
    drawn = found.sample
    upheld, decided = drawn.upheld, drawn.decided
    undecided = drawn.counts[Judged.UNDECIDED]
    say(f"Drawn: {len(drawn.judged):,} of {counted(drawn.ticks, 'tick')}, seed {seed}.")
    if drawn.interval is None:
        show("No drawn tick is decided yet.")
    else:
        low, high = drawn.interval
        show(
            f"{100 * upheld / decided:.0f}% of machine ticks upheld"
            f" (95% interval {low:.0f}–{high:.0f}), n = {decided:,}"
        )
    if undecided:
        say(
            f"{counted(undecided, 'drawn tick')} still undecided: decide the"
            f" {counted(found.to_decide, 'passage')} of {found.sheet} (one accepted"
            " passage upholds a tick), run 'plancoder decide' on it, then this again."
        )
