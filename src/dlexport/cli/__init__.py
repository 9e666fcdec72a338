"""The command line: commands, options, and all output to the terminal. No other package prints."""
