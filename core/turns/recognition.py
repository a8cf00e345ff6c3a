"""Who writes: the person behind an account, made on their first message."""

from dataclasses import replace
from datetime import datetime

from core.checkups.rows import first_checkups, person_rhythm
from core.errors import InvalidSetting
from core.households.rules import role_by_platform
from core.people.rows import chosen_fields
from core.people.rules import checked_display_name, checked_locale, is_admin, item_limit
from core.reminders.waking import wake
from core.texts import tidy
from core.turns.arrival import Arrival, Group, TurnPolicy
from core.work import Actor
from core.zones import zone_or_utc
from storage.base import new_id
from storage.repositories.identities import Identity
from storage.tables import (
    AccountRow,
    HouseholdRow,
    MembershipRow,
    PersonRow,
)
from storage.transactions import Transaction
from storage.vocabulary import HouseholdKind, MemberRole, PersonRole

DEFAULT_LOCALE = "en"
LONGEST_TITLE = 255


class PersonErased(Exception):
    """The update was handled before, and its account belongs to nobody any more: it asked for
    just that. No person is made of it anew."""


async def recognise(
    transaction: Transaction, arrival: Arrival, policy: TurnPolicy, now: datetime
) -> Identity:
    """The person of the account, locked until the transaction ends; a new one with a private
    household and both checkups where the account is unknown. In a group the household is that of
    the group, known from now on, and the person a member.

    Two first messages at once: the database refuses the account, the household or the membership
    of the second with an IntegrityError at its next flush; begin again then.

    Raises PersonErased.
    """
    identity = await _find(transaction, arrival)
    if (
        identity is None
        and arrival.update_id is not None
        and await transaction.handled_updates.is_known(arrival.platform, arrival.update_id)
    ):
        # Its first delivery may have made the person just between the two looks.
        identity = await _find(transaction, arrival)
        if identity is None:
            raise PersonErased
    if identity is None:
        identity = _create(transaction, arrival, policy, now)
    elif identity.handled is None:
        await _keep_up_to_date(transaction, identity, arrival, now)
    if arrival.group is None:
        return identity
    return await _in_group(transaction, identity, arrival.platform, arrival.group, now)


async def _find(transaction: Transaction, arrival: Arrival) -> Identity | None:
    return await transaction.identities.find(
        arrival.platform, arrival.platform_user_id, arrival.update_id
    )


async def _in_group(
    transaction: Transaction, identity: Identity, platform: str, group: Group, now: datetime
) -> Identity:
    """The same person, in the household of the group."""
    person_id = identity.person.id
    found = await transaction.identities.shared_household(platform, group.chat_id, person_id)
    household, membership = (None, None) if found is None else found
    title = tidy(group.title)[:LONGEST_TITLE]
    if membership is None:
        membership = MembershipRow(
            household_id=new_id() if household is None else household.id,
            person_id=person_id,
            role=MemberRole.MEMBER,
            joined_at=now,
        )
        if household is not None:
            membership.role = await _role_of_newcomer(transaction, household)
            transaction.household_creation.join(membership)
    if household is None:
        household = HouseholdRow(
            id=membership.household_id,
            kind=HouseholdKind.SHARED,
            platform=platform,
            chat_id=group.chat_id,
            title=title,
            created_at=now,
        )
        transaction.household_creation.add(household, membership)
    role = role_by_platform(MemberRole(membership.role), group.is_run_by_person)
    if role is not MemberRole(membership.role):
        membership.role = role
    household.title = title
    household.stopped_at = None  # who is heard there is in there
    return replace(identity, household=household, membership=membership)


async def _role_of_newcomer(transaction: Transaction, household: HouseholdRow) -> MemberRole:
    """Owner of a list that everybody has left: otherwise nobody could remove what is on it."""
    if household.opened_at is None:
        return MemberRole.MEMBER
    members = await transaction.household(household.id).count_members()
    return MemberRole.MEMBER if members else MemberRole.OWNER


def actor_of(identity: Identity, policy: TurnPolicy) -> Actor:
    """Who acts, with the rules that hold for them."""
    person, account = identity.person, identity.account
    unlimited = is_admin(person.role, [(account.platform, account.platform_user_id)], policy)
    return Actor(
        person_id=person.id,
        household_id=identity.household.id,
        display_name=person.display_name,
        locale=person.locale,
        zone=zone_or_utc(person.timezone),
        role=PersonRole.ADMIN if unlimited else PersonRole.USER,
        member_role=MemberRole(identity.membership.role),
        item_limit=None if unlimited else item_limit(person.item_limit, policy),
        onboarding_step=person.onboarding_step,
        household_kind=HouseholdKind(identity.household.kind),
        is_open=identity.household.kind == HouseholdKind.PRIVATE
        or identity.household.opened_at is not None,
    )


def _create(
    transaction: Transaction, arrival: Arrival, policy: TurnPolicy, now: datetime
) -> Identity:
    person = PersonRow(
        id=new_id(),
        display_name=_display_name(arrival) or arrival.platform_user_id,
        locale=_locale(arrival) or DEFAULT_LOCALE,
        timezone=policy.default_timezone,
        email_notifications=False,
        role=PersonRole.USER,
        created_at=now,
    )
    account = AccountRow(
        platform=arrival.platform,
        platform_user_id=arrival.platform_user_id,
        person_id=person.id,
        chat_id=arrival.chat_id if arrival.private else None,
        reachable_since=now if arrival.private else None,
    )
    household = HouseholdRow(id=new_id(), kind=HouseholdKind.PRIVATE, created_at=now)
    membership = MembershipRow(
        household_id=household.id, person_id=person.id, role=MemberRole.OWNER, joined_at=now
    )
    transaction.identities.add(person, account)
    transaction.household_creation.add(household, membership)
    checkups = transaction.checkups(person.id)
    for row in first_checkups(person.id, person_rhythm(person, policy), now):
        checkups.add(row)
    return Identity(person, account, household, membership, handled=None)


async def _keep_up_to_date(
    transaction: Transaction, identity: Identity, arrival: Arrival, now: datetime
) -> None:
    """Take over what the platform tells of the person, except what the person set themselves."""
    person, account = identity.person, identity.account
    if arrival.private and (account.chat_id != arrival.chat_id or account.unreachable_since):
        account.chat_id = arrival.chat_id
        account.reachable_since = now
        account.unreachable_since = None
        await wake(transaction, person.id, account.platform, now)
    told = {"display_name": _display_name(arrival), "locale": _locale(arrival)}
    news = {
        field: value
        for field, value in told.items()
        if value is not None and value != getattr(person, field)
    }
    if not news:
        return
    own_choices = await _chosen_by_person(transaction, identity)
    for field in news.keys() - own_choices:
        setattr(person, field, news[field])


async def _chosen_by_person(transaction: Transaction, identity: Identity) -> set[str]:
    """The settings that the person has changed in their recent history and not taken back."""
    changes = transaction.changes(identity.household.id, identity.person.id)
    return chosen_fields(await changes.of_subject(identity.person.id, limit=100))


def _display_name(arrival: Arrival) -> str | None:
    try:
        return checked_display_name(arrival.display_name)
    except InvalidSetting:
        return None


def _locale(arrival: Arrival) -> str | None:
    try:
        return None if arrival.locale is None else checked_locale(arrival.locale)
    except InvalidSetting:
        return None
