"""Every table. Migrations lead here; a test compares.

Times are UTC; sets and records are JSON; enumerated values lie as their text. Personal are: handles, what people wrote
(prompt, plan, message, note, restrictions, preferences), who is tied to whom, and, sealed, where somebody takes mail.
"""

from __future__ import annotations

from walkon.store.tables.cameos import EVERYONE, FRIENDS, cameos, grants, requests, uses
from walkon.store.tables.desk import audits, opinions, own_allowances, reports, strikes, suspensions, take_reviews
from walkon.store.tables.erasing import erasures, withdrawals
from walkon.store.tables.metadata import metadata
from walkon.store.tables.metered import kept_answers, usages
from walkon.store.tables.notices import deliveries, inboxes, mail_addresses, notice_rules, notices, push_subscriptions
from walkon.store.tables.people import accounts, ties
from walkon.store.tables.productions import (
    appearances,
    approvals,
    descents,
    how_far,
    imprints,
    made,
    productions,
    wishes,
)
from walkon.store.tables.readings import own_readings
from walkon.store.tables.recordings import arrivals, processing, recordings, takes
from walkon.store.tables.responses import comments, likes, share_links
from walkon.store.tables.signing_in import (
    ceremonies,
    elsewhere,
    invites,
    passkeys,
    recovery_codes,
    sessions,
    tokens,
    visits,
)
from walkon.store.tables.working import attendances, begun

__all__ = [
    "EVERYONE",
    "FRIENDS",
    "accounts",
    "appearances",
    "approvals",
    "arrivals",
    "attendances",
    "audits",
    "begun",
    "cameos",
    "ceremonies",
    "comments",
    "deliveries",
    "descents",
    "elsewhere",
    "erasures",
    "grants",
    "how_far",
    "imprints",
    "inboxes",
    "invites",
    "kept_answers",
    "likes",
    "made",
    "mail_addresses",
    "metadata",
    "notice_rules",
    "notices",
    "opinions",
    "own_allowances",
    "own_readings",
    "passkeys",
    "processing",
    "productions",
    "push_subscriptions",
    "recordings",
    "recovery_codes",
    "reports",
    "requests",
    "sessions",
    "share_links",
    "strikes",
    "suspensions",
    "take_reviews",
    "takes",
    "ties",
    "tokens",
    "usages",
    "uses",
    "visits",
    "wishes",
    "withdrawals",
]
