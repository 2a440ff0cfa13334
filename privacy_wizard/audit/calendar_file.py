"""Dates to remember, as a file for any calendar (.ics). It names no accounts, because many calendars are shared."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from attrs import frozen


@frozen(kw_only=True)
class CalendarDay:
    """Something to be done on a day. A calendar that has an entry with this identifier already replaces it."""

    identifier: str
    day: date
    text: str


def calendar_file(days: Iterable[CalendarDay], made: date) -> bytes:
    """The days, each as an all-day entry; `made` is the day on which the file was made."""
    from icalendar import Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Privacy Wizard//EN")
    found.add("version", "2.0")
    for each in days:
        event = Event()
        event.add("uid", f"{each.identifier}@privacy-wizard")
        event.add("dtstamp", datetime.combine(made, time(12)))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.text)
        found.add_component(event)
    return bytes(found.to_ical())
