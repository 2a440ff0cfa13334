"""The filters and sort orders for lists of people and attestations, as SQL terms.

A row's outcome, score and countersignature are those of `AttestationRow`; whatever is empty stands last.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, Text, and_, case, cast, func, or_, select, text, true, type_coerce

from ..domain.campaign import CampaignState
from ..domain.register_events import AttestationStanding
from ..domain.register_views import AttestationsAsked, HowSigned, ListOrder, PeopleAsked, ResultAsked
from ..domain.search import PLAIN, search_words
from ..domain.vocabulary import Outcome
from .projections import group_key
from .schema import NOT_ACCEPTED, attestation, in_group, person, task
from .task_states import is_counted, state_of

Term = ColumnElement[Any]
_ACCEPTED, _WAITS = AttestationStanding.ACCEPTED.value, AttestationStanding.NEEDS_A_LOOK.value
_NEVER_EMPTY = (ListOrder.NAME, ListOrder.NUMBER, ListOrder.STATE, ListOrder.DUE, ListOrder.RECEIVED)


def in_schools(table: Any, schools: Sequence[str]) -> "ColumnElement[bool]":
    """Rows of some schools; of all that the officer may see where none is named."""
    if not schools:
        return true()
    found: ColumnElement[bool] = table.c.school == schools[0] if len(schools) == 1 else table.c.school.in_(schools)
    return found


def stands(standing: AttestationStanding) -> "ColumnElement[bool]":
    """Its words are those of the index over whatever is not accepted, so that it is used."""
    same = attestation.c.standing == standing.value
    return same if standing is AttestationStanding.ACCEPTED else and_(same, text(NOT_ACCEPTED))


def people_asked(found: "Select[Any]", asked: PeopleAsked, today: date) -> "Select[Any]":
    """The people in a list, in no particular order."""
    found = found.select_from(person).where(in_schools(person, asked.schools))
    if asked.campaign is not None:
        found = found.join(task, _same_person(task)).where(task.c.campaign == asked.campaign, is_counted(today))
        if asked.state is not None:
            found = found.where(state_of(today) == asked.state.value)
        if asked.but is not None:
            found = found.where(state_of(today) != asked.but.value)
    elif not asked.with_leavers:
        found = found.where(or_(person.c.last_day.is_(None), person.c.last_day >= today))
    for word in search_words(asked.search):
        found = found.where(person.c.search.contains(word, autoescape=True))
    if asked.group is not None:
        is_named = in_group.c.group_name == group_key(asked.group)
        found = found.where(select(in_group.c.person).where(_same_person(in_group), is_named).exists())
    if asked.among:
        found = found.where(person.c.person.in_(asked.among))
    if asked.is_by_results:
        found = found.outerjoin(attestation, _speaks(asked.campaign))
    return found.where(*_results(asked.result))


def people_order(asked: PeopleAsked, today: date) -> Sequence[Term]:
    """The sort order for a list of people; ties are sorted by name."""
    terms: dict[StrEnum, Term] = {
        ListOrder.NUMBER: person.c.staff_number,
        ListOrder.JOB: _job(),
        ListOrder.GROUPS: _group(),
    }
    if asked.campaign is not None:
        terms |= {ListOrder.STATE: _rank(state_of(today), CampaignState), ListOrder.DUE: task.c.due}
    first = {**terms, **_result_terms()}.get(asked.order)
    chosen = [_sorted_name(), person.c.school, person.c.person]
    if first is None:
        return [_turned(each, asked.descending) for each in chosen]
    leading = _turned(first, asked.descending)
    leading = leading if asked.order in _NEVER_EMPTY else leading.nulls_last()
    return [leading, *(_turned(each, asked.descending) for each in chosen)]


def attestations_asked(found: "Select[Any]", asked: AttestationsAsked) -> "Select[Any]":
    """The attestations of a list, in no order; `found` are those of one school. A file is found by its name, too."""
    if asked.search or asked.order is ListOrder.NAME:
        found = found.outerjoin(
            person, and_(person.c.school == attestation.c.school, person.c.person == attestation.c.person)
        )
    name = func.lower(attestation.c.file_name)
    for word in search_words(asked.search):
        of_person = person.c.search.contains(word, autoescape=True)
        found = found.where(or_(of_person, name.contains(word, autoescape=True)))
    if asked.standing is not None:
        found = found.where(stands(asked.standing))
    return found.where(*_results(asked.result))


def attestations_order(asked: AttestationsAsked) -> Sequence[Term]:
    """The sort order for a list of attestations; ties are sorted by date received, latest first."""
    held = attestation.c
    reasons = case((held.decision != "", held.decision), (held.reasons != "[]", held.reasons))
    terms: dict[StrEnum, Term] = {
        ListOrder.STATE: _rank(held.standing, AttestationStanding),
        ListOrder.NAME: _sorted_name(),
        ListOrder.RECEIVED: held.received,
        ListOrder.REASON: reasons,
        ListOrder.FILE: case((held.file_name != "", func.lower(held.file_name))),
    }
    leading = _turned({**terms, **_result_terms()}[asked.order], asked.descending)
    is_received = asked.order is ListOrder.RECEIVED
    rest = () if is_received else (held.received.desc(),)
    return [leading if is_received else leading.nulls_last(), *rest, held.attestation]


def speaking(campaign: str | None, schools: Sequence[str], people: Sequence[str]) -> "Select[Any]":
    """Of each of these people the identifier of the attestation that speaks for them, as `speaks`; it may be none."""
    whose: Any = person if campaign is None else task
    found = select(whose.c.school, whose.c.person, _speaking(whose, campaign).label("speaks")).select_from(whose)
    if campaign is not None:
        found = found.where(task.c.campaign == campaign)
    return found.where(in_schools(whose, schools), whose.c.person.in_(people))


def _same_person(table: Any) -> "ColumnElement[bool]":
    return and_(table.c.school == person.c.school, table.c.person == person.c.person)


def _speaks(campaign: str | None) -> "ColumnElement[bool]":
    """Whether an attestation speaks for the person of a row."""
    which = _speaking(person if campaign is None else task, campaign)
    return and_(attestation.c.school == person.c.school, attestation.c.attestation == which)


def _speaking(whose: Any, campaign: str | None) -> Term:
    """The accepted one, in a campaign the one that answers it; else the last that waits to be decided."""
    held = attestation.alias("held")
    same = and_(held.c.school == whose.c.school, held.c.person == whose.c.person)
    accepted_first = case((held.c.standing == _ACCEPTED, 0), else_=1)  # first also where no accepted one is asked for:
    order = (accepted_first, held.c.received.desc(), held.c.attestation)  # or SQLite goes through all by their moments
    last = select(held.c.attestation).where(same).correlate(whose).order_by(*order).limit(1)
    if campaign is None:
        return last.where(held.c.standing.in_((_ACCEPTED, _WAITS))).scalar_subquery()
    of_campaign = or_(held.c.campaign == whose.c.campaign, held.c.campaign.is_(None))
    waits = last.where(held.c.standing == _WAITS, of_campaign)
    return func.coalesce(whose.c.attestation, waits.scalar_subquery())


def _results(asked: ResultAsked) -> Sequence["ColumnElement[bool]"]:
    held, found = attestation.c, list["ColumnElement[bool]"]()
    if asked.outcome is not None:
        found += [held.standing.in_((_ACCEPTED, _WAITS)), held.outcome == asked.outcome.value]
    if asked.signed is not None:
        found.append(held.on_paper.is_(asked.signed is HowSigned.ON_PAPER))
    if asked.signed in (HowSigned.COUNTERSIGNED, HowSigned.NOT_COUNTERSIGNED):
        is_signed = held.countersigned.is_not(None)
        found += [held.standing == _ACCEPTED, is_signed if asked.signed is HowSigned.COUNTERSIGNED else ~is_signed]
    return found


@cache
def _result_terms() -> Mapping[StrEnum, Term]:
    """None where there is nothing to sort by."""
    held = attestation.c
    counts = held.standing.in_((_ACCEPTED, _WAITS))
    scored = held.outcome.in_([each.value for each in Outcome if each is not Outcome.NOT_SCORED])
    is_signed = case((held.countersigned.is_(None), 0), else_=1)
    return {
        ListOrder.OUTCOME: case((counts, _rank(held.outcome, Outcome))),
        ListOrder.SCORE: case((and_(counts, scored), held.score)),
        ListOrder.COUNTERSIGNED: case((and_(held.standing == _ACCEPTED, held.on_paper.is_(False)), is_signed)),
        ListOrder.PAPER: case((held.on_paper.is_(True), 0)),
    }


def _rank(found: Any, words: type[StrEnum]) -> Term:
    return case({each.value: at for at, each in enumerate(words)}, value=found)


@cache
def _sorted_name() -> Term:
    """As `sort_text` has it, from what the table holds: registers of before keep accents apart, and these letters."""
    found: Term = person.c.sort_name
    for letter, plain in PLAIN.items():
        found = func.replace(found, letter, plain)
    return found


@cache
def _job() -> Term:
    """As the list shows it: the kind of person, if nobody entered a job."""
    member = cast(person.c.member, Text().with_variant(JSON(), "postgresql"))
    role = type_coerce(member, JSON)["role"].as_string()
    return func.lower(case((role != "", role), else_=person.c.person_kind))


@cache
def _group() -> Term:
    """Somebody in several groups is sorted by the first of them."""
    return select(func.min(in_group.c.group_name)).where(_same_person(in_group)).correlate(person).scalar_subquery()


def _turned(term: Term, descending: bool) -> Term:
    return term.desc() if descending else term.asc()
