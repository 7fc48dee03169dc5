import tracker_native
from google.protobuf import json_format

from tracker import storage
from tracker.messages_pb2 import Track
import events_pb2
