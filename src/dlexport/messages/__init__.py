"""What is said to people, in their language: English as it is written in the code, Chinese by a catalogue."""

from dlexport.messages.language import LANGUAGES, chosen, use
from dlexport.messages.translate import translated

__all__ = ["LANGUAGES", "chosen", "translated", "use"]
