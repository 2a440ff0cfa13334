"""Filling and emptying layouts."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QWidget

from .widgets.flow import FlowLayout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and give it up, nested layouts included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


def row(*widgets: QWidget, spacing: int = 8, stretch: QWidget | None = None) -> QHBoxLayout:
    """Side by side, from the start of the line; `stretch` is the one that takes the room, else it stays empty."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for widget in widgets:
        line.addWidget(widget, 1 if widget is stretch else 0)
    if stretch is None:
        line.addStretch(1)
    return line


def add_all(layout: QBoxLayout, *widgets: QWidget) -> None:
    """One below the other, or side by side, as the layout has it."""
    for widget in widgets:
        layout.addWidget(widget)


def flow(*widgets: QWidget) -> FlowLayout:
    """Side by side as far as there is room, then in the next line: for buttons, whose words do not wrap."""
    layout = FlowLayout()
    for widget in widgets:
        layout.addWidget(widget)
    return layout
