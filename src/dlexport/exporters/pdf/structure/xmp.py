"""The metadata stream, by which the file says that it is PDF/UA-1 (ISO 14289-1, clause 5)."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import escape


def xmp(title: str, author: str, subject: str, language: str, moment: int) -> bytes:
    """The packet; `moment` in Unix seconds. It says the same as the document information."""
    made = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    alternatives = {"title": title, "description": subject}
    texts = "".join(f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></dc:{name}>'
                    for name, text in alternatives.items() if text)
    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
        f'pdfuaid:part="1" pdf:Producer="dlexport, ReportLab" xmp:CreatorTool="dlexport" '
        f'xmp:CreateDate="{made}" xmp:ModifyDate="{made}">{texts}{creator}'
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()
