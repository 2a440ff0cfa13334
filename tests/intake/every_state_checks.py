"""How everybody stands by the use cases, against the model."""

from collections import Counter
from datetime import timedelta

from privacy_wizard.domain.register_views import PeopleAsked
from privacy_wizard.office import campaigns
from privacy_wizard.office.home_table import STANDINGS, HomeRow, done_of_asked, home_rows

from .every_state_model import Row, done_of
from .every_state_office import Office


def assert_all_stand_as_they_should(office: Office) -> None:
    """In the home table of each campaign and of none, in the figures, and whoever would be reminded."""
    office.clock.moment += timedelta(minutes=1)
    for which, campaign in {**office.campaigns, "": None}.items():
        rows, expected = (
            home_rows(office.register, campaign, office.today),
            office.model.rows(which or None, office.today),
        )
        found = {row.person.member.number: _shown(row) for row in rows}
        differ = {who for who in {*found, *expected} if found.get(who) != expected.get(who)}
        assert not differ, [(which, who, found.get(who), expected.get(who)) for who in differ]
        assert done_of_asked(rows) == done_of(expected.values())
    came = office.register.attestations.received_by_day(office.clock.moment - timedelta(days=999))
    assert sum(came.values()) == office.model.came_in()
    for which in office.campaigns:
        _assert_the_figures_agree(office, which)


def _assert_the_figures_agree(office: Office, which: str) -> None:
    due = campaigns.due_reminders(office.register, which, office.today)
    assert {each.member.number for each in due} == office.model.to_remind(which, office.today)
    counted = Counter(row.standing for row in office.model.rows(which, office.today).values())
    overview = office.register.overview(which, office.today)
    assert (overview.done, overview.handed_in) == (counted["done"], counted["handed in"])
    assert (overview.excused, overview.due) == (counted["excused"], counted["later"])
    assert (overview.missing, overview.problem) == (counted["missing"], counted["problem"])
    _assert_the_lists_agree(office, which)


def _assert_the_lists_agree(office: Office, which: str) -> None:
    """One state has one word, on the home page, in the list of people and on a person's own page."""
    asked = PeopleAsked(schools=(office.register.school,), campaign=which)
    listed = {row.member.number: row for row in office.register.people.listed(asked, office.today, 0, 99)}
    stands = {each.member.number: each.state for each in campaigns.how_they_stand(office.register, which, office.today)}
    assert {number: row.state for number, row in listed.items()} == stands
    home = office.model.rows(which, office.today)
    assert {number: STANDINGS[state].value for number, state in stands.items()} == {
        number: row.standing for number, row in home.items()
    }


def _shown(row: HomeRow) -> Row:
    shown, held = Row(row.standing.value, row.is_late, row.since), row.attestation
    if held is None:
        return shown
    return Row(
        shown.standing,
        shown.is_late,
        shown.since,
        held.result.value if held.result is not None else None,
        held.counted_score,
        held.is_countersigned,
        held.on_paper,
        held.attestation,
    )
