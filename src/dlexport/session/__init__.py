"""A bank kept at hand: read anew after each save, and shown question by question. Stands above `run`, below `cli`."""

from dlexport.session.session import Change, Session

__all__ = ["Change", "Session"]
