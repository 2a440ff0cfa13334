"""A name that looks like a web page is shown in a tip as it is written, and nothing that it names is fetched."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QListWidget, QToolTip, QWidget
from pytestqt.qtbot import QtBot

PAGE = 'Ada <img src="file:////other/share/x.png"> & Lee'
WRITTEN = "Ada &lt;img src=&quot;file:////other/share/x.png&quot;&gt; &amp; Lee"


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(("tip", "shown"), [(PAGE, f"<qt>{WRITTEN}</qt>"), ("Ada & Lee", "Ada & Lee")])
def test_a_tip_shows_a_name_as_it_is_written(qtbot: QtBot, tip: str, shown: str) -> None:
    plain, listed = QWidget(), QListWidget()
    plain.setToolTip(tip)
    listed.addItem("Ada")
    listed.item(0).setToolTip(tip)
    for widget, asked in ((plain, plain), (listed, listed.viewport())):
        qtbot.addWidget(widget)
        widget.resize(300, 100)
        with qtbot.waitExposed(widget):
            widget.show()
        QToolTip.hideText()
        at = QPoint(5, 5)
        QApplication.sendEvent(asked, QHelpEvent(QEvent.Type.ToolTip, at, asked.mapToGlobal(at)))
        assert QToolTip.text() == shown
    QToolTip.hideText()
