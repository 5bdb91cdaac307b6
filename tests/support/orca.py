# Orca's customisation for tests: every utterance goes to a file, a line each, in place of a synthesiser.
import os

from orca import settings, speech

settings.speechFactoryModules = []
settings.enableBraille = False
settings.enableSound = False
# keys are the test's own; a page's summary and its reading aloud are the browser's, not the app's
settings.enableKeyEcho = False
settings.sayAllOnLoad = False
settings.pageSummaryOnLoad = False

said = open(os.environ["DIALDESK_TEST_SAID"], "a", buffering=1, encoding="utf-8")


def write(text, *_):
    if text.strip():
        said.write(" ".join(text.split()) + "\n")


speech._speak = write
speech.speakCharacter = write
