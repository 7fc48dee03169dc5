import helpers
import sharedlib
from tracker.core import Track
