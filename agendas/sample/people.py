"""The sample people: one for each role. No such person exists."""

from __future__ import annotations

from agendas.sample.kinds import Person

PEOPLE = (
    Person("isu.officer", "Sample ISU officer", role="isu"),
    Person("albania.chair", "Sample person for Albania", delegation="ALB", acts_in_office=True),
    Person("thailand.cochair", "Sample person for Thailand", delegation="THA", acts_in_office=True),
    Person("mozambique", "Sample delegate of Mozambique", delegation="MOZ"),
    Person("zambia", "Sample focal point of Zambia", delegation="ZMB", is_focal_point=True),
    Person("interpreter", "Sample interpreter", role="interpreter"),
    Person("observer", "Sample observer", role="observer"),
)

LATER = (
    Person("cambodia.president", "Sample person for Cambodia", delegation="KHM", acts_in_office=True),
    Person("netherlands", "Sample person for the Netherlands", delegation="NLD", acts_in_office=True),
)
"""Those who come when the offices of the next term are prepared."""

INCOMING = (Person("slovenia.president", "Sample person for Slovenia", delegation="SVN", acts_in_office=True),)
"""Who comes with the presidency of the Twelfth Meeting of the States Parties."""

LABELS = {
    "isu.officer": "ISU officer",
    "mozambique": "Delegation of Mozambique",
    "zambia": "Delegation of Zambia, focal point",
    "interpreter": "Interpreter",
    "observer": "Observer",
}
"""What those are who act in no office; of the others the record tells which office their State holds on a day."""


def address_of(person: Person) -> str:
    """The mail address of a sample person; nothing is ever sent outside by the demonstration."""
    return f"{person.key}@example.org"
