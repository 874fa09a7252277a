"""Who may do what: a gate that refuses by default, one table, and no object without a check.

Four nets hold this together. (1) `refuse_unmarked` answers 404 for any view that carries neither `@requires` nor
`@public`. (2) `TABLE` holds every permission with its sentence and its predicates and can be read aloud. (3) A view
gets its object only through `@requires(..., load=...)`, which checks before the view runs. (4) A convention test
tries every route as every role and fails for a route that stands on no list.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request
from flask_babel import LazyString


@dataclass(frozen=True)
class Actor:
    """The person who acts, or the anonymous reader, for the length of one request or command.

    `roles` were granted by hand. `standings` are what the person stands for today (facts which upper floors work out
    from dated rows), so a right that follows from them ends on the day on which they end.
    """

    account_id: int | None = None
    name: str = ""
    roles: frozenset[str] = frozenset()
    standings: frozenset[Hashable] = frozenset()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.account_id is None


ANYBODY = Actor()

Predicate = Callable[[Actor, Any], bool]
Standings = Callable[[int, datetime], Iterable[Hashable]]


@dataclass(frozen=True)
class Permission:
    """One row of the table: a name (`"paper.publish"`), a sentence, and the predicates of which one must hold.

    `reader` names the permission whose holders may know that the object exists: they get 403 where others get 404.
    """

    name: str
    sentence: LazyString
    any_of: tuple[Predicate, ...]
    reader: str | None = None


@dataclass(frozen=True)
class Mark:
    """What a view requires, left on it by `@requires` or `@public` and read by the gate and by the tests."""

    permission: str | None
    loads: bool = False


@dataclass
class _Registry:
    standings: list[Standings] = field(default_factory=list)


TABLE: dict[str, Permission] = {}
_registry = _Registry()
View = TypeVar("View", bound=Callable[..., Any])


def anybody(_actor: Actor, _subject: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def signed_in(actor: Actor, _subject: Any) -> bool:
    """Whoever is signed in."""
    return not actor.is_anonymous


def role(name: str) -> Predicate:
    """Whoever was granted this role by hand."""

    def has_role(actor: Actor, _subject: Any) -> bool:
        return name in actor.roles

    has_role.__name__ = f"role_{name}"
    has_role.__doc__ = f"Whoever was granted the role `{name}` by hand."
    return has_role


def declare(*permissions: Permission) -> None:
    """Add rows to the table. A name stands in it once."""
    for permission in permissions:
        if TABLE.get(permission.name, permission) != permission:
            raise ValueError(f"{permission.name} is declared twice")
        TABLE[permission.name] = permission


def stands_for(standings: Standings) -> None:
    """Let an upper floor say what an account stands for at a moment."""
    if standings not in _registry.standings:
        _registry.standings.append(standings)


def standings_of(account_id: int, now: datetime) -> frozenset[Hashable]:
    """All that this account stands for at this moment."""
    return frozenset(fact for ask in _registry.standings for fact in ask(account_id, now))


def read_aloud(app: Flask) -> str:
    """The whole table in plain words, with the addresses that need each permission, as Markdown."""
    addresses: dict[str | None, set[str]] = {}
    for rule in app.url_map.iter_rules():
        mark = getattr(app.view_functions[rule.endpoint], "mark", None)
        addresses.setdefault(mark.permission if mark else None, set()).add(rule.rule)
    parts = [
        "# Who may do what",
        "Written by `flask --app run permissions list`, from the table that the program itself asks; a test keeps it "
        "true. One of the lines below a permission must hold. Whoever may not, but may know that the thing exists, is "
        "answered 403; for all others there is nothing at that address (404).",
    ]
    parts += [_told(permission, addresses.get(permission.name, set())) for permission in TABLE.values()]
    parts.append("## Open to everybody\n\n" + _listed(addresses.get(None, set())))
    return "\n\n".join(parts) + "\n"


def _told(permission: Permission, addresses: set[str]) -> str:
    who = "\n".join(f"- {(predicate.__doc__ or predicate.__name__).strip()}" for predicate in permission.any_of)
    lines = [f"## {permission.name}", str(permission.sentence), who]
    if permission.reader:
        lines.append(f"May know of it: whoever has `{permission.reader}`.")
    if addresses:
        lines.append("Needed at\n\n" + _listed(addresses))
    return "\n\n".join(lines)


def _listed(addresses: set[str]) -> str:
    return "\n".join(f"- `{address}`" for address in sorted(addresses))


def may(actor: Actor, permission: str, subject: Any = None) -> bool:
    """Whether the actor may do this to the subject. Raises KeyError for a permission that nobody declared."""
    return any(holds(actor, subject) for holds in TABLE[permission].any_of)


def current_actor() -> Actor:
    """The actor of this request, worked out once by `foundation.accounts`.

    Until that is done, as on the page that tells that the database does not answer, it is anybody.
    """
    actor: Actor = g.get("actor", ANYBODY)
    return actor


def public(view: View) -> View:
    """Mark a view that anybody may see and that loads no object."""
    view.mark = Mark(None)  # type: ignore[attr-defined]
    return view


def requires(permission: str, load: Callable[..., Any] | None = None) -> Callable[[View], View]:
    """Let a view run only for those who may; give it the loaded object as its first argument.

    `load` is called with the parts of the address and returns the object, or None for an unknown one. Answers 404
    for an unknown object or one that the actor may not know of, 403 for one that they may read.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> Any:
            subject = None
            if load is not None:
                subject = load(**parts)
                if subject is None:
                    abort(404)
            check(permission, subject)
            return view(subject) if load is not None else view(**parts)

        guarded.mark = Mark(permission, load is not None)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def check(permission: str, subject: Any = None) -> None:
    """Answer 403 or 404 unless the actor of this request may."""
    actor = current_actor()
    if may(actor, permission, subject):
        return
    reader = TABLE[permission].reader
    may_know = subject is None or (reader is not None and may(actor, reader, subject))
    abort(403 if may_know else 404)


def refuse_unmarked() -> None:
    """The gate: a view without a mark does not answer."""
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if not hasattr(view, "mark"):
        abort(404)
