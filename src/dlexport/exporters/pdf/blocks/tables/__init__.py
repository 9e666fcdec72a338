"""Tables as strips: ruled with their rows side by side, or, where no page is wide enough, stacked."""
