"""A literature of any size in the model of this project, made up, for measurements and tests."""
