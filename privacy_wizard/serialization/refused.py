"""What is wrong with a document, and where."""

from attrs import frozen


@frozen
class ShapeFault:
    """One thing wrong with a document: where (`accounts[0].number`), and what."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else f"the document {self.problem}"


class Refused(Exception):
    """A value does not have the shape; carries the first fault met inside it."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.fault = ShapeFault(place, problem)

    def inside(self, outer: str) -> "Refused":
        """The same fault, seen from what its value stands in."""
        place = self.fault.place
        joint = "." if outer and place and not place.startswith("[") else ""
        return Refused(f"{outer}{joint}{place}", self.fault.problem)
