"""Words that mean something only together with others: what they are called, and which meet to what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from walkon.domain.bars import Bar


class Group(StrEnum):
    """Lists of words that are neither a kind nor a bar by themselves."""

    HARMLESS = "harmless"  # phrases in which a listed word is something else
    CLOSE = "close"  # romance, where two people are cast
    CHILD = "child"  # speaks of somebody under age
    CALLER = "caller"  # officials, banks, relatives in need
    DEMAND = "demand"  # asks for money or secrets
    RECIPE = "recipe"  # how something is made
    WEAPON = "weapon"
    PEOPLE = "people"  # for what they are
    HATRED = "hatred"
    OTHERS = "others"  # somebody besides the one who is shown


class Scope(Enum):
    """How near words have to stand to each other."""

    SENTENCE = "sentence"
    FILM = "film"  # prompt, lines and plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """A bar that is found where a word of each list is."""

    lists: tuple[StrEnum, StrEnum]
    scope: Scope
    bar: Bar


TOGETHER = (
    Together(lists=(Group.CALLER, Group.DEMAND), scope=Scope.FILM, bar=Bar.FRAUD),
    Together(lists=(Group.RECIPE, Group.WEAPON), scope=Scope.SENTENCE, bar=Bar.WEAPONS),
    Together(lists=(Group.PEOPLE, Group.HATRED), scope=Scope.SENTENCE, bar=Bar.HATE),
    Together(lists=(Group.CHILD, Bar.SEXUAL), scope=Scope.FILM, bar=Bar.MINOR),
)
