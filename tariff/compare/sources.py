"""What is compared: a version of terms, an amendment, a draft, or a plain text; each becomes documents."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from attrs import define, field, frozen

from tariff.compare.document import Document
from tariff.compare.editions import document_of
from tariff.compare.plain import read_document
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.resources import clauses_dir
from tariff.syntax.files import read_files
from tariff.versions.consolidate import Edition, consolidate, prior_line
from tariff.versions.drafts import declared, with_draft
from tariff.versions.library import Library
from tariff.versions.pack import Amendment, Pack

LANGUAGES = ("ja", "en")


@frozen
class Named:
    """What is to be compared, as it was asked for.

    text: the words of the request. name: of terms or of an amendment. day: the day on which the terms are asked for,
    None for the last version. folder: a draft that holds them. file: the plain text that is meant instead of all this.
    """

    text: str
    name: str = ""
    day: date | None = None
    folder: Path | None = None
    file: Path | None = None


@frozen
class Origin:
    """The version of terms that a document shows: `library.terms(terms, amendments=amendments)` are its clauses.

    amendments: how many of the pack's amendments are taken, in order of effect. day: the day on which it stands so.
    """

    library: Library
    terms: str
    amendments: int
    day: date
    known_on: date | None

    @property
    def pack(self) -> Pack:
        """The pack, with the amendments that are taken."""
        return self.library.pack(self.terms).cut(self.amendments)

    @property
    def pin(self) -> str:
        """The content hash by which the version can be had again."""
        return self.library.digest(self.terms, self.known_on, self.amendments)


@frozen
class Source:
    """One side of a comparison: its document in each language it has, and where it comes from (None: a file)."""

    name: str
    documents: Mapping[str, Document]
    origin: Origin | None


@define
class Shelf:
    """Where terms are looked for: the shipped packs, those in the folders `extra`, as known on a day."""

    extra: Sequence[Path] = ()
    known_on: date | None = None
    _libraries: dict[Path | None, Library] = field(factory=dict, init=False)

    def library(self, folder: Path | None = None) -> Library:
        """The packs, with a draft among them. Raises InputError where a file cannot be read."""
        if folder not in self._libraries:
            published = read_files([clauses_dir(), *self.extra])
            library = Library.of(with_draft(published, read_files([folder])) if folder else published)
            if any(item.severity is Severity.ERROR for item in library.findings):
                raise InputError(library.findings)
            self._libraries[folder] = library
        return self._libraries[folder]


def sources(old: Named, new: Named | None, shelf: Shelf) -> tuple[Source, Source]:
    """Both sides of a comparison; without `new`, an amendment's before and after.

    Raises InputError where there is no such thing, or where it cannot be read.
    """
    if new is None:
        return _around(old, shelf)
    return source(old, shelf), source(new, shelf)


def source(named: Named, shelf: Shelf) -> Source:
    """One side of a comparison. Raises InputError where there is no such thing, or where it cannot be read."""
    if named.file:
        return Source(named.text, {"ja": read_document(named.file)}, None)
    library = _library(named, shelf)
    if named.name not in library.packs:
        raise InputError([_unknown(named, library)])
    pack = library.pack(named.name)
    known = [item for item in pack.amendments if item.known_on(shelf.known_on)]
    day = named.day or max([pack.in_force, *(item.in_force for item in known)])
    if day < pack.in_force:
        message, mend = f"{pack.name} is not in force on {day}", f"it is from {pack.in_force} on"
        raise InputError([Diagnostic("E1031", message, where=named.text, mend=f"{mend}: write @{pack.in_force}")])
    taken = sum(item.in_force <= day for item in pack.amendments)
    return _version(named, Origin(library, pack.name, taken, day, shelf.known_on))


def _around(named: Named, shelf: Shelf) -> tuple[Source, Source]:
    """The terms before an amendment and after it."""
    library = None if named.file else _library(named, shelf)
    found = [
        (pack, index, item)
        for pack in (library.packs.values() if library else ())
        for index, item in enumerate(pack.amendments)
        if item.name == named.name
    ]
    if library is None or named.name in library.packs or (found and named.day):
        message = f"there is nothing to compare {named.text} with"
        mend = "name a second version or text; an amendment alone, without a date, is compared before and after it"
        raise InputError([Diagnostic("E1202", message, where=named.text, mend=mend)])
    if not found:
        raise InputError([_unknown(named, library)])
    pack, index, item = found[0]
    if not item.known_on(shelf.known_on):
        message = f"{item.name} was not known on {shelf.known_on}"
        mend = f"it was from {item.issued or item.in_force} on: leave out the day, or name a later one"
        raise InputError([Diagnostic("E1202", message, where=named.text, mend=mend)])
    before = Origin(library, pack.name, index, item.in_force - timedelta(days=1), None)
    after = Origin(library, pack.name, index + 1, item.in_force, None)
    return _version(named, before, item), _version(named, after, item)


def _library(named: Named, shelf: Shelf) -> Library:
    """The packs among which a version is looked for. Raises InputError for a draft that has nothing to do with it."""
    if named.folder is None:
        return shelf.library()
    draft = read_files([named.folder])
    library = shelf.library(named.folder)
    amendments = {item.name for name in declared(draft) & set(library.packs) for item in library.pack(name).amendments}
    if named.name not in declared(draft) | amendments:
        message = f"{named.folder} holds neither {named.name} nor an amendment of it"
        there = ", ".join(sorted(declared(draft))) or "no clause files"
        raise InputError([Diagnostic("E1203", message, where=named.text, mend=f"it holds {there}")])
    return library


def _unknown(named: Named, library: Library) -> Diagnostic:
    """The finding that nothing has the name."""
    amendments = [item.name for pack in library.packs.values() for item in pack.amendments]
    if named.name in amendments:
        message = f"{named.name} is an amendment, which has two sides of its own"
        mend = f"give it alone, without a date: tariff diff {named.name}; or name the terms and a day"
        return Diagnostic("E1202", message, where=named.text, mend=mend)
    message = f"there are no terms, no amendment and no file called {named.name or 'that'}"
    otherwise = "check the path; `tariff terms` lists the packs"
    if Path(named.text).is_dir():
        otherwise = f"a draft in a folder is written {named.text}:TERMS"
    mend = did_you_mean(named.name, [*library.packs, *amendments], otherwise)
    return Diagnostic("E1201", message, where=named.text or "(nothing)", mend=mend)


def _version(named: Named, origin: Origin, amendment: Amendment | None = None) -> Source:
    """The documents of a version; `amendment` is the one whose prior terms it shows, where it amends such."""
    pack = origin.pack
    edition = _edition(origin, amendment)
    documents = {
        language: document_of(pack.titles, edition.tree, origin.day, language, origin.pin) for language in LANGUAGES
    }
    name = f"{named.text.partition('@')[0]}@{origin.day}" if amendment is None else f"{pack.name}@{origin.day}"
    return Source(name, documents, origin)


def _edition(origin: Origin, amendment: Amendment | None) -> Edition:
    """The last edition of the amendments taken. Raises InputError where one of them does not apply."""
    line = consolidate(origin.pack, origin.known_on)
    if amendment is not None and amendment.amends_prior:
        line = prior_line(line, next(item for item in line.amendments if item.name == amendment.amends_prior))
    if line.faults:
        raise InputError(line.faults)
    return line.editions[-1]
