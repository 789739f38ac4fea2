"""What hearing whether the asked words were said needs from a recogniser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from walkon.domain.capture import Language
from walkon.domain.evidence import PhraseSeen

Heard_contra = TypeVar("Heard_contra", contravariant=True)


class PhraseRecogniser(Protocol[Heard_contra]):
    """Tells the asked words from others in what was heard in one spoken step, pauses removed.

    None where too little was heard. The same arguments give the same answer; `others` may be ignored by a recogniser
    that needs nothing to compare with, but `among` counts what was compared.
    """

    def __call__(
        self, heard: Heard_contra, words: Sequence[str], language: Language, others: Sequence[Sequence[str]]
    ) -> PhraseSeen | None: ...
