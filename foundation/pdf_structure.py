"""The last touches on a tagged PDF before it is written: what the standards ask for and the layout engine leaves out.

Besides the words of right-to-left and foreign text (foundation.pdf_words), three things (WeasyPrint 70):

1. It writes the mark of one standard. A file that follows PDF/A-2a *and* PDF/UA-1 carries the mark of both, and
   PDF/A wants every foreign mark described in the file (ISO 19005-2, 6.6.2.3.3; ISO 14289-1, clause 5).
2. It tells each data cell which headers it has, but not each header whether it heads a column or a row. ISO 14289-1,
   7.5, asks for `Scope`, and some readers use nothing else.
3. It leaves running heads and page numbers as content that hangs nowhere. ISO 14289-1, 7.1 and 7.8, wants them marked
   as artifacts of pagination, so that they are not read out in the middle of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pydyf
from weasyprint.document import Document

from foundation.pdf_words import add_words, mend_letters

_UA_MARK: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>"""


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Make a PDF/UA-1 of a tagged PDF/A that is about to be written (WeasyPrint's `finisher`)."""
    add_words(document, pdf)
    mend_letters(document, pdf)
    add_ua_mark(pdf)
    add_header_scopes(pdf)
    mark_running_content(pdf)


def add_ua_mark(pdf: pydyf.PDF) -> None:
    """Say in the file's metadata that it follows PDF/UA-1, and describe that statement as PDF/A wants it."""
    metadata = _at(pdf, pdf.catalog["Metadata"])
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", _UA_MARK)]


def add_header_scopes(pdf: pydyf.PDF) -> None:
    """Give each header cell its scope: a column's in the table's head, a row's everywhere else."""
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            in_head = any(ancestor["S"] == "/THead" for ancestor in _ancestors(pdf, element))
            element["A"]["Scope"] = "/Column" if in_head else "/Row"


def mark_running_content(pdf: pydyf.PDF) -> None:
    """Turn marked content that no part of the document tree owns into artifacts of pagination."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    owned = set(_owned(pdf, root))
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    owners_of_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for reference in pdf.page_references:
        page = _at(pdf, reference)
        owners = owners_of_page[page["StructParents"]]
        strays = {mark for mark, owner in enumerate(owners) if _number(owner) not in owned}
        # The stray elements themselves stay in the file, unseen: pydyf 0.13 writes a wrong table of objects when one
        # in the middle is freed.
        for mark in strays:
            owners[mark] = "null"
        content = _at(pdf, page["Contents"]).stream
        for position, operand in enumerate(content):
            if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in strays:
                content[position - 1] = "/Artifact"
                content[position] = pydyf.Dictionary({"Type": "/Pagination"})


def _owned(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[int]:
    """The object numbers of everything below `element` in the document tree."""
    for kid in element.get("K", ()):
        # A bare number is a piece of the page's content, a reference is an element or an annotation.
        if isinstance(kid, bytes):
            yield _number(kid)
            yield from _owned(pdf, _at(pdf, kid))


def _ancestors(pdf: pydyf.PDF, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
    """The elements above `element`, nearest first; the root has no type and is left out."""
    parent = _at(pdf, element["P"])
    while "S" in parent:
        yield parent
        parent = _at(pdf, parent["P"])


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _at(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]
