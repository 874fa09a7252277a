"""Words for generated records: plain sentences of the field, drawn so that no two rows are alike.

Rows that repeat one sentence would compress to nothing, and the sizes measured with them would flatter every page.
"""

from __future__ import annotations

import io
from random import Random

import pikepdf

_TOPICS = (
    "national capacity", "mine clearance", "victim assistance", "stockpile destruction", "risk education",
    "donor coordination", "information exchange", "training of deminers", "equipment", "multi-year funding",
    "land release", "regional workshops", "technical surveys", "national ownership", "residual contamination",
    "survivors' associations", "rehabilitation services", "data collection", "border areas", "quality management",
    "procurement", "transparency reports", "extension requests", "rural development", "gender and diversity",
    "exit strategies", "partnership agreements", "private donations", "peer review", "the transfer of know-how",
)  # fmt: skip
_FORMS = (
    "Experience with {} and {}", "Needs in {}: a note on {}", "Matching {} with {}", "{}: from plans to {}",
    "Lessons learned from {} and from {}", "How {} depends on {}", "A proposal on {} and {}", "Results in {} and {}",
)  # fmt: skip
_OPENINGS = (
    "It was recalled that", "Several delegations said that", "One delegation asked whether", "It was suggested that",
    "The presenters explained how", "Attention was drawn to the fact that", "It was noted with appreciation that",
    "Affected States reported that", "Those in a position to assist said that", "It remained open whether",
)  # fmt: skip
_MIDDLES = (
    "{} had been brought closer to {}", "{} could not be separated from {}", "support for {} should include {}",
    "{} would need another year, and so would {}", "a contact point for {} would also help with {}",
    "{} had been planned for too long without {}", "costs of {} had fallen since {} was reorganized",
)  # fmt: skip


def title(random: Random) -> str:
    """A title such as a paper or an agenda item has."""
    said = random.choice(_FORMS).format(*random.sample(_TOPICS, 2))
    return said[0].upper() + said[1:]


def sentence(random: Random) -> str:
    """One sentence as a summary has it."""
    return f"{random.choice(_OPENINGS)} {random.choice(_MIDDLES).format(*random.sample(_TOPICS, 2))}."


def paragraph(random: Random, sentences: int = 3) -> str:
    """So many sentences."""
    return " ".join(sentence(random) for _ in range(sentences))


def small_pdf(random: Random, size: int) -> bytes:
    """A valid PDF of one empty page and about so many bytes, the same for the same seed."""
    document = pikepdf.new()
    document.add_blank_page()
    # Random bytes, as the pictures in a real paper, cannot be made smaller on the way to the reader.
    document.Root.Sample = document.make_indirect(pikepdf.Stream(document, random.randbytes(size)))
    file = io.BytesIO()
    document.save(file, static_id=True, compress_streams=False)
    return file.getvalue()
