import follows_default
import follows_branch
import at_tag
import at_commit
import old_protocol
import unhashed
import hashed
