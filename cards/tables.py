"""Typed tables. The first row is the header by default; phones need the ``fallback``."""

from cards.elements import CONTAINER_STYLES, HORIZONTAL, VERTICAL, Block, Part, Parts, Property


class TableColumn(Part):
    """How wide a column is: a share (``2``) or pixels (``"80px"``)."""

    width = Property("width", (int, str))
    horizontal_cell_content_alignment = Property("horizontalCellContentAlignment", words=HORIZONTAL)
    vertical_cell_content_alignment = Property("verticalCellContentAlignment", words=VERTICAL)


class TableCell(Part):
    """One cell."""

    element_type = "TableCell"
    items = Parts("items", Block)
    style = Property("style", words=CONTAINER_STYLES)
    vertical_content_alignment = Property("verticalContentAlignment", words=VERTICAL)


class TableRow(Part):
    """One row."""

    element_type = "TableRow"
    cells = Parts("cells", TableCell)
    style = Property("style", words=CONTAINER_STYLES)


class Table(Block):
    """A table; it says nothing about its header, because schema and renderer spell that differently."""

    element_type = "Table"
    columns = Parts("columns", TableColumn)
    rows = Parts("rows", TableRow)
    show_grid_lines = Property("showGridLines", bool)
    grid_style = Property("gridStyle", words=CONTAINER_STYLES)
