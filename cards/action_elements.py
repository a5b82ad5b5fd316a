"""Typed actions and the refresh of a card: the package the elements build on has none."""

from cards.elements import Block, Part, Parts, Property


class Action(Part):
    """A button. ``mode`` secondary puts it into the overflow menu."""

    id = Property("id")
    title = Property("title")
    tooltip = Property("tooltip")
    style = Property("style", words=frozenset({"default", "positive", "destructive"}))
    mode = Property("mode", words=frozenset({"primary", "secondary"}))
    fallback = Property("fallback", (str, Part))


class Execute(Action):
    """Sends an ``adaptiveCard/action`` invoke with verb, data and the form's values."""

    element_type = "Action.Execute"
    verb = Property("verb")
    data = Property("data", dict)
    associated_inputs = Property("associatedInputs", words=frozenset({"auto", "none"}))


class Submit(Action):
    """Sends a message with the data: what clients do that do not know Action.Execute."""

    element_type = "Action.Submit"
    data = Property("data", dict)
    associated_inputs = Property("associatedInputs", words=frozenset({"auto", "none"}))


class OpenUrl(Action):
    """Opens an address in the browser: only ever one that we made."""

    element_type = "Action.OpenUrl"
    url = Property("url")


class InnerCard(Part):
    """The form that a button unfolds; it takes version and language from the card around it."""

    element_type = "AdaptiveCard"
    body = Parts("body", Block)
    actions = Parts("actions", Action)


class ShowCard(Action):
    """Unfolds a form inside the card; its title ends in „…“."""

    element_type = "Action.ShowCard"
    card = Property("card", InnerCard)


class ActionSet(Block):
    """A row of buttons inside the body."""

    element_type = "ActionSet"
    actions = Parts("actions", Action)


class Refresh(Part):
    """How a client may bring a card up to date by itself.

    ``user_ids`` are channel ids (``29:…``, at most 60); an empty list leaves it to the person.
    """

    element_type = "Refresh"
    action = Property("action", Execute)
    user_ids = Property("userIds", list)
