"""The reviews kept on this computer, each beside its audit: saved with it, moved with it, deleted with it."""

from contextlib import suppress

from ...domain.audit import Person
from ...drafts import DraftStore
from ..document import DocumentFault
from .review_record import ReviewRecord, record_document, record_of


class KeptReviews:
    """Loads and saves what was marked. Whoever deletes an audit deletes its review."""

    def __init__(self, store: DraftStore) -> None:
        self._store = store

    def load(self, audit_id: str) -> ReviewRecord | None:
        """The review of an audit; None where there is none. Raises DraftTrouble, DocumentFault."""
        document = self._store.load_review(audit_id)
        return record_of(document) if document is not None else None

    def others(self, audit_id: str, person: Person) -> tuple[ReviewRecord, ...]:
        """The reviews of this person's other audits; those that cannot be read are left out."""
        found = []
        for document in self._store.reviews_except(audit_id):
            with suppress(DocumentFault):
                found.append(record_of(document))
        return tuple(each for each in found if each.is_of(person))

    def save(self, audit_id: str, record: ReviewRecord) -> None:
        """Keep a review. Raises DraftNotSaved, DraftInUse; the last save stays good."""
        self._store.save_review(audit_id, record_document(record))
