"""Run as `python -m dlexport`."""

from dlexport.cli.commands import main

main()
