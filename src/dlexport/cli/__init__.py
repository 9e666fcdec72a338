"""The command line: what is asked for, what is answered. Only here something is printed."""
