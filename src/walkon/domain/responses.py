"""What those who see a release say back: likes and comments.

Rules
1. Who may see a release may like it, once, and write under it while its owner lets them. Asked anew every time.
2. A comment is short, says something, and holds nothing of what Walkon never makes, but for gore, which may be all that
   was seen.
3. Its author, the owner of the film and everybody of the film may take a comment away; it is gone then, not hidden.
4. Who is apart from somebody (`Between.apart`) reads nothing of theirs and is not counted with them, and nobody reads what
   somebody wrote who is suspended or has left. A block also takes away what either wrote under, or liked of, a film of the
   other.
5. With its film everything under it goes, in the same moment, and with somebody who leaves everything they said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong
from walkon.domain.bars import Bar
from walkon.domain.errors import BadInput, Conflict, NotFound
from walkon.domain.ids import AccountId, CameoId, CommentId, ProductionId
from walkon.domain.production import Commenting, Production
from walkon.domain.screening import barred

LONGEST_COMMENT = LONGEST_MESSAGE  # characters
_UNFIT = frozenset(Bar) - {Bar.GORE}
_CONTROLS = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")  # and what turns a line around


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """Somebody likes a release. `at` is an aware UTC datetime."""

    production: ProductionId
    account: AccountId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody wrote under a release. `words` are personal data. `at` is an aware UTC datetime."""

    id: CommentId
    production: ProductionId
    author: AccountId
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """How much was said to a release, as one viewer is told."""

    likes: int = 0
    liked: bool = False  # by the viewer
    comments: int = 0


class CommentEmpty(BadInput):
    code = "comment_empty"
    en = "There is nothing in it yet; write a word or two."
    ko = "내용이 없습니다. 한두 마디라도 적어 주세요."


class CommentUnfit(BadInput):
    """It holds something of what Walkon never makes. `bars` are the codes of it."""

    code = "comment_unfit"
    en = "This was not posted: words that threaten, degrade or deceive people stay out of comments. Say it another way."
    ko = "댓글을 올리지 않았습니다. 사람을 위협하거나 모욕하거나 속이는 말은 남길 수 없습니다. 다르게 적어 주세요."


class CommentsClosed(Conflict):
    code = "comments_closed"
    en = "Whoever made this video has closed its comments."
    ko = "이 영상을 만든 사람이 댓글을 닫았습니다."


class NoSuchComment(NotFound):
    code = "comment_unknown"
    en = "There is no such comment; it may have been taken away."
    ko = "그런 댓글이 없습니다. 지워졌을 수 있습니다."


def written(id: CommentId, release: Production, author: AccountId, text: str, now: datetime) -> Comment:
    """A new comment. Raises `CommentsClosed`, `CommentEmpty`, `MessageTooLong`, `CommentUnfit`."""
    if release.commenting is Commenting.CLOSED:
        raise CommentsClosed
    words = tidy(text)
    if not words:
        raise CommentEmpty
    if len(words) > LONGEST_COMMENT:
        raise MessageTooLong(limit=LONGEST_COMMENT)
    unfit = [bar.value for bar in barred(words) if bar in _UNFIT]
    if unfit:
        raise CommentUnfit(bars=unfit)
    return Comment(id=id, production=release.id, author=author, words=words, at=now)


def tidy(text: str) -> str:
    """Without what cannot be seen, with no more than one empty line in a row and none around."""
    lines = [" ".join(line.split()) for line in _CONTROLS.sub(" ", text.replace("\r\n", "\n")).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def may_remove(comment: Comment, release: Production, me: AccountId, cameo: CameoId | None) -> bool:
    """Whether somebody (whose cameo is `cameo`) may take a comment away."""
    return me in (comment.author, release.owner) or (cameo is not None and cameo in release.people)
