"""The quiz: questions with room to answer, the answers at the end."""
