"""The lock `questions.lock`: when each thing last changed, what was retired."""
