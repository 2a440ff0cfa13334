"""The whole school's picture read from the register: the newest accepted attestation of each person counts."""

from attrs import frozen

from ..register import RegisterTrouble
from .books import Books
from .declaration_reader import StatedAttestation
from .paper_attestations import told
from .school_figures import WholeSchool, whole_school


@frozen(kw_only=True)
class SchoolPicture:
    """The picture, and what could not be part of it."""

    picture: WholeSchool
    unread: int  # attestations whose file could not be read
    papers: int  # paper checklists of which only the outcome was entered


def read_picture(books: Books, campaign: str | None) -> SchoolPicture:
    """Of one campaign, or of all. Slow: it reads every attestation."""
    seen, found, unread, papers = set[str](), list[StatedAttestation](), 0, 0
    for each in books.accepted(campaign):
        if each.person is None or each.person in seen:
            continue
        seen.add(each.person)
        try:
            statement = told(books, each)
        except RegisterTrouble:
            statement = None
        if statement is not None:
            found.append(statement)
        elif each.on_paper:
            papers += 1
        else:
            unread += 1
    return SchoolPicture(picture=whole_school(found), unread=unread, papers=papers)
