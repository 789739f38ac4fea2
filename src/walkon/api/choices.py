"""What is chosen from lists for a film, as it is written over HTTP."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from walkon.api.forms import Form
from walkon.domain.choices import Choices, Said
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.plan import Action, Framing, Hour, Look, Mood, Move, Weather

Key = Annotated[str, Field(max_length=60)]
Called = Annotated[str, Field(max_length=100)]
MOST_LINES = 12


class Wearing(Form):
    """What one person wears and has with them; what is left out is as the sentence says."""

    handle: Called
    costume: Key | None = None
    props: Annotated[list[Key] | None, Field(max_length=4)] = None


class Speaking(Form):
    """What one person says."""

    handle: Called
    text: Annotated[str, Field(min_length=1, max_length=300, examples=["Look at that light!"])]


class Chosen(Form):
    """Choices by id, as in `GET /catalogue`; they beat what the sentence says. What is left out is as it says.

    `lines` are all that is said: an empty list, and nobody speaks. `seed` decides what is left to chance.
    """

    setting: Key | None = None
    hour: Hour | None = None
    weather: Weather | None = None
    action: Action | None = None
    look: Look | None = None
    mood: Mood | None = None
    framing: Framing | None = None
    move: Move | None = None
    people: Annotated[tuple[Wearing, ...], Field(max_length=8)] = ()
    lines: Annotated[list[Speaking] | None, Field(max_length=MOST_LINES)] = None
    seed: Annotated[int | None, Field(ge=0, lt=2**31)] = None

    def choices(self) -> Choices:
        """As the rules know them. Raises `BadHandle`."""
        worn = [(Handle.parse(one.handle), one) for one in self.people]
        return Choices(
            setting=None if self.setting is None else SettingId(self.setting),
            hour=self.hour,
            weather=self.weather,
            action=self.action,
            look=self.look,
            mood=self.mood,
            framing=self.framing,
            move=self.move,
            costumes={who: CostumeId(one.costume) for who, one in worn if one.costume is not None},
            props={who: tuple(one.props) for who, one in worn if one.props is not None},
            lines=None
            if self.lines is None
            else tuple(Said(person=Handle.parse(line.handle), text=line.text) for line in self.lines),
            seed=self.seed,
        )
