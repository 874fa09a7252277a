"""Taking out of a PDF whatever acts, hides or calls by itself. The clauses named are those of ISO 32000-1.

Every dictionary of the file is visited, numbered or not, used or not, so nothing is safe by lying where a list of
known places does not look. Two rules overlap on purpose. An action is judged by its type wherever it stands; and the
entries that hold actions, programs and attachments are removed by their name. Since names are free in some
dictionaries (a font may be called /AA), an entry must also look like what its name says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from foundation.uploads.rules import Removed

# Actions that are emptied wherever they are met (12.6.4).
_FORBIDDEN_ACTIONS: Mapping[str, Removed] = {
    "/JavaScript": Removed.SCRIPT,
    "/Launch": Removed.ACTION,
    "/SubmitForm": Removed.ACTION,
    "/ImportData": Removed.ACTION,
    "/GoToR": Removed.UNSAFE_LINK,
    "/GoToE": Removed.UNSAFE_LINK,
    "/GoToDp": Removed.UNSAFE_LINK,
    "/Rendition": Removed.MEDIA,
    "/RichMediaExecute": Removed.MEDIA,
}
# The entries for a click: of an annotation or bookmark, and one that captured web pages have (14.10.5.3).
_CLICKS = frozenset({"/A", "/PA"})
# Of all others, what stands in the place of an action must be one of these (12.6.4.2, .7 and .11).
_PAGE_TURNS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.|#)", re.IGNORECASE)
# The events of additional-actions dictionaries (12.6.3).
_ANNOTATION_EVENTS = frozenset({"/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI"})
_OTHER_EVENTS = frozenset({"/O", "/C", "/K", "/F", "/V", "/WC", "/WS", "/DS", "/WP", "/DP"})
_EVENTS = _ANNOTATION_EVENTS | _OTHER_EVENTS
_FILE_KEYS = frozenset({"/F", "/UF", "/DOS", "/Mac", "/Unix"})
# Annotations whose point is a file or media, with the entry that carries it (12.5.6.15 to .18).
_CARRIERS: Mapping[str, tuple[str, Removed]] = {
    "/FileAttachment": ("/FS", Removed.ATTACHMENT),
    "/Sound": ("/Sound", Removed.MEDIA),
    "/Movie": ("/Movie", Removed.MEDIA),
}
# Where a stream may say that its data lies elsewhere.
_OUTSIDE = frozenset({"/F", "/FFilter", "/FDecodeParms", "/Ref", "/OPI"})


def take_out(document: Pdf) -> frozenset[Removed]:
    """Remove from an open document whatever acts by itself, and tell what was found."""
    removed: set[Removed] = set()
    for holder, entries in _dictionaries(document):
        _check_as_action(holder, entries, removed)
        _check_action_entries(holder, entries, removed)
        _check_other_entries(holder, entries, removed)
        if isinstance(holder, Stream):
            _check_outside_content(holder, entries, removed)
    return frozenset(removed)


def _dictionaries(document: Pdf) -> Iterator[tuple[Object, dict[str, object]]]:
    """Each dictionary and stream of the file with its entries, those written inside others included.

    What is inside comes after what holds it, so what is removed is not visited.
    """
    for numbered in (document.trailer, *document.objects):
        waiting = [numbered]
        while waiting:
            value = waiting.pop()
            inner: Iterable[object]
            if isinstance(value, Array):
                inner = value
            elif isinstance(value, (Dictionary, Stream)):
                # Read once: each question to the parser costs more than all the questions to a Python dictionary.
                # An entry that is null is none (7.3.7).
                entries: dict[str, object] = {key: entry for key, entry in value.items() if entry is not None}
                yield value, entries
                inner = entries.values()
            else:
                continue
            waiting += [entry for entry in inner if isinstance(entry, Object) and not entry.is_indirect]


def _text(value: object) -> str:
    """A name or a string as text; nothing for anything else."""
    return str(value) if isinstance(value, (Name, String)) else ""


def _check_as_action(holder: Object, entries: dict[str, object], removed: set[Removed]) -> None:
    kind = _FORBIDDEN_ACTIONS.get(_text(entries.get("/S")))
    if kind is not None:
        removed.add(kind)
        for key in entries.keys() - {"/Length"}:
            del holder[key]
        entries.clear()


def _check_action_entries(holder: Object, entries: dict[str, object], removed: set[Removed]) -> None:
    """Look at the entries in which an action may stand: a click (12.5.6), opening (7.7.2), an event (12.6.3)."""
    for key in _CLICKS & entries.keys():
        action = entries[key]
        if not isinstance(action, (Dictionary, Stream)) or "/S" not in action:
            continue  # tags keep their attributes under /A (14.7.5)
        fault = _fault(action)
        if fault is not None:
            removed.add(fault)
            _remove(holder, entries, key)
        elif "/Next" in action:
            removed.add(Removed.ACTION)
            del action["/Next"]
    opening = entries.get("/OpenAction")
    if opening is not None:
        # Where a reader begins is harmless and lost without a word; anything else is reported.
        if isinstance(opening, (Dictionary, Stream)) and (_text(opening.get("/S")) != "/GoTo" or "/Next" in opening):
            removed.add(_fault(opening) or Removed.ACTION)
        _remove(holder, entries, "/OpenAction")
    events = entries.get("/AA")
    if isinstance(events, Dictionary) and _EVENTS.issuperset(events.keys()):
        removed.add(Removed.ACTION)
        _remove(holder, entries, "/AA")


def _remove(holder: Object, entries: dict[str, object], key: str) -> None:
    del holder[key]
    del entries[key]


def _fault(action: Object) -> Removed | None:
    """Why an action may not stay, or None if it may: going to a page of the file, to the web, or to a mail address."""
    kind = _text(action.get("/S"))
    if kind == "/GoTo" or (kind == "/Named" and _text(action.get("/N")) in _PAGE_TURNS):
        return None
    if kind == "/URI":
        return None if _SAFE_ADDRESS.match(_text(action.get("/URI"))) else Removed.UNSAFE_LINK
    return Removed.MEDIA if kind in ("/Sound", "/Movie") else _FORBIDDEN_ACTIONS.get(kind, Removed.ACTION)


def _is_script(value: object) -> bool:
    return isinstance(value, String) or (isinstance(value, Stream) and "/Subtype" not in value)


def _is_container(value: object) -> bool:
    return isinstance(value, (Dictionary, Array, Stream))


def _is_set_of_files(value: object) -> bool:
    return isinstance(value, Dictionary) and _FILE_KEYS.issuperset(value.keys())


def _names_a_file(value: object) -> bool:
    members = list(value) if isinstance(value, Array) else [value]
    return any(isinstance(m, Dictionary) and ("/EF" in m or "/UF" in m or _text(m.get("/F"))) for m in members)


def _is_unsafe_base(value: object) -> bool:
    return isinstance(value, Dictionary) and not _SAFE_ADDRESS.match(_text(value.get("/Base")))


_ENTRIES: Mapping[str, tuple[Callable[[object], bool], Removed]] = {
    "/JS": (_is_script, Removed.SCRIPT),
    "/JavaScript": (_is_container, Removed.SCRIPT),
    "/XFA": (_is_container, Removed.FORM_PROGRAM),
    "/EmbeddedFiles": (_is_container, Removed.ATTACHMENT),
    "/Collection": (_is_container, Removed.ATTACHMENT),
    "/EF": (_is_set_of_files, Removed.ATTACHMENT),
    "/RF": (_is_set_of_files, Removed.ATTACHMENT),
    "/AF": (_names_a_file, Removed.ATTACHMENT),
    "/RichMediaContent": (_is_container, Removed.MEDIA),
    "/RichMediaSettings": (_is_container, Removed.MEDIA),
    "/3DD": (_is_container, Removed.MEDIA),
    "/Renditions": (_is_container, Removed.MEDIA),
    "/AlternatePresentations": (_is_container, Removed.MEDIA),
    "/URI": (_is_unsafe_base, Removed.UNSAFE_LINK),
    "/Perms": (_is_container, Removed.SIGNATURE),
    "/DSS": (_is_container, Removed.SIGNATURE),
}


def _check_other_entries(holder: Object, entries: dict[str, object], removed: set[Removed]) -> None:
    for key in _ENTRIES.keys() & entries.keys():
        looks_like_it, kind = _ENTRIES[key]
        if looks_like_it(entries[key]):
            removed.add(kind)
            _remove(holder, entries, key)
    carried, kind = _CARRIERS.get(_text(entries.get("/Subtype")), ("", Removed.MEDIA))
    if carried in entries:
        removed.add(kind)
        _remove(holder, entries, carried)
    if "/FT" in entries and "/V" in entries and _text(entries["/FT"]) == "/Sig":
        removed.add(Removed.SIGNATURE)
        _remove(holder, entries, "/V")


def _check_outside_content(stream: Object, entries: dict[str, object], removed: set[Removed]) -> None:
    """Streams whose data, picture or page lies in another file (7.3.8.2, 8.10.4, 14.11.7)."""
    for key in _OUTSIDE & entries.keys():
        removed.add(Removed.OUTSIDE_CONTENT)
        _remove(stream, entries, key)
