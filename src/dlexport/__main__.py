"""Run as `python -m dlexport`."""

from dlexport.cli import main

main()
