"""What holds for every page of the site, checked for each page that any test meets."""

from __future__ import annotations

from collections import Counter
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


def parse(html: str) -> Element:
    """The page as a tree. Fails if it is not valid HTML."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.parse(html)
    lines = html.splitlines()
    errors = [f"{kind} {facts} in: {lines[position[0] - 1][:160]}" for position, kind, facts in parser.errors]
    assert not errors, "not valid HTML:\n" + "\n".join(errors[:5])
    return tree


def text_of(element: Element) -> str:
    """The words in an element, with single spaces."""
    return " ".join(" ".join(element.itertext()).split())


def check_page(tree: Element) -> None:
    """Title, headings, ids, labels, forms, language, and no style or script inside the page."""
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert not [name for name, times in ids.items() if times > 1], "an id stands twice"
    assert tree.get("lang"), "the page does not say its language"
    assert tree.get("dir") in ("ltr", "rtl"), "the page does not say its direction"
    title = text_of(_only(tree, "title"))
    heading = text_of(_only(tree, "h1"))
    assert heading, "the heading is empty"
    assert heading in title, f"the title {title!r} does not hold the heading {heading!r}"
    _check_heading_order(tree)
    _check_controls(tree, set(ids))
    for form in tree.iter("form"):
        assert form.get("action") is not None, "a form without an action"
        if form.get("method", "get").lower() == "post":
            names = [control.get("name") for control in form.iter("input")]
            assert "csrf_token" in names, "a form that posts carries no token"
    for element in tree.iter():
        assert "style" not in element.attrib, f"style inside the page: {element.tag}"
        assert not [name for name in element.attrib if name.startswith("on")], f"script in an attribute: {element.tag}"
        if element.tag == "script":
            assert element.get("src"), "a script inside the page"
        if element.tag == "a":
            assert text_of(element) or element.get("aria-label"), f"a link without words: {element.get('href')}"
        if element.tag == "img":
            assert element.get("alt") is not None, "a picture without a description"
        for reference in ("aria-describedby", "aria-labelledby", "for"):
            for name in (element.get(reference) or "").split():
                assert name in ids, f"{reference} points to {name}, which is not on the page"
    assert all(text_of(header) for header in tree.iter("th")), "an empty table header"


def _only(tree: Element, tag: str) -> Element:
    found = [element for element in tree.iter(tag) if tag != "title" or not element.get("role")]
    assert len(found) == 1, f"{len(found)} elements {tag}, not one"
    return found[0]


def _check_heading_order(tree: Element) -> None:
    # What went wrong is told above the heading, so that a screen reader meets it first.
    alerts = {id(part) for element in tree.iter() if element.get("role") == "alert" for part in element.iter()}
    level = 0
    for element in tree.iter():
        if id(element) in alerts:
            continue
        if (
            isinstance(element.tag, str)
            and len(element.tag) == 2
            and element.tag[0] == "h"
            and element.tag[1].isdigit()
        ):
            found = int(element.tag[1])
            assert found <= level + 1, f"heading {element.tag} {text_of(element)!r} after level {level}"
            level = found


def _check_controls(tree: Element, ids: set[str | None]) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(control) for label in tree.iter("label") for control in label.iter()}
    for element in tree.iter():
        if element.tag in ("input", "select", "textarea") and element.get("type") not in UNLABELLED:
            named = element.get("aria-label") or element.get("aria-labelledby")
            ok = named or element.get("id") in labelled or id(element) in inside
            assert ok, f"a control without a label: {element.attrib}"
