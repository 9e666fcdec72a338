"""The style of prints: values of the theme's files, paper, slots of running heads."""
