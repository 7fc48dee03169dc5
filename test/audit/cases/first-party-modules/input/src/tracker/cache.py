import redis

from tracker import storage
