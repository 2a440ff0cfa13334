"""How well one colour reads on another, as WCAG 2.2 computes it."""

_RGB = ((1, 0.2126), (3, 0.7152), (5, 0.0722))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def luminance(color: str) -> float:
    """The relative luminance of "#rrggbb", 0 for black to 1 for white."""
    return sum(weight * _linear(int(color[at : at + 2], 16) / 255) for at, weight in _RGB)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours "#rrggbb", 1 to 21; the order does not matter."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
