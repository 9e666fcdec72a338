"""Messages in the user's language: English as written in the code, Chinese from a catalogue."""

from dlexport.messages.language import LANGUAGES, chosen, use
from dlexport.messages.translate import translated

__all__ = ["LANGUAGES", "chosen", "translated", "use"]
