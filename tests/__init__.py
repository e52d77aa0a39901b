"""The tests of Tarazy, a folder for each subject."""
