"""Typed charts. Teams draws them on desktop and web only: each needs a ``fallback`` in words."""

from cards.elements import Block, Part, Parts, Property


class Slice(Part):
    """A part of a whole."""

    legend = Property("legend")
    value = Property("value", (int, float))
    color = Property("color")


class Point(Part):
    """A value at a place of the x axis."""

    x = Property("x", (str, int, float))
    y = Property("y", (int, float))


class Series(Part):
    """Points of one kind, with the word that stands in the legend."""

    legend = Property("legend")
    values = Parts("values", Point)
    color = Property("color")


class Chart(Block):
    """What all charts have."""

    title = Property("title")


class DonutChart(Chart):
    """A ring of shares."""

    element_type = "Chart.Donut"
    data = Parts("data", Slice)


class VerticalBarChart(Chart):
    """One bar for each point."""

    element_type = "Chart.VerticalBar"
    x_axis_title = Property("xAxisTitle")
    y_axis_title = Property("yAxisTitle")
    color = Property("color")
    data = Parts("data", Point)


class HorizontalBarChart(Chart):
    """One bar for each kind, with its words beside it: for words too long to stand below a bar."""

    element_type = "Chart.HorizontalBar"
    x_axis_title = Property("xAxisTitle")
    y_axis_title = Property("yAxisTitle")
    display_mode = Property("displayMode", words=frozenset({"AbsoluteWithAxis", "AbsoluteNoAxis"}))
    color = Property("color")
    data = Parts("data", Point)


class GroupedVerticalBarChart(Chart):
    """Bars of several series side by side."""

    element_type = "Chart.VerticalBar.Grouped"
    x_axis_title = Property("xAxisTitle")
    y_axis_title = Property("yAxisTitle")
    data = Parts("data", Series)


class LineChart(Chart):
    """A line for each series."""

    element_type = "Chart.Line"
    x_axis_title = Property("xAxisTitle")
    y_axis_title = Property("yAxisTitle")
    data = Parts("data", Series)
