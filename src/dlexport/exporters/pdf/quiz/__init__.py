"""The quiz: questions with ruled space to answer in; an answer key at the end."""
