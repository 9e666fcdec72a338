"""XML that strangers made: a tree, or one error, whatever stands in it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from dlexport.foreign.budget import ForeignError


def tree(data: bytes) -> ET.Element:
    """The root element of a document; expat itself stops entities that multiply, and reads no other file.

    Raises:
        ForeignError: it is no well-formed XML, or says it is in an encoding that nobody can read.
    """
    try:
        return ET.fromstring(data)      # noqa: S314 - see above
    except (ET.ParseError, ValueError, LookupError) as error:   # the latter two: its encoding is Python's to look up
        raise ForeignError(f"it is no whole XML file: {error}") from error
