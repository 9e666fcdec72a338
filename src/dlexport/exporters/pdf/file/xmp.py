"""The metadata stream, by which the file says that it is PDF/UA-1 (ISO 14289-1, clause 5), and PDF/A-2a where it is."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlexport.exporters.pdf.file.metadata import Metadata

_ARCHIVAL = """\
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
"""ISO 19005-2, 6.6.4, and 6.6.2.3: a property that is not of its own must be described."""


_text = partial(html.escape, quote=False)


def xmp(about: Metadata) -> bytes:
    """The packet. It says the same as the document information."""
    made = datetime.fromtimestamp(about.moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    alternatives = {"title": about.title, "description": about.subject}
    texts = "".join(f'<dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt></dc:{name}>\n'
                    for name, text in alternatives.items() if text)
    if about.author:
        texts += f"<dc:creator><rdf:Seq><rdf:li>{_text(about.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    if about.keywords:
        texts += f"<pdf:Keywords>{_text(about.keywords)}</pdf:Keywords>\n"
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
        'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
        'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" '
        f'pdfuaid:part="1" pdf:Producer="dlexport, ReportLab" xmp:CreatorTool="dlexport" '
        f'xmp:CreateDate="{made}" xmp:ModifyDate="{made}">\n{texts}'
        f"<dc:language><rdf:Bag><rdf:li>{_text(about.language)}</rdf:li></rdf:Bag></dc:language>\n"
        f"{_ARCHIVAL if about.archival else ''}"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()
