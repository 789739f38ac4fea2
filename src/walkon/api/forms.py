"""The base of every body that goes in or out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """Strict about names: a field that is not known is an error, not a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True)
