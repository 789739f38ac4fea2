"""What a page needs to know of the server before anybody has signed in."""

from __future__ import annotations

from fastapi import APIRouter

from walkon import __version__
from walkon.api.callers import At
from walkon.api.forms import Form
from walkon.domain.invites import SignUp

router = APIRouter(tags=["health"])


class HouseShown(Form):
    """The server, for those who come to its door. `empty`: nobody is here yet, and the first to come is the administrator."""

    version: str
    sign_up: SignUp
    empty: bool


@router.get("/house", operation_id="read_house")
def read_house(service: At) -> HouseShown:
    """Who may sign up here."""
    someone = service.store.read(lambda unit: unit.accounts.any())
    return HouseShown(version=__version__, sign_up=service.sign_up, empty=not someone)
