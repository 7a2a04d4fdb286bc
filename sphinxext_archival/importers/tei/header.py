"""The header of a file, as the metadata of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...model.languages import LanguageError, language_name
from ...model.metadata import is_web_address
from .dates import edtf_of
from .source import XML_LANG, child, children, local, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

__all__ = ["authors", "identifier_of", "language_of", "metadata_of", "title_of"]


def language_of(*elements: Element | None) -> str:
    """Return the language that the first of *elements* to say one is in (ISO 639), or nothing."""
    for element in elements:
        code = (element.get(XML_LANG, "") if element is not None else "").split("-")[0].lower()
        if code and _is_language(code):
            return code
    return ""


def _is_language(code: str) -> bool:
    try:
        language_name(code, "en")
    except LanguageError:
        return False
    return code not in {"und", "mul", "zxx"}


def title_of(header: Element | None, language: str) -> str:
    """Return the title of what the file holds: the main one, in its *language*, and its subtitle.

    Nothing if it has none.
    """
    titles = [
        (title.get("type", ""), language_of(title) or language, words_of(title))
        for title in children(child(header, "fileDesc", "titleStmt"), "title")
    ]
    titles = [title for title in titles if title[2]]
    for types in (("complete",), ("main", ""), ("volume", "short")):
        found = [title for title in titles if title[0] in types]
        if found:
            own = next((title for title in found if title[1] == language), found[0])
            subs = [t[2] for t in titles if t[0] == "sub" and t[1] == own[1]]
            return ". ".join([own[2].rstrip("."), *subs[:1]]) if subs else own[2]
    return titles[0][2] if titles else ""


def identifier_of(header: Element | None) -> str:
    """Return the identifier that the file gives itself, as our own output does; or nothing."""
    publication = child(header, "fileDesc", "publicationStmt")
    for number in children(publication, "idno"):
        if number.get("type") in {"document", "frus"}:
            return words_of(number)
    return ""


def authors(header: Element | None) -> list[Element]:
    """Return those whom the header calls author of the text."""
    return list(children(child(header, "fileDesc", "titleStmt"), "author"))


def metadata_of(header: Element | None, root: Element) -> dict[str, str]:
    """Return what the header says, as options of ``document``."""
    file = child(header, "fileDesc")
    profile = child(header, "profileDesc")
    found = {
        **_title_statement(file),
        **_creation(profile, file, root),
        **_terms(profile),
        **_manuscript(file),
        **_publication(file),
    }
    language = language_of(child(root, "text"), root)
    if language:
        found["language"] = language
    original = child(file, "sourceDesc", "msDesc", "msContents", "textLang")
    if original is not None and _is_language(original.get("mainLang", "")):
        found["original-language"] = original.get("mainLang", "")
    if text := words_of(child(header, "revisionDesc")) if _is_ours(header) else "":
        found["revision"] = text
    return {name: value for name, value in found.items() if value}


def _is_ours(header: Element | None) -> bool:
    application = child(header, "encodingDesc", "appInfo", "application")
    return application is not None and application.get("ident") == "sphinxext-archival"


def _title_statement(file: Element | None) -> dict[str, str]:
    statement = child(file, "titleStmt")
    found: dict[str, list[str]] = {}
    for said in children(statement, "respStmt", "editor"):
        names = [words_of(it) for it in children(said, "persName", "name", "orgName")]
        role = said.get("role", "") or words_of(child(said, "resp"))
        names = names or ([words_of(said)] if local(said) == "editor" else [])
        field = "editor" if local(said) == "editor" else ""
        for word, name in (("transl", "translator"), ("edit", "editor"), ("contribut", "contributor")):  # fmt: skip # noqa: E501
            if word in role.lower():
                field = name
                break
        if field:
            found.setdefault(field, []).extend(name for name in names if name != "not named")
    metadata = {name: "; ".join(dict.fromkeys(names)) for name, names in found.items()}
    metadata["credits"] = "; ".join(_once(children(statement, "funder")))
    for title in children(statement, "title"):
        if title.get("type") == "short":
            metadata["short-title"] = words_of(title)
    return metadata


def _once(elements: Iterator[Element]) -> list[str]:
    """Return the words of each, of what it says in several languages the first."""
    said = []
    for element in elements:
        inner = next(children(element), None)
        said.append(words_of(inner if inner is not None else element) or words_of(element))
    return list(dict.fromkeys(filter(None, said)))


def _creation(profile: Element | None, file: Element | None, root: Element) -> dict[str, str]:
    creation = child(profile, "creation")
    setting = child(profile, "settingDesc", "setting")
    dates = [child(creation, "date"), child(setting, "date")]
    dates += [child(file, "sourceDesc", "bibl", "date")]
    posted = list(children(child(file, "publicationStmt"), "date"))
    dates += [date for date in posted if date.get("type") == "created"]
    dates += _events(root)
    day = next((edtf_of(date.attrib) for date in dates if date is not None and edtf_of(date.attrib)), "")  # fmt: skip # noqa: E501
    city = next((it for it in children(setting, "name", "placeName")
                 if it.get("type") in {"city", "place", None}), None)  # fmt: skip
    place = words_of(child(creation, "placeName")) or words_of(city)
    return {"date": day, "place": place}


def _events(root: Element) -> list[Element | None]:
    """Return when the work was written, printed or first played: so DraCor says it."""
    order = ("written", "print", "premiere")
    events = [it for it in root.iter("{*}event") if it.get("type") in order]
    events = [it for it in events if not any(local(above) == "text" for above in it.iterancestors())]  # fmt: skip # noqa: E501
    return [*sorted(events, key=lambda it: order.index(it.get("type", "")))]


def _terms(profile: Element | None) -> dict[str, str]:
    terms = profile.iter("{*}term") if profile is not None else ()
    said = {term.get("type", ""): words_of(term) for term in terms}
    return {
        "kind": said.get("kind", "") or said.get("genreTitle", ""),
        "classification": said.get("classification", ""),
    }


def _manuscript(file: Element | None) -> dict[str, str]:
    description = child(file, "sourceDesc", "msDesc")
    where = child(description, "msIdentifier")
    return {
        "repository": words_of(child(where, "repository")),
        "collection": words_of(child(where, "collection")),
        "reference-code": words_of(child(where, "idno")),
        "physical": words_of(child(description, "physDesc")),
        "contributor": words_of(child(description, "history", "acquisition")),
        "facsimile": _address(child(description, "additional", "surrogates")),
    }


def _publication(file: Element | None) -> dict[str, str]:
    publication = child(file, "publicationStmt")
    availability = child(publication, "availability")
    licence = child(availability, "licence")
    target = licence.get("target", "") if licence is not None else ""
    rights = " ".join(_in_one_language(children(availability, "p")))
    bibls = [it for it in children(child(file, "sourceDesc"), "bibl", "biblFull", "biblStruct")
             if it.get("type") not in {"transcription", "emendations", "wikidata"}]  # fmt: skip
    address = next((found for bibl in bibls if (found := _address(bibl))), "")
    own = (words_of(it) for it in children(publication, "idno") if it.get("type") != "document")
    address = address or next((it for it in own if is_web_address(it)), "")
    said = next((words_of(bibl) for bibl in bibls if words_of(bibl)), "")
    return {
        "license": target if is_web_address(target) else words_of(licence),
        "rights": rights,
        "source": address or said or words_of(child(file, "sourceDesc", "p")),
    }


def _in_one_language(paragraphs: Iterator[Element]) -> list[str]:
    found: list[str] = []
    language = None
    for paragraph in paragraphs:
        language = language or paragraph.get(XML_LANG, "-")
        if paragraph.get(XML_LANG, "-") == language:
            found.append(words_of(paragraph))
    return found


def _address(element: Element | None) -> str:
    """Return the first web address that *element* has."""
    if element is None:
        return ""
    for inner in element.iter("{*}ref", "{*}idno", "{*}ptr"):
        for text in (inner.get("target", ""), words_of(inner)):
            if is_web_address(re.sub(r"\s", "", text)):
                return text.strip()
    return ""
