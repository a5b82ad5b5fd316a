"""How the commands about a person are told who is meant."""

from typing import Annotated

import typer

Number = Annotated[str, typer.Option(help="Kundennummer (BG-Nummer) der Person.")]
Cases = Annotated[
    list[str] | None,
    typer.Option("--case", help="Nummer eines Vorgangs, für Personen ohne Kundennummer; mehrmals möglich."),
]
Name = Annotated[
    str, typer.Option(help="Nur auflisten, in welchen Vorgängen dieser Name steht: „Kundin, Karla“.")
]
LeaveOut = Annotated[
    list[str] | None,
    typer.Option("--leave-out", help="Nummer eines Vorgangs einer anderen Person; mehrmals möglich."),
]
SamePerson = Annotated[
    bool,
    typer.Option("--same-person", help="Geprüft: Verschiedene Namen oder Nummern meinen dieselbe Person."),
]
