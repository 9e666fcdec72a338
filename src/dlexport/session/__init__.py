"""A bank kept in memory, read again after each save and shown question by question. Layer above `run`, below `cli`."""

from dlexport.session.session import Change, Session

__all__ = ["Change", "Session"]
