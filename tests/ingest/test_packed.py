"""Releases in PDF, Word files, mails and feeds that we wrote ourselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from communique.clean import clean
from communique.config import Config
from communique.ingest import captures
from communique.ingest.parts import Source, capture_of, guarded
from communique.ingest.pdf import paragraphs, without_running_lines
from communique.types import Article, Capture, Skip

LINES = (
    "Ministers of Chile and Norway meet in Oslo",
    "",
    "The foreign minister of Chile met her Norwegian counterpart in Oslo on Mon-",
    "day and agreed on a joint laboratory. Both sides will meet again in Santiago",
    "before the end of the year.",
)


def read_file(path: Path) -> list[Capture | Skip]:
    return list(captures([str(path)], Config()))


def article(found: Capture | Skip) -> Article:
    assert isinstance(found, Capture), found
    made = clean(found)
    assert isinstance(made, Article), made
    return made


def pdf_of(*pages: tuple[str, ...]) -> PdfWriter:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        stream.set_data(f"BT /F1 10 Tf 50 780 Td\n{shown}ET".encode())
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


def saved(writer: PdfWriter, path: Path) -> Path:
    with path.open("wb") as out:
        writer.write(out)
    return path


def test_a_pdf_release_is_read_as_an_article(tmp_path: Path) -> None:
    (found,) = read_file(saved(pdf_of(LINES), tmp_path / "release.pdf"))
    made = article(found)
    assert made.title == LINES[0]
    assert "in Oslo on Monday and agreed" in made.text


@pytest.mark.parametrize(("kind", "code"), [("locked", "encrypted"), ("images", "no_text_layer"), ("cut", "damaged")])
def test_pdf_files_that_cannot_be_read_say_why(tmp_path: Path, kind: str, code: str) -> None:
    writer = pdf_of(LINES if kind == "locked" else ())
    if kind == "locked":
        writer.encrypt("secret", algorithm="RC4-128")
    path = saved(writer, tmp_path / "x.pdf")
    if kind == "cut":
        path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    (found,) = read_file(path)
    assert isinstance(found, Skip)
    assert (found.code, found.document) == (code, "x")


def test_running_heads_and_page_numbers_of_a_pdf_go() -> None:
    pages = [["Ministry of Ports", "First words.", "Page 1 of 2"], ["Ministry of Ports", "More words.", "Page 2 of 2"]]
    assert without_running_lines(pages) == [["First words."], ["More words."]]
    assert paragraphs(["A short head", "", "one two three four five six", "seven eight."]) == [
        "A short head",
        "one two three four five six seven eight.",
    ]


def docx_of(*texts: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/content-types"></Types>')
    return out.getvalue()


def test_a_word_file_and_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_of(LINES[0], "The two ministers met in Oslo on Monday. " * 4))
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 nothing")
    whole, broken = list(captures([str(tmp_path)], Config()))
    assert article(whole).title == LINES[0]
    assert isinstance(broken, Skip)
    assert broken.code == "damaged"


def mail_of(subject: str, body: str, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Ministry of Ports <press@ports.example>"
    message["Date"] = "Tue, 01 Jul 2025 10:30:00 +0530"
    message.set_content(body, subtype=subtype)
    return message


ITEM = (
    "{}\n\n"
    + "The ministers of both states met on Monday and spoke about ferries, salmon and research in the far north. " * 2
)


def test_a_mail_gives_its_subject_sender_and_day(tmp_path: Path) -> None:
    for name, message in (
        ("plain", mail_of("Ministers meet in Oslo", "The two ministers met in Oslo on Monday.")),
        (
            "html",
            mail_of("Ministers meet in Oslo", "<div><p>The two ministers met in Oslo on Monday.</p></div>", "html"),
        ),
    ):
        (tmp_path / f"{name}.eml").write_bytes(message.as_bytes())
        (found,) = read_file(tmp_path / f"{name}.eml")
        made = article(found)
        assert (made.title, made.outlet) == ("Ministers meet in Oslo", "Ministry of Ports")
        assert made.published.value == "2025-07-01T10:30+05:30"
        assert made.text.endswith("The two ministers met in Oslo on Monday.")


def test_a_newsletter_and_a_box_give_one_capture_an_item(tmp_path: Path) -> None:
    items = "\n\n-----\n\n".join(ITEM.format(f"Ministers meet in {city} on Monday") for city in ("Oslo", "Lima"))
    letter = mail_of("The week", items).as_bytes()
    (tmp_path / "week.eml").write_bytes(letter)
    assert [article(part).title for part in read_file(tmp_path / "week.eml")] == [
        "Ministers meet in Oslo on Monday",
        "Ministers meet in Lima on Monday",
    ]
    single = mail_of("Ministers meet in Oslo", "They met on Monday.").as_bytes()
    (tmp_path / "box.mbox").write_bytes(
        b"".join(b"From x@y Tue Jul  1 2025\n" + one + b"\n" for one in (single, letter))
    )
    assert [part.document for part in read_file(tmp_path / "box.mbox")] == ["box#1", "box#2#1", "box#2#2"]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Ledger</title>
<item><title>Ministers meet in Oslo</title><link>https://ledger.example/1</link>
<pubDate>Tue, 01 Jul 2025 10:30:00 +0200</pubDate>
<description>&lt;p&gt;The ministers of Chile and Norway met in Oslo.&lt;/p&gt;&lt;p&gt;They parted.&lt;/p&gt;</description></item>
<item><guid>2</guid></item></channel></rss>"""


def test_a_feed_gives_one_capture_an_entry(tmp_path: Path) -> None:
    (tmp_path / "f.rss").write_text(FEED)
    first, empty = read_file(tmp_path / "f.rss")
    made = article(first)
    assert (made.title, made.url, made.outlet) == (
        "Ministers meet in Oslo",
        "https://ledger.example/1",
        "The Harbour Ledger",
    )
    assert made.published.value == "2025-07-01T10:30+02:00"
    assert "met in Oslo.\n\nThey parted." in made.text
    assert isinstance(empty, Skip)
    (tmp_path / "n.xml").write_text("<a><b/></a>")
    (none,) = read_file(tmp_path / "n.xml")
    assert isinstance(none, Skip)
    assert none.code == "no_feed"


def test_a_reader_that_breaks_costs_its_source_and_no_more(tmp_path: Path) -> None:
    source = Source("x", "x.pdf", b"")

    def breaks() -> Iterator[Capture | Skip]:
        yield capture_of(source, "words")
        raise AssertionError("deep inside a library")

    kept, fault = list(guarded(source, breaks()))
    assert isinstance(kept, Capture)
    assert isinstance(fault, Skip)
    assert (fault.code, "deep inside" in fault.detail) == ("fault", True)
