"""The site as one person sees it: open addresses, follow links, fill in forms by the words on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.datastructures import FileStorage
from werkzeug.test import Client, TestResponse, encode_multipart

from tests.pages.checks import check_page, parse, text_of


class Page:
    """A page that was met. It has passed every check of `check_page`."""

    def __init__(self, site: Site, response: TestResponse) -> None:
        self.site = site
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.tree = parse(response.get_data(as_text=True))
        check_page(self.tree)

    @property
    def heading(self) -> str:
        """The page's one heading."""
        return text_of(next(self.tree.iter("h1")))

    @property
    def text(self) -> str:
        """All words in the main part of the page."""
        return text_of(next(self.tree.iter("main")))

    @property
    def messages(self) -> list[str]:
        """What the site tells after a deed; a place that a script will write into is empty until then."""
        told = (text_of(element) for element in self.tree.iter() if element.get("role") == "status")
        return [text for text in told if text]

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary, each checked to lead to a field on the page."""
        found = []
        for summary in self._with_class("error-summary"):
            for item in summary.iter("li"):
                for link in item.iter("a"):
                    target = (link.get("href") or "").removeprefix("#")
                    assert any(e.get("id") == target for e in self.tree.iter()), f"no field {target}"
                found.append(text_of(item))
        return found

    def rows(self, caption: str = "") -> list[list[str]]:
        """The body rows of the table whose caption holds these words, as texts of their cells."""
        for table in self.tree.iter("table"):
            if caption in "".join(text_of(c) for c in table.iter("caption")):
                body = [row for part in table.iter("tbody") for row in part.iter("tr")]
                return [[text_of(cell) for cell in row if cell.tag in ("td", "th")] for row in body]
        raise AssertionError(f"no table {caption!r} on {self.path}")

    def links(self) -> dict[str, str]:
        """Every link's address by its words; a repeated wording keeps its first."""
        found: dict[str, str] = {}
        for link in self.tree.iter("a"):
            found.setdefault(text_of(link), link.get("href") or "")
        return found

    def has_link(self, words: str) -> bool:
        """Whether a link has just these words."""
        return words in self.links()

    def follow(self, words: str) -> Page:
        """Follow the link with these words."""
        links = self.links()
        assert words in links, f"no link {words!r} among {sorted(links)}"
        return self.site.open(links[words])

    def form(self, button: str) -> FilledForm:
        """The form that is sent by the button with these words."""
        for form in self.tree.iter("form"):
            for control in form.iter("button"):
                if text_of(control) == button:
                    return FilledForm(self, form, control)
        buttons = [text_of(b) for b in self.tree.iter("button")]
        raise AssertionError(f"no button {button!r} among {buttons}")

    def has_button(self, words: str) -> bool:
        """Whether a button has just these words."""
        return any(text_of(button) == words for button in self.tree.iter("button"))

    def value_of(self, label: str) -> str:
        """What stands in the control with this label."""
        control = _by_label(self.tree, self.tree, label)
        if control.tag == "textarea":
            return (control.text or "").removeprefix("\n")
        if control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            return text_of(chosen[0]) if chosen else ""
        return control.get("value") or ""

    def _with_class(self, name: str) -> Iterator[Element]:
        return (element for element in self.tree.iter() if name in (element.get("class") or "").split())


class FilledForm:
    """A form that a person fills in by its labels and sends."""

    def __init__(self, page: Page, form: Element, button: Element) -> None:
        self.page = page
        self.element = form
        self.values: list[tuple[str, Any]] = list(_present_values(form))
        if button.get("name"):
            self.values.append((button.get("name") or "", button.get("value") or ""))

    def fill(self, label: str, value: Any) -> FilledForm:
        """Type a value, upload a (stream, name) pair, or choose an option or radio by its words.

        A list of words ticks these boxes of the group with this label and no others.
        """
        control = _by_label(self.page.tree, self.element, label)
        if control.tag == "fieldset":
            return self._choose_in_group(control, [value] if isinstance(value, str) else list(value))
        name = control.get("name") or ""
        if control.tag == "select":
            many = [value] if isinstance(value, str) else list(value)
            value = [_option_value(control, words) for words in many]
        elif control.get("type") == "checkbox":
            value = [control.get("value") or "on"] if value else []
        else:
            value = [value]
        self.values = [pair for pair in self.values if pair[0] != name] + [(name, one) for one in value]
        return self

    def set_raw(self, name: str, value: Any) -> FilledForm:
        """Send a value under a name, as a program would that does not care for labels."""
        self.values = [pair for pair in self.values if pair[0] != name] + [(name, value)]
        return self

    def submit(self) -> Page:
        """Send the form and go where it leads."""
        return self.page.site.send(self)

    def _choose_in_group(self, group: Element, words: list[str]) -> FilledForm:
        boxes = [control for control in group.iter("input") if control.get("type") in ("radio", "checkbox")]
        name = boxes[0].get("name") or ""
        found = {_label_of(self.page.tree, box): box.get("value") or "" for box in boxes}
        missing = [word for word in words if word not in found]
        assert not missing, f"no choice {missing} among {sorted(found)}"
        self.values = [pair for pair in self.values if pair[0] != name] + [(name, found[word]) for word in words]
        return self


class Site:
    """The site as one person sees it."""

    def __init__(self, client: Client, language: str = "en") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}

    def open(self, address: str, status: int = 200) -> Page:
        """Open an address; fails unless the answer has this status."""
        response = self.client.get(address, headers=self.headers, follow_redirects=True)
        assert response.status_code == status, f"{address}: {response.status_code}, not {status}"
        return Page(self, response)

    def get(self, address: str, **headers: str) -> TestResponse:
        """The bare answer at an address, for files, calendars and headers."""
        return self.client.get(address, headers={**self.headers, **headers})

    def send(self, form: FilledForm) -> Page:
        """Send a filled form."""
        data: dict[str, list[Any]] = {}
        for name, value in form.values:
            data.setdefault(name, []).append(value)
        action = form.element.get("action") or form.page.path
        if form.element.get("method", "get").lower() == "get":
            response = self.client.get(action, query_string=data, headers=self.headers, follow_redirects=True)
        else:
            multipart = form.element.get("enctype") == "multipart/form-data"
            kind, body = _encoded(data) if multipart else ("application/x-www-form-urlencoded", data)
            response = self.client.post(
                action, data=body, content_type=kind, headers=self.headers, follow_redirects=True
            )
        assert response.status_code < 500, f"{action}: {response.status_code}"
        return Page(self, response)


def _encoded(data: dict[str, list[Any]]) -> tuple[str, bytes]:
    """The type and the bytes of a body with files; for large ones the client itself leaves a temporary file open."""
    values = {
        name: [FileStorage(one[0], one[1]) if isinstance(one, tuple) else one for one in many]
        for name, many in data.items()
    }
    boundary, body = encode_multipart(values)
    return f'multipart/form-data; boundary="{boundary}"', body


def _present_values(form: Element) -> Iterator[tuple[str, str]]:
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "textarea":
            yield name, (control.text or "").removeprefix("\n")
        elif control.tag == "select":
            for option in control.iter("option"):
                if option.get("selected") is not None:
                    yield name, _value_of_option(option)
        elif control.tag == "input" and control.get("type") not in ("file", "submit", "button"):
            if control.get("type") in ("checkbox", "radio") and control.get("checked") is None:
                continue
            yield name, control.get("value") or ""


def _by_label(tree: Element, within: Element, label: str) -> Element:
    for group in within.iter("fieldset"):
        legend = next(group.iter("legend"), None)
        if legend is not None and text_of(legend).startswith(label):
            return group
    found = []
    for element in within.iter("label"):
        if text_of(element).startswith(label):
            target = element.get("for")
            controls = [e for e in tree.iter() if e.get("id") == target] if target else list(element.iter("input"))
            found.append((len(text_of(element)), controls[0]))
    assert found, f"no control {label!r} among {[text_of(e) for e in within.iter('label')]}"
    return min(found, key=lambda pair: pair[0])[1]


def _label_of(tree: Element, control: Element) -> str:
    for element in tree.iter("label"):
        if control in list(element.iter()) or (element.get("for") and element.get("for") == control.get("id")):
            return text_of(element)
    raise AssertionError(f"no label for {control.attrib}")


def _value_of_option(option: Element) -> str:
    value = option.get("value")
    return text_of(option) if value is None else value


def _option_value(select: Element, words: str) -> str:
    options = {text_of(option): _value_of_option(option) for option in select.iter("option")}
    assert words in options, f"no option {words!r} among {sorted(options)}"
    return options[words]
