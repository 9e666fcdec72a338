"""The bank as a Moodle XML file: an essay question for each question, with notes for the grader."""
