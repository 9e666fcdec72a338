"""The exporters that come with dlexport. They are found through their entry points, like any other."""
